import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { ReleaseReport } from "../diff/across-targets.ts";
import { type Topic, topics } from "../diff/model.ts";
import { type SurfaceChoice, surfaceOf } from "../diff/surface-choice.ts";
import { CapidiffError } from "../errors.ts";
import { paintFor } from "../report/paint.ts";
import { print, warn, withAnswers } from "./engine.ts";
import { format, oneOrMore, surfaceOption } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

interface Options extends TargetsOptions {
  from?: string;
  surface: SurfaceChoice;
  topic?: Topic[];
  expect?: string;
  write?: string;
  format: "text" | "json";
  verbose?: true;
}

export function addRelease(program: Command): void {
  const command = program
    .command("release")
    .description("compare a release with the preceding one, over several builds and platforms")
    .argument("<ref>", "a tag")
    .option(
      "--from <ref>",
      "the release to compare with; default: the preceding tag of its series, else the last final release before it",
    )
    .addOption(surfaceOption())
    .addOption(oneOrMore("--topic <topic>", "only changes about this", topics))
    .option("--expect <file>", "file with accepted changes; exit code 1 if there are others")
    .option("--write <file>", "write all changes to a file of accepted changes")
    .addOption(format(["text", "json"]))
    .option("--verbose", "in text: every form of each change, in full, with evidence and advice");
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (ref: string, options: Options) => {
    const { releaseAbis, releasePlatforms } = await import("../../cache/release.ts");
    const { expectationText, releaseText, unexpectedText } = await import("../report/release/text.ts");
    const expected = options.expect === undefined ? null : await expectationIn(options.expect);
    const isGiven = (option: keyof TargetsOptions) => command.getOptionValueSource(option) !== "default";
    const targets = targetsOf({
      ...options,
      abi: isGiven("abi") ? options.abi : releaseAbis,
      platform: isGiven("platform") ? options.platform : releasePlatforms,
    });
    const filter = { surface: surfaceOf(options.surface), topic: options.topic };
    const bytes = await withAnswers(async (answers) =>
      (await answers.release(options.from ?? null, ref, targets, filter)).bytes(),
    );
    const report: ReleaseReport = JSON.parse(bytes.toString());
    if (options.write !== undefined) await write(options.write, expectationText(report));
    if (expected !== null && report.changes.some(({ id }) => !expected.has(id))) process.exitCode = 1;
    if (!report.complete)
      warn("the headers were not understood in full and changes may be missing; see `capidiff manifest`");
    if (options.format === "json") print(bytes);
    else if (expected !== null) print(unexpectedText(report, expected, paintFor(process.stdout)));
    else print(releaseText(report, paintFor(process.stdout), options.verbose));
  });
}

async function expectationIn(file: string): Promise<Set<string>> {
  const { parseExpectation } = await import("../report/release/text.ts");
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CapidiffError("invalid-request", `${file} cannot be read: ${error.message}.`);
  });
  const { ids, wrong } = parseExpectation(text);
  if (wrong[0] !== undefined) {
    const message = `${file}: ${JSON.stringify(wrong[0].slice(0, 100))} does not start with the id of a change.`;
    throw new CapidiffError("invalid-request", message);
  }
  return ids;
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    throw new CapidiffError("invalid-request", `${file} cannot be written: ${error.message}.`);
  });
}
