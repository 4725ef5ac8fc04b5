/**
 * `npm run conformance:readings [-- --ref v3.15.2 --platform win32 --abi cpt --all]`: manifests for platforms whose own
 * compilers and system headers are not available. Fails on any disagreement. For each platform, compares with
 * - clang's parse and layout of the declarations that capidiff read;
 * - for Windows also clang on CPython's headers with mingw-w64's system headers in place of the prelude;
 * - for other Linux processors, musl and WebAssembly also clang on CPython's headers with the libc's own;
 * - for Linux and WebAssembly also the platform's compiler on what the manifest says, written as assertions after CPython's
 *   headers with the libc's own (`assertions.ts`): values of macros and bits of bit-fields too.
 *
 * Each platform has its own process. `--all` shows all disagreements; `--sample` compares only the oldest and the newest
 * ref, of the oldest only the default build, as in CI.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { readConfig } from "../../../src/config.ts";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { type Abi, isAtLeast, type Platform } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { versionOf } from "../../../src/cpython/version.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import type { Manifest } from "../../../src/manifest/model.ts";
import { ManifestSession } from "../../../src/manifest/session.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import type { Kind } from "../manifest/compare.ts";
import { releases } from "../manifest/releases.ts";
import { type AssertingCompiler, judgeByAssertions } from "./asserting.ts";
import { assertingCompiler, assertingPlatforms } from "./asserting-compilers.ts";
import { clangTargets, sampledTargets } from "./clang-targets.ts";
import { judgeReading } from "./judge.ts";
import { libc } from "./libc.ts";
import { mingw, whyNoMingw } from "./mingw.ts";
import { judgeWithSystem } from "./system.ts";
import { Tally } from "./tally.ts";
import { orderDependent, type SystemHeaders, TreeFolder } from "./tree-folder.ts";

/** One for all refs and abis of a process. */
const session = new ManifestSession();

const { values: options } = parseArgs({
  options: {
    ref: { type: "string", multiple: true },
    platform: { type: "string", multiple: true },
    abi: { type: "string", multiple: true },
    all: { type: "boolean", default: false },
    sample: { type: "boolean", default: false },
  },
});
const declarations: Kind[] = ["layout", "struct", "enum", "enumerator", "typedef"];
const judged = [...new Set([...Object.keys(clangTargets), ...assertingPlatforms])];
const wanted = options.platform ?? (options.sample ? sampledTargets : judged);
if (wanted.length === 1) process.exitCode = (await judge(wanted[0] as Platform)) ? 0 : 1;
else {
  const slot = pLimit(availableParallelism());
  const codes = await Promise.all(wanted.map((platform) => slot(() => judgeApart(platform))));
  process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
}

function judgeApart(platform: string): Promise<number | null> {
  const args = process.argv
    .slice(2)
    .filter((arg, index, all) => arg !== "--platform" && all[index - 1] !== "--platform");
  return new Promise((resolve, reject) => {
    fork(fileURLToPath(import.meta.url), [...args, "--platform", platform])
      .on("exit", resolve)
      .on("error", reject);
  });
}

/** Whether all refs and abis agree for a platform. */
async function judge(platform: Platform): Promise<boolean> {
  const { cpythonRepo, dataDir } = readConfig(process.env);
  const repository = new Repository(corpusRemote() ?? cpythonRepo, dataDir);
  const judges = judgesOf(platform);
  const known = options.ref ?? releases(await repository.refs());
  const refs = options.sample ? [...new Set([...known.slice(0, 1), ...known.slice(-1)])] : known;
  for (const [index, ref] of refs.entries()) {
    const tree = await repository.tree(ref);
    const { since } = platformDefinition(platform).support;
    if (since !== null && !isAtLeast(versionOf(tree), since)) continue;
    const all: Abi[] = versionOf(tree).minor >= 13 ? ["cp", "cpd", "cpt"] : ["cp", "cpd"];
    const few: Abi[] | undefined = options.sample && index < refs.length - 1 ? ["cp"] : undefined;
    const abis = all.filter((abi) => (options.abi ?? few)?.includes(abi) ?? true);
    // mingw-w64's headers make long XML: what abis change in CPython's is asked of one ref.
    const isFew = platform.startsWith("win") && index < refs.length - 1;
    const systemAbis = abis.filter((abi) => abi === "cp" || (abi === "cpt" && !isFew));
    await judgeRef(tree, platform, abis, systemAbis, judges);
  }
  const { readings, system, asserting, notes } = judges;
  const tallies = [readings?.tally, system?.tally, asserting?.tally].filter((tally) => tally !== undefined);
  const isRight = tallies.map((tally) => tally.print(options.all)).every(Boolean);
  for (const note of notes) console.log(`${platform} ${note}`);
  return isRight;
}

