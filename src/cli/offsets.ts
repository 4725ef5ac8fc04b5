import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { LineRequest } from "../history/line.ts";
import type { OffsetSpec } from "../history/offset-spec.ts";
import type { OffsetTable } from "../history/offsets.ts";
import { type OffsetFormatName, offsetFormatNames, offsetFormats } from "../report/offsets/formats.ts";
import { unmetLines } from "../report/offsets/unmet.ts";
import { print, warn, withAnswers } from "./engine.ts";
import { format } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

interface OffsetsOptions extends TargetsOptions {
  refs?: string;
  prereleases?: boolean;
  missing?: number;
  name?: string;
  format: OffsetFormatName;
}

export function addOffsets(program: Command): void {
  const command = program
    .command("offsets")
    .description("make a table of sizes, offsets and values over versions and targets, also as C, Go or Rust")
    .argument(
      "<facts...>",
      "size(PyObject), PyThreadState.frame or NAME; alternatives after a bar: 'T.frame | cframe'; or a file.toml with facts",
    )
    .option("--refs <range>", "only these versions: 3.14, 3.14.1 or 3.8..3.15; default: all of Python 3")
    .option("--prereleases", "include all alphas, betas and candidates; default: only the newest")
    .addOption(
      new Option(
        "--missing <number>",
        "in generated code: the value for a fact that a version lacks; default: -1",
      ).argParser(wholeNumber),
    )
    .option("--name <identifier>", "in generated code: name of the table; default: capidiff_offsets")
    .addOption(format(offsetFormatNames));
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (words: string[], options: OffsetsOptions) => {
    const spec = await specOf(words);
    const isGiven = (option: keyof TargetsOptions) => command.getOptionValueSource(option) !== "default";
    const targets = targetsOf({
      ...options,
      abi: isGiven("abi") ? options.abi : (spec.abi ?? options.abi),
      platform: isGiven("platform") ? options.platform : (spec.platform ?? options.platform),
    });
    const line: LineRequest = {
      refs: options.refs ?? spec.refs ?? null,
      prereleases: options.prereleases ?? spec.prereleases ?? false,
    };
    const bytes = await withAnswers(async (answers, engine) => {
      const { readLine } = await import("./fill-index.ts");
      await readLine(engine, targets, line);
      return (await answers.offsets({ facts: spec.facts, targets, line })).bytes();
    });
    const table: OffsetTable = JSON.parse(bytes.toString());
    if (!table.complete) warn("some facts were not understood and may be wrong; see the output");
    if (options.format !== "text") for (const line of unmetLines(table)) warn(line);
    const code = {
      missing: options.missing ?? spec.missing ?? -1,
      name: options.name ?? spec.name ?? "capidiff_offsets",
    };
    print(await offsetFormats[options.format].render(table, code));
  });
}

/** Combines facts and spec files. @throws CapidiffError `invalid-request` */
async function specOf(words: readonly string[]): Promise<OffsetSpec> {
  const { CapidiffError } = await import("../errors.ts");
  const { parseFact } = await import("../history/fact.ts");
  const { parseOffsetSpec } = await import("../history/offset-spec.ts");
  const specs: OffsetSpec[] = [];
  for (const word of words) {
    if (!word.endsWith(".toml")) specs.push({ facts: [parseFact(word)] });
    else {
      const text = await readFile(word, "utf8").catch((error: Error) => {
        throw new CapidiffError("invalid-request", `${word} cannot be read: ${error.message}.`);
      });
      specs.push(parseOffsetSpec(text, word));
    }
  }
  const facts = specs.flatMap((spec) => spec.facts);
  if (facts.length === 0) throw new CapidiffError("invalid-request", `No facts in ${words.join(", ")}.`);
  const twice = facts.find(({ name }, i) => facts.findIndex((other) => other.name === name) < i);
  if (twice) throw new CapidiffError("invalid-request", `Two facts are named ${twice.name}; rename one.`);
  return Object.assign({}, ...specs, { facts });
}

function wholeNumber(text: string): number {
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw new InvalidArgumentError("Expected an integer.");
  return Number(text);
}
