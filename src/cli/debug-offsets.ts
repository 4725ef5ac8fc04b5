import { open, readFile } from "node:fs/promises";
import type { Command } from "commander";
import type { Answers } from "../../cache/answers.ts";
import type { PyRuntime } from "../check/module/py-runtime.ts";
import { isWithoutTarget, type TargetRequest } from "../cpython/target.ts";
import { CapidiffError } from "../errors.ts";
import type { DebugOffsets } from "../manifest/debug-offsets.ts";
import type { RuntimeBuild } from "../report/debug-offsets.ts";
import { print, withAnswers } from "./engine.ts";
import { type BuildOptions, buildOf, format, type TargetOptions, withBuild } from "./options.ts";

interface Options extends TargetOptions, BuildOptions {
  format: "text" | "json";
}

/** Maximum size in bytes of a file. */
const maxFileBytes = 512 * 2 ** 20;

export function addDebugOffsets(program: Command): void {
  withBuild(program.command("debug-offsets"))
    .description("show a build's debug offsets in _PyRuntime, compare them, or identify the build of a file")
    .usage("[options] <ref> [<to>]\n       capidiff debug-offsets [options] <file>")
    .argument("<refs or file...>", "one or two refs of 3.13 or newer; or a libpython or python file")
    .addOption(format(["text", "json"]))
    .action(async (words: string[], options: Options, command: Command) => {
      const [first = "", second, ...more] = words;
      if (more.length > 0) command.error("error: expected one ref, two refs or one file");
      const file = second === undefined ? await fileAt(first) : null;
      const ofNames = () => ofRefs(words, options).catch((error) => Promise.reject(orFile(error, words)));
      print(file === null ? await ofNames() : await ofFile(first, file, options));
    });
}

/** The error of a word that is no ref, and may have been meant as a file. */
function orFile(error: unknown, [name, second]: readonly string[]): unknown {
  const isNoRef = error instanceof CapidiffError && (error.code === "invalid-ref" || error.code === "unknown-ref");
  if (!isNoRef || second !== undefined) return error;
  return new CapidiffError(error.code, `There is no file ${name}; as a ref: ${error.message}`, error.details);
}

async function ofRefs(refs: readonly string[], options: Options): Promise<string | Buffer> {
  const { debugOffsetsComparisonText, debugOffsetsText } = await import("../report/debug-offsets.ts");
  const target = buildOf(options);
  const [from = "", to] = refs;
  const bytes = await withAnswers(async (answers) => {
    const asked = to === undefined ? answers.debugOffsets(from, target) : answers.debugOffsetChanges(from, to, target);
    return (await asked).bytes();
  });
  if (options.format === "json") return bytes;
  const answer = JSON.parse(bytes.toString());
  return to === undefined ? debugOffsetsText(answer) : debugOffsetsComparisonText(answer);
}

async function ofFile(name: string, bytes: Buffer, options: Options): Promise<string> {
  const { pyRuntimes, runtimeValues } = await import("../check/module/py-runtime.ts");
  const { runtimeText } = await import("../report/debug-offsets.ts");
  const runtimes = pyRuntimes(bytes, name);
  const identified = await withAnswers(async (answers) => {
    const identified = [];
    for (const runtime of runtimes) identified.push({ runtime, ...(await identify(answers, runtime, options)) });
    return identified;
  });
  if (options.format === "text") {
    return identified
      .map(({ runtime, version, tried }) =>
        runtimeText(
          runtime,
          version,
          tried.map(({ build }) => build),
        ),
      )
      .join("\n");
  }
  const runtimesJson = identified.map(({ runtime, version, tried }) => {
    const { file, format, architecture, cookie } = runtime;
    const [nearest] = tried;
    const values = nearest ? runtimeValues(runtime, nearest.offsets) : [];
    return {
      file,
      format,
      architecture,
      cookie,
      version,
      versionHex: runtime.version,
      builds: tried.map(({ build }) => build),
      values,
    };
  });
  return `${JSON.stringify({ runtimes: runtimesJson })}\n`;
}

interface Tried {
  build: RuntimeBuild;
  offsets: DebugOffsets;
}

/**
 * The builds of the file's version, nearest first: every ABI, and builds with common configure options if none is
 * equal.
 */
async function identify(answers: Answers, runtime: PyRuntime, { define, undef }: Options) {
  const { versionOfHex } = await import("../cpython/version.ts");
  const { buildSwitches, buildMacros } = await import("../cpython/build-macros.ts");
  const { withMacros } = await import("../cpython/target.ts");
  const version = versionOfHex(runtime.version);
  const tried: Tried[] = [];
  const rounds = [[[]], buildSwitches.map((name) => [name])];
  for (const switches of rounds) {
    for (const more of switches) {
      for (const platform of runtime.platforms) {
        for (const abi of ["cp", "cpt", "cpd", "cptd"] as const) {
          const macros = buildMacros([...define, ...more], undef);
          const one = await tryBuild(answers, runtime, `v${version}`, {
            abi,
            platform,
            limitedApi: null,
            ...withMacros(macros),
          });
          if (one !== null) tried.push(one);
        }
      }
    }
    if (tried.some(({ build }) => build.differences.length === 0)) break;
  }
  return { version, tried: tried.sort((a, b) => a.build.differences.length - b.build.differences.length) };
}

/** Null if the version has no such build, or is not a tag. */
async function tryBuild(
  answers: Answers,
  runtime: PyRuntime,
  ref: string,
  target: TargetRequest,
): Promise<Tried | null> {
  const { runtimeDifferences } = await import("../check/module/py-runtime.ts");
  try {
    const offsets: DebugOffsets = JSON.parse((await (await answers.debugOffsets(ref, target)).bytes()).toString());
    const { complete, values } = offsets;
    const differences = runtimeDifferences(runtime, offsets);
    return {
      build: { ref: offsets.ref, target: offsets.target, complete, values: values.length, differences },
      offsets,
    };
  } catch (error) {
    if (isWithoutTarget(error) || (error instanceof CapidiffError && error.code === "unknown-ref")) return null;
    throw error;
  }
}

/** The content of a file; null if there is none. @throws CapidiffError `payload-too-large`, `invalid-request` */
async function fileAt(path: string): Promise<Buffer | null> {
  const handle = await open(path).catch(() => null);
  if (handle === null) return null;
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return null;
    if (stats.size > maxFileBytes) {
      throw new CapidiffError("payload-too-large", `${path} has more than ${maxFileBytes / 2 ** 20} MB.`);
    }
    return await readFile(handle);
  } finally {
    await handle.close();
  }
}