/** clang 14 aligns `__int128` on s390x to 16; gcc and the ELF ABI supplement align it to 8. */
function clangLeftOut({ symbols, structs, target }: Manifest): Set<string> {
  const found = new Set<string>();
  if (!target.platform.endsWith("_s390x")) return found;
  const dependent = ["__int128", "__int128_t", "__uint128_t"];
  const depends = (type: string) => dependent.some((name) => new RegExp(`\\b${name}\\b`).test(type));
  for (const symbol of symbols) if (symbol.kind === "typedef" && depends(symbol.type)) dependent.push(symbol.name);
  for (const { name, members } of structs) if (members?.some(({ type }) => depends(type))) found.add(name);
  return found;
}

/** The judges of a platform, each with its results. */
interface Judges {
  readings: { target: string[]; tally: Tally } | null;
  system: { target: string[]; headers: SystemHeaders; tally: Tally } | null;
  asserting: { compiler: AssertingCompiler; tally: Tally } | null;
  /** Why one of them is missing. */
  notes: string[];
}

function judgesOf(platform: Platform): Judges {
  const target = clangTargets[platform];
  const headers = target === undefined ? { whyNot: "castxml does not know its target" } : systemHeadersOf(platform);
  const compiler = assertingCompiler(platform);
  const kinds: Kind[] = platform.startsWith("win") ? [...declarations, "macro"] : declarations;
  const whole: Kind[] = [...declarations, "variable", "function"];
  const tally = (of: string, kinds: Kind[]) => new Tally(`${platform} ${of}`, kinds);
  const notes = [
    ...(target === undefined ? ["as read: not compared: castxml does not know its target"] : []),
    ...("whyNot" in headers ? [`with its system headers: not compared: ${headers.whyNot}`] : []),
    ...("whyNot" in compiler ? [`by assertions: not compared: ${compiler.whyNot}`] : []),
  ];
  return {
    readings: target === undefined ? null : { target, tally: tally("as read", whole) },
    system:
      target === undefined || "whyNot" in headers
        ? null
        : { target, headers, tally: tally(`with ${headers.of}`, kinds) },
    asserting: "whyNot" in compiler ? null : { compiler, tally: tally(`by ${compiler.name}`, [...whole, "macro"]) },
    notes,
  };
}

function systemHeadersOf(platform: Platform): (SystemHeaders & { of: string }) | { whyNot: string } {
  if (platform.startsWith("win")) {
    const whyNot = whyNoMingw(platform);
    return whyNot === null ? { ...mingw(platform), of: "mingw-w64" } : { whyNot };
  }
  const headers = libc(platform);
  return "whyNot" in headers ? headers : { ...headers, of: "its libc" };
}

async function judgeRef(
  tree: SourceTree,
  platform: Platform,
  abis: Abi[],
  systemAbis: Abi[],
  { readings, system, asserting }: Judges,
): Promise<void> {
  const folder = await TreeFolder.of(tree);
  try {
    for (const abi of abis) {
      const request = { abi, platform, limitedApi: null };
      const label = `${tree.ref} ${abi}`;
      const read = readings && judgeReading(tree, request, readings.target);
      const isAsked = systemAbis.includes(abi);
      const withSystem = isAsked && system ? judgeWithSystem(folder, request, system.target, system.headers) : null;
      // The compilers are at work while this thread builds the manifest; what fails there is told when its turn comes.
      for (const judging of [read, withSystem]) judging?.catch(() => {});
      const manifest = buildManifest(tree, request, session);
      const left = clangLeftOut(manifest);
      if (read) readings?.tally.compare(label, manifest, await read, left);
      const truth = await withSystem;
      if (truth) system?.tally.compare(label, manifest, truth, new Set([...left, ...orderDependent]));
      if (asserting === null) continue;
      const { comparison, rejected } = await judgeByAssertions(folder, request, asserting.compiler, manifest);
      asserting.tally.add(label, comparison, rejected, new Set([...asserting.compiler.leftOut, ...orderDependent]));
    }
  } finally {
    await folder.close();
  }
}
