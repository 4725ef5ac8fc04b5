/**
 * `npm run conformance:check [-- --extension lxml --extension kinds --ref v3.13.5 --sample]`: findings in
 * sources of real extensions for a version of CPython, compared with gcc's errors with that version's headers. Prints
 * precision and recall of each extension and version. Fails if a break is missed, if fewer than 97 % of the findings are
 * right, if there are no findings and a file that gcc compiles was not fully read, or if a line of the small sources in
 * kinds.ts is judged differently than by gcc. `--extension generated`: the output of installed generators;
 * `--extension "swig, -python"`: of one.
 */

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import pLimit from "p-limit";
import { Session } from "../../../src/c/session.ts";
import { macroDirective } from "../../../src/check/build-macros.ts";
import { ExtensionHeaders } from "../../../src/check/source/search.ts";
import { translationUnits } from "../../../src/check/source/translation-units.ts";
import { type SourceUses, sourceUses } from "../../../src/check/source/uses.ts";
import type { Place } from "../../../src/check/use.ts";
import { readConfig } from "../../../src/config.ts";
import { RefHeaders } from "../../../src/cpython/headers.ts";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../../src/cpython/pyconfig.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { defaultTarget, type TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { versionIn } from "../../../src/cpython/version.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import type { Manifest } from "../../../src/manifest/model.ts";
import { placed } from "../../check/placed.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { Api, type Comparison, compare, compareFaults, faultsOf, missingOf } from "./compare.ts";
import { extensions, type Fetched, Packages } from "./extensions.ts";
import { type Compilation, compile } from "./gcc.ts";
import { type Generated, generate } from "./generated.ts";
import { type Kind, kinds } from "./kinds.ts";
import { renamed } from "./renamed.ts";

const { values: options } = parseArgs({
  options: {
    extension: { type: "string", multiple: true },
    ref: { type: "string", multiple: true },
    all: { type: "boolean", default: false },
    sample: { type: "boolean", default: false },
  },
});
/** Headers of before 3.11's and 3.13's great removals, and the newest. */
const refs = ["v3.9.2", "v3.11.2", "v3.13.5", "v3.14.10", "v3.15.2"];
/** Of these also what `renamed` makes of them. */
const renamedRefs = ["v3.9.2", "v3.15.2"];
/** Of these also the free-threaded build: the first refuses the limited API. */
const threadedRefs = ["v3.13.5", "v3.15.2"];
const least = { precision: 0.97, recall: 1 };
const compilers = pLimit(availableParallelism());

const { cpythonRepo, dataDir } = readConfig(process.env);
const repository = new Repository(corpusRemote() ?? cpythonRepo, dataDir);
const scratch = await mkdtemp(join(tmpdir(), "capidiff-conformance-"));
try {
  process.exitCode = (await judge()) ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}

/** A version of CPython for a target, with its headers on disk. */
interface Version {
  ref: string;
  target: TargetRequest;
  tree: SourceTree;
  manifest: Manifest;
  folder: string;
}

async function judge(): Promise<boolean> {
  const versions = await Promise.all(refs.map(async (ref) => prepare(await repository.tree(ref))));
  const api = new Api(versions.map(({ manifest }) => manifest));
  for (const { ref, tree, manifest } of versions.filter(({ ref }) => renamedRefs.includes(ref)))
    versions.push(await prepare({ ...renamed(tree, manifest), ref: `${ref}-renamed` }));
  const packages = new Packages();
  const wanted = extensions.filter(
    ({ name, sampled }) => (options.extension?.includes(name) ?? true) && (!options.sample || sampled === true),
  );
  const threaded = await Promise.all(
    versions
      .filter(({ ref }) => threadedRefs.includes(ref))
      .map(({ tree }) => prepare(tree, { ...defaultTarget, abi: "cpt" })),
  );
  const judged = [...versions, ...threaded].filter(
    ({ ref }) => options.ref?.includes(ref) ?? (!options.sample || ref.endsWith("-renamed")),
  );
  const isOfKinds = options.extension?.includes("kinds") ?? true;
  let isGood = !isOfKinds || (await judgeKinds(versions, threaded, api));
  const isGenerated = ({ generator, mode }: Generated) =>
    options.extension?.some((name) => name === "generated" || name === `${generator}, ${mode}`) ?? !options.sample;
  const generated = await generate(scratch, packages, isGenerated);
  if (generated.length > 0) {
    const builds = [...versions.filter(isReal), ...threaded];
    const asked = builds.filter(({ ref }) => options.ref?.includes(ref) ?? true);
    for (const written of generated) {
      const label = `${written.extension.name} ${written.extension.version}`;
      isGood = (await judgeAll(label, written, asked, api)) && isGood;
    }
  }
  for (const extension of wanted) {
    const label = `${extension.name} ${extension.version}`;
    const fetched = await packages.fetch(extension);
    if (typeof fetched === "string") {
      console.log(`${label}: left out, it could not be fetched: ${fetched}`);
      continue;
    }
    // Headers alone are for what Cython would write.
    if (fetched.files.every(({ path }) => /\.h\w*$/.test(path))) {
      console.log(`${label}: left out, it has no C but headers`);
      continue;
    }
    isGood = (await judgeAll(label, fetched, judged, api)) && isGood;
  }
  return isGood;
}

/** Small sources line by line: what gcc refuses, capidiff tells, and nothing else. */
async function judgeKinds(versions: readonly Version[], threaded: readonly Version[], api: Api): Promise<boolean> {
  const newest = versions.find(({ ref }) => ref === refs.at(-1)) as Version;
  const limited = await prepare(newest.tree, { ...defaultTarget, abi: "abi3t" });
  const all = [...versions.filter(isReal), ...threaded, limited];
  const judged = all.filter(({ ref }) => options.ref?.includes(ref) ?? (!options.sample || ref === newest.ref));
  let isGood = true;
  for (const version of judged) {
    const label = `${version.ref} ${version.target.abi}`;
    const wrong = await Promise.all(kinds.map((kind) => compilers(() => judgeKind(kind, version, api))));
    console.log(`kinds ${label}: ${kinds.length} sources, ${wrong.flat().length} lines told otherwise than by gcc`);
    for (const line of wrong.flat()) console.log(`    ${line}`);
    isGood &&= wrong.flat().length === 0;
  }
  return isGood;
}

async function judgeKind({ name, text, isCpp = false }: Kind, version: Version, api: Api): Promise<string[]> {
  const folder = await mkdtemp(join(scratch, "kind-"));
  const path = isCpp ? "kind.cpp" : "kind.c";
  const whole = text.includes("#include <Python.h>") ? text : `#include <Python.h>\n${text}`;
  await writeFile(join(folder, path), whole);
  const lines = whole.split("\n");
  const { verdicts } = await compile(path, {
    folder,
    isCpp,
    includePath: [version.folder, join(version.folder, "Include")],
    ownPath: [],
    defines: ["NDEBUG", ...(version.target.abi === "abi3t" ? ["Py_TARGET_ABI3T=0x030f0000"] : [])],
    standIns: await mkdtemp(join(scratch, "stand-ins-")),
    isHeader: (name) => api.isHeader(name),
    lineOf: (_, line) => lines[line - 1] ?? "",
  });
  const uses = placed(sourceUses([{ path, text: whole }], version.tree, version.target, api).uses);
  const ours = new Map(
    [...missingOf(uses, version.manifest, api), ...faultsOf(uses)].map(({ key, line }) => [line, key]),
  );
  const theirs = new Map(
    verdicts.filter(({ file }) => file === path).map(({ line, kind, name }) => [line, `${kind} ${name}`]),
  );
  return [
    ...lines.flatMap((line, index) => {
      const reported = ours.get(index + 1);
      if (theirs.has(index + 1) === (reported !== undefined)) return [];
      return [`${name}: ${reported === undefined ? `missed ${theirs.get(index + 1)}` : `excess ${reported}`}: ${line}`];
    }),
  ];
}

async function judgeAll(label: string, fetched: Fetched, all: readonly Version[], api: Api): Promise<boolean> {
  const { oldest = 0 } = fetched.extension;
  const versions = all.filter(({ manifest }) => versionIn(manifest).minor >= oldest);
  const compiled = new Map<Version, Map<string, Compilation>>();
  for (const version of versions) compiled.set(version, await compileAll(fetched, version, api));
  const real = versions.filter(isReal);
  const ownFaults = faultsInAll(real.map((version) => foreignIn(compiled.get(version) ?? new Map(), version)));
  let refused: ReadonlySet<string> | null = null;
  let isGood = true;
  for (const [version, compilations] of compiled) {
    const judged = fetched.files.filter(({ path }) => compilations.get(path)?.leftOut == null);
    if ([...compilations.values()].every(({ leftOut }) => leftOut !== null)) {
      console.log(`${label} ${version.ref} ${version.target.abi}: left out, gcc can compile none of its sources`);
      continue;
    }
    const read = readAll({ ...fetched, files: judged }, version, api);
    // What the first version refuses too is no doubt about the others, as in a check with it as the baseline.
    refused ??= new Set(gapsOf(read).filter(isRefusal).map(keyOfPlace));
    isGood = judgeOne(label, version, { compilations, ownFaults, refused, read }, api) && isGood;
  }
  return isGood;
}

/** A macro of the build or of a header that was not given may decide it. */
function isRefusal({ code }: { code: string }): boolean {
  return code === "error-directive" || code === "invalid-condition";
}

/** An extension as capidiff reads it. */
interface Read extends SourceUses {
  seconds: number;
}

function readAll({ extension, files, libraryHeaders }: Fetched, { tree, target }: Version, api: Api): Read {
  const start = performance.now();
  const defines = (extension.defines ?? []).flatMap((define) => macroDirective("-D", define) ?? []);
  const read = sourceUses([...files, ...libraryHeaders], tree, target, api, { directives: () => defines });
  return { ...read, seconds: (performance.now() - start) / 1000 };
}

function gapsOf({ diagnostics }: Read): SourceUses["diagnostics"] {
  return diagnostics.filter(({ gap }) => gap);
}

function isReal({ ref }: Version): boolean {
  return !ref.endsWith("-renamed");
}

function keyOfPlace({ file, line }: { file: string; line: number }): string {
  return `${file}:${line}`;
}

/** What gcc refuses in each of several versions has nothing to do with them, such as two types of the extension's own. */
function faultsInAll(places: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = new Set(), ...others] = places;
  return new Set(others.length < 2 ? [] : [...first].filter((place) => others.every((one) => one.has(place))));
}

