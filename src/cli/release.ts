import { readFile, writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { Abi, Platform } from "../cpython/target.ts";
import type { TargetName } from "../diff/across-targets.ts";
import type { Diff } from "../diff/model.ts";
import { CapidiffError, type ErrorCode } from "../errors.ts";
import { type Surface, surfaces } from "../manifest/model.ts";
import { print, warn, withAnswers } from "./engine.ts";
import { format } from "./options.ts";
import { type TargetsOptions, targetsOf, targetsOptions } from "./targets.ts";

interface Options extends TargetsOptions {
  from?: string;
  surface: Surface | "all";
  expect?: string;
  write?: string;
  format: "text" | "json";
}

/** Targets that most extensions are built for: each data model, each system, each kind of build. */
const usualAbis: Abi[] = ["cp", "cpt", "cpd", "abi3"];
const usualPlatforms: Platform[] = ["linux_x86_64", "linux_i686", "macosx_arm64", "win_amd64"];

/** Reasons for a ref not to have a target. */
const lacking = new Set<ErrorCode>(["unknown-abi", "unsupported-platform", "invalid-target"]);

export function addRelease(program: Command): void {
  const command = program
    .command("release")
    .description("what changed in a release against the one before it, over builds and platforms at once")
    .argument("<ref>", "a tag")
    .option("--from <ref>", "compare with this; default: the tag before it in its series, else the last final before")
    .addOption(
      new Option("--surface <surface>", "only where either side is on this surface")
        .choices([...surfaces, "all"])
        .default("public"),
    )
    .option("--expect <file>", "changes that are accepted; exit code 1 if there are others")
    .option("--write <file>", "write the changes there are as accepted")
    .addOption(format(["text", "json"]));
  for (const option of targetsOptions()) command.addOption(option);
  command.action(async (ref: string, options: Options) => {
    const { acrossTargets } = await import("../diff/across-targets.ts");
    const { expectationText, releaseText } = await import("../report/release/text.ts");
    const expected = options.expect === undefined ? null : await expectationIn(options.expect);
    const isGiven = (option: keyof TargetsOptions) => command.getOptionValueSource(option) !== "default";
    const targets = targetsOf({
      ...options,
      abi: isGiven("abi") ? options.abi : usualAbis,
      platform: isGiven("platform") ? options.platform : usualPlatforms,
    });
    const surface = options.surface === "all" ? undefined : options.surface;
    const report = await withAnswers(async (answers, { repository }) => {
      const from = options.from ?? (await before((await repository.resolve(ref)).ref, await answers.refs()));
      const diffs: { target: TargetName; diff: Diff }[] = [];
      const without: TargetName[] = [];
      let lack: CapidiffError | null = null;
      for (const target of targets) {
        const name = { abi: target.abi, platform: target.platform };
        try {
          const bytes = await (await answers.diff(from, ref, target, { surface })).bytes();
          diffs.push({ target: name, diff: JSON.parse(bytes.toString()) });
        } catch (error) {
          if (!(error instanceof CapidiffError && lacking.has(error.code))) throw error;
          without.push(name);
          lack = error;
        }
      }
      if (diffs.length === 0 && lack !== null) throw lack;
      return acrossTargets(diffs, without);
    });
    if (options.write !== undefined) await write(options.write, expectationText(report));
    if (expected !== null && report.changes.some(({ id }) => !expected.has(id))) process.exitCode = 1;
    if (!report.complete) warn("not all was understood, and changes may be missing: `capidiff manifest` says what");
    print(options.format === "json" ? `${JSON.stringify(report)}\n` : releaseText(report, expected));
  });
}

/** @throws CapidiffError `invalid-request` if it is not a release, or the first one */
async function before(
  tag: string,
  refs: Parameters<typeof import("../watch/releases.ts").basesOf>[1],
): Promise<string> {
  const { basesOf } = await import("../watch/releases.ts");
  const [basis] = basesOf(tag, refs);
  if (basis) return basis.tag;
  throw new CapidiffError("invalid-request", `There is no release before ${tag}: name what to compare with by --from.`);
}

async function expectationIn(file: string): Promise<Set<string>> {
  const { parseExpectation } = await import("../report/release/text.ts");
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CapidiffError("invalid-request", `${file} cannot be read: ${error.message}.`);
  });
  const { ids, wrong } = parseExpectation(text);
  if (wrong[0] !== undefined) {
    const message = `${file}: ${JSON.stringify(wrong[0].slice(0, 100))} does not begin with the id of a change.`;
    throw new CapidiffError("invalid-request", message);
  }
  return ids;
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => {
    throw new CapidiffError("invalid-request", `${file} cannot be written: ${error.message}.`);
  });
}
