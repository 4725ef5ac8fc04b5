import { type Command, Option } from "commander";
import type { Answers } from "../../cache/answers.ts";
import type { Engine } from "../../cache/engine.ts";
import { areAllPlatforms, platformList } from "../cpython/platforms/wheel-tags.ts";
import type { ResolvedRef } from "../cpython/repository.ts";
import { isWithoutTarget, type Platform, type TargetRequest } from "../cpython/target.ts";
import { CapidiffError, type ErrorCode } from "../errors.ts";
import type { StructList, StructPart, StructView } from "../manifest/struct-part.ts";
import type { RefOnPlatform } from "../report/layout/columns.ts";
import { type LayoutFormatName, layoutFormatNames } from "../report/layout/formats.ts";
import type { Layouts } from "../report/layout/report.ts";
import { print, withAnswers } from "./engine.ts";
import { type BuildOptions, buildOf, format, type TargetOptions, withBuild } from "./options.ts";

interface Options extends TargetOptions, BuildOptions, StructView {
  format: LayoutFormatName;
  platforms?: Platform[];
}

export function addLayout(program: Command): void {
  withBuild(program.command("layout"))
    .description("where the members of a struct lie, or what moved in it between refs")
    .usage("[options] <refs...> <struct>")
    .argument(
      "<refs and struct...>",
      "refs and ranges such as 3.8..3.15, then a typedef name, a tag, or a glob such as 'Py*Object'",
    )
    .addOption(new Option("--platforms <list>", "on several, comma-separated, or all").argParser(platformList))
    .option("--expand", "replace each member that is a struct by its members, at any depth")
    .option("--member <path>", "only this member, also of a nested struct, such as interpreters.head")
    .addOption(format(layoutFormatNames))
    .action(async (words: string[], options: Options, command: Command) => {
      const name = words.pop() as string;
      if (words.length === 0) command.error("error: name refs or ranges, and then a struct");
      const isCode = options.format !== "text" && options.format !== "json";
      const isOnePlace = words.length === 1 && !words[0]?.includes("..") && options.platforms === undefined;
      if (isCode && !isOnePlace)
        command.error(`error: --format ${options.format} needs exactly one ref on one platform`);
      const { layoutReport } = await import("../report/layout/report.ts");
      const report = await withAnswers((_, engine) => layouts(engine, words, name, options));
      const [[one, other] = [], ...more] = report.structs;
      const isComparison = words.length === 2 && report.places.length === 2 && !isGlob(name);
      if (options.format !== "json" || one === undefined || more.length > 0)
        print(layoutReport(options.format, report));
      // One struct: the same bytes as the service.
      else if (isOnePlace) print(`${JSON.stringify(one)}\n`);
      else if (isComparison) print(`${JSON.stringify({ from: one, to: other })}\n`);
      else print(layoutReport("json", report));
    });
}

/** Errors of a ref that lacks the struct or member. */
const withoutStruct = new Set<ErrorCode>(["unknown-struct", "unknown-member"]);

const isGlob = (name: string) => /[*?[]/.test(name);

/**
 * The struct with this name, or all that match a glob, in each ref on each platform. With several, refs that do not
 * support a target are skipped.
 * @throws CapidiffError for the refs; if the struct is in none of the places, or missing in one of two refs; if none of
 * the refs supports a platform that is asked for by its name
 */
async function layouts(engine: Engine, words: readonly string[], name: string, options: Options): Promise<Layouts> {
  const { isRange } = await import("../cpython/ref-range.ts");
  const { answers } = engine;
  const resolved = await refsOf(answers, words);
  const refs = resolved.map(({ ref }) => ref);
  const platforms = options.platforms ?? [options.platform];
  const targets = platforms.map((platform) => ({ ...buildOf(options), platform }));
  if (refs.length * targets.length > 1) {
    const { readMissing } = await import("./fill-index.ts");
    const tags = resolved.filter(({ kind }) => kind === "tag");
    // One by one, each ref would take requests of its own.
    await readMissing(engine, targets, tags);
  }
  const isEachNamed = platforms.length === 1 && !words.some(isRange) && refs.length <= (isGlob(name) ? 1 : 2);
  const places: RefOnPlatform[] = [];
  const without: RefOnPlatform[] = [];
  const structs = new Map<string, StructPart[]>();
  let lack: CapidiffError | null = null;
  const tolerated = (error: unknown) => {
    const isLack = isWithoutTarget(error) || (error instanceof CapidiffError && withoutStruct.has(error.code));
    if (isLack && !isEachNamed) return error;
    throw error;
  };
  for (const target of targets) {
    const { platform } = target;
    let isSupported = areAllPlatforms(platforms);
    for (const ref of refs) {
      const found = await structsIn(answers, ref, target, name, options).catch(tolerated);
      const isLacking = found instanceof CapidiffError;
      if (isLacking) lack = found;
      if (isLacking && isWithoutTarget(found)) continue;
      isSupported = true;
      places.push({ ref, platform });
      if (isLacking) without.push({ ref, platform });
      for (const part of isLacking ? [] : found) {
        const key = isGlob(name) ? part.struct.name : name;
        structs.set(key, [...(structs.get(key) ?? []), part]);
      }
    }
    if (!isSupported && lack !== null) throw lack;
  }
  if (structs.size === 0 && lack !== null) throw lack;
  const byName = [...structs].sort(([a], [b]) => (a < b ? -1 : 1));
  return { places, structs: byName.map(([, parts]) => parts), without };
}

/** Expands ranges to their releases; each ref once. */
async function refsOf(answers: Answers, words: readonly string[]): Promise<ResolvedRef[]> {
  const { expandRange, isRange } = await import("../cpython/ref-range.ts");
  const refs = new Map<string, ResolvedRef>();
  for (const word of words) {
    const named = isRange(word) ? expandRange(await answers.refs(), word).map(({ name }) => name) : [word];
    for (const name of named) {
      const resolved = await answers.resolve(name);
      refs.set(resolved.ref, resolved);
    }
  }
  return [...refs.values()];
}

async function structsIn(
  answers: Answers,
  ref: string,
  target: TargetRequest,
  name: string,
  { expand, member }: StructView,
): Promise<StructPart[]> {
  const kind = isGlob(name) ? "layouts" : "struct";
  const answer = await answers.part(ref, target, { kind, name, expand, member });
  const part: StructPart | StructList = JSON.parse((await answer.bytes()).toString());
  return "layouts" in part ? part.layouts : [part];
}
