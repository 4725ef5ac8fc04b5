import type { Command } from "commander";
import type { LineRequest } from "../history/line.ts";
import { type OffsetFormatName, offsetFormatNames, offsetsReport } from "../report/offsets/formats.ts";
import { print, withAnswers } from "./engine.ts";
import { format } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

interface OffsetsOptions extends TargetsOptions {
  refs?: string;
  prereleases: boolean;
  format: OffsetFormatName;
}

export function addOffsets(program: Command): void {
  const command = program
    .command("offsets")
    .description("a table of sizes, offsets and values over versions and targets")
    .argument(
      "<facts...>",
      "size(PyObject), PyThreadState.frame or NAME; other spellings after a bar: 'T.frame | cframe'",
    )
    .option("--refs <range>", "only these versions, as 3.8..3.15; default: all of Python 3")
    .option("--prereleases", "all alphas, betas and candidates, too; default: only the newest", false)
    .addOption(format(offsetFormatNames));
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (texts: string[], options: OffsetsOptions) => {
    const { offsetsOf, parseFact } = await import("../history/offsets.ts");
    const facts = texts.map(parseFact);
    const targets = targetsOf(options);
    const line: LineRequest = { refs: options.refs ?? null, prereleases: options.prereleases };
    const rows = await withAnswers(async (answers, engine) => {
      const { lineOf } = await import("../history/line.ts");
      const { readMissing } = await import("./fill-index.ts");
      const tags = lineOf(await answers.refs(), line).filter(({ kind }) => kind === "tag");
      await readMissing(
        engine,
        targets,
        tags.map(({ name, commit, kind }) => ({ ref: name, commit, kind })),
      );
      return offsetsOf(facts, await answers.histories.lines(targets, line));
    });
    print(
      offsetsReport(
        options.format,
        facts.map(({ name }) => name),
        rows,
      ),
    );
  });
}