/** The places of what gcc refuses although the version has it, or declares it in a header that is not included there. */
function foreignIn(compilations: ReadonlyMap<string, Compilation>, { manifest }: Version): Set<string> {
  const names = new Set(manifest.symbols.map(({ name }) => name));
  const verdicts = [...compilations.values()].flatMap((one) => one.verdicts);
  return new Set(verdicts.filter(({ kind, name }) => kind === "fault" || names.has(name)).map(keyOfPlace));
}

interface Compiled {
  compilations: ReadonlyMap<string, Compilation>;
  ownFaults: ReadonlySet<string>;
  /** Places of `#error`s and conditions that the first version does not understand either. */
  refused: ReadonlySet<string>;
  read: Read;
}

function judgeOne(
  label: string,
  version: Version,
  { compilations, ownFaults, refused, read }: Compiled,
  api: Api,
): boolean {
  const { diagnostics, seconds } = read;
  const doubts = gapsOf(read).filter((one) => !isRefusal(one) || !refused.has(keyOfPlace(one)));
  const complete = doubts.length === 0;
  // gcc is not asked about libraries' headers, whose paths are absolute, but about what their macros expand to elsewhere.
  const isOwn = ({ file }: Place) => !file.startsWith("/");
  const uses = placed(read.uses).filter(({ place, expansions = [] }) =>
    [...(place === null ? [] : [place]), ...expansions].some(isOwn),
  );
  const leftOut = [...compilations].filter(([, one]) => one.leftOut !== null);
  const ours = missingOf(uses, version.manifest, api);
  const verdicts = [...compilations.values()].flatMap((one) => one.verdicts);
  const isOfVersion = (place: { file: string; line: number }) => !ownFaults.has(keyOfPlace(place));
  const faulty = faultsOf(uses);
  const comparison = compare(ours, faulty, verdicts, api);
  // A name that no version has may be declared by a header that capidiff was not given.
  const mayBeOfLibrary = diagnostics.some(({ code }) => code === "include-not-found");
  const isOfApi = ({ key }: { key: string }) => !mayBeOfLibrary || !/^name /.test(key) || api.isName(key.slice(5));
  comparison.missed = comparison.missed.filter((one) => isOfVersion(one) && isOfApi(one));
  const { precision, recall } = rates(comparison);
  const isEmpty = comparison.agreed.size + comparison.excess.length + comparison.missed.length === 0;
  const verdict = isEmpty ? "nothing is missing" : `precision ${percent(precision)}, recall ${percent(recall)}`;
  const counts = `agreed ${comparison.agreed.size}, excess ${keys(comparison.excess).length}, missed ${keys(comparison.missed).length}, misplaced ${keys(comparison.misplaced).length}`;
  const judgedFiles = `${compilations.size - leftOut.length}/${compilations.size} sources`;
  const facts = `${judgedFiles}, ${uses.length} uses in ${seconds.toFixed(1)} s${complete ? "" : ", not complete"}`;
  console.log(`${label} ${version.ref} ${version.target.abi}: ${verdict} (${counts}; ${facts})`);
  for (const [file, { leftOut: reason }] of leftOut.slice(0, 3)) console.log(`    left out ${file}: ${reason}`);
  const most = options.all ? Number.POSITIVE_INFINITY : 10;
  const faults = compareFaults(faulty, ours, verdicts);
  faults.missed = faults.missed.filter(isOfVersion);
  console.log(`    faults: agreed ${faults.agreed}, excess ${faults.excess.length}, missed ${faults.missed.length}`);
  for (const { key, file, line } of faults.excess.slice(0, 10)) console.log(`    excess fault ${key} ${file}:${line}`);
  for (const { file, line } of faults.missed.slice(0, 10)) console.log(`    missed fault ${file}:${line}`);
  for (const key of keys(comparison.missed).slice(0, most))
    console.log(`    missed ${key} ${placeOf(comparison.missed, key)}`);
  for (const key of keys(comparison.misplaced).slice(0, most))
    console.log(`    misplaced ${key} ${placeOf(comparison.misplaced, key)}`);
  for (const key of keys(comparison.excess).slice(0, most))
    console.log(`    excess ${key} ${placeOf(comparison.excess, key)}`);
  if (options.all) {
    const others = new Map<string, number>();
    for (const kind of [...compilations.values()].flatMap((one) => one.others))
      others.set(kind, (others.get(kind) ?? 0) + 1);
    for (const [kind, count] of others) console.log(`    not counted: ${count} × ${kind}`);
  }
  const isRight = faults.excess.length === 0 && faults.missed.length === 0;
  const isUnknown = !complete && isEmpty && faults.agreed === 0;
  if (isUnknown) console.log("    not known, and gcc is sure");
  if (options.all)
    for (const { code, file, line, message } of doubts) console.log(`    ${code} ${file}:${line}: ${message}`);
  // What gcc makes of a version that never was, where half of the names are gone, says little of the other half.
  if (isUnknown) return false;
  return precision >= least.precision && recall >= least.recall && (isRight || version.ref.endsWith("-renamed"));
}

function keys(found: readonly { key: string }[]): string[] {
  return [...new Set(found.map(({ key }) => key))];
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}

function placeOf(found: readonly { key: string; file: string; line: number }[], wanted: string): string {
  const places = found.filter(({ key }) => key === wanted).map(({ file, line }) => `${file}:${line}`);
  return places.length > 1 ? `${places[0]} and ${places.length - 1} more` : (places[0] ?? "");
}

function rates({ agreed, excess, missed }: Comparison): { precision: number; recall: number } {
  const rate = (bad: number) => (agreed.size + bad === 0 ? 1 : agreed.size / (agreed.size + bad));
  return { precision: rate(keys(excess).length), recall: rate(keys(missed).length) };
}

async function compileAll(fetched: Fetched, version: Version, api: Api): Promise<Map<string, Compilation>> {
  const { files, folder, extension, includePath } = fetched;
  const texts = new Map(files.map(({ path, text }) => [path, text.split("\n")]));
  const headerPaths = files.filter(({ path }) => /\.h\w*$/.test(path)).map(({ path }) => path);
  const ownPath = [...new Set(headerPaths.flatMap(foldersOf))].map((path) => join(folder, path));
  const headers = new ExtensionHeaders(files, new RefHeaders(version.tree, new Map(), new Map(), new Session()));
  const units = translationUnits(files, headers);
  const standIns = await mkdtemp(join(scratch, "stand-ins-"));
  const compiled = units.map(({ path, isCpp }) =>
    compilers(async (): Promise<[string, Compilation]> => {
      const compilation = await compile(path, {
        folder,
        isCpp,
        includePath: [...["", "Include", "Include/internal"].map((path) => join(version.folder, path)), ...includePath],
        ownPath,
        defines: ["NDEBUG", ...(extension.defines ?? [])],
        standIns,
        isHeader: (name) => api.isHeader(name),
        lineOf: (file, line) => texts.get(file)?.[line - 1] ?? "",
      });
      return [path, compilation];
    }),
  );
  return new Map(await Promise.all(compiled));
}

/** The folder of a file, and those around it. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? [folder] : [folder, ...foldersOf(folder)];
}

async function prepare(tree: SourceTree, target: TargetRequest = defaultTarget): Promise<Version> {
  const folder = await mkdtemp(join(scratch, "headers-"));
  for (const { path, text } of tree.files.values()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const { text } = pyconfig(tree, platformDefinition(target.platform), target.abi);
  await writeFile(join(folder, "pyconfig.h"), text);
  return { ref: tree.ref, tree, target, manifest: buildManifest(tree, target), folder };
}
