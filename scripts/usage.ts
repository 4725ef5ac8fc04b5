/**
 * `npm run usage`: generates the built-in index of usage from ../shared/usage: the imports of modules in Debian's
 * packages, with the uses by the headers they were built with.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Api } from "../src/check/api.ts";
import { lastOfSeries, releasesIn } from "../src/check/history.ts";
import { KnownNames } from "../src/check/known.ts";
import { HeaderImports } from "../src/check/module/header-imports.ts";
import { Repository } from "../src/cpython/repository.ts";
import { readStableAbi } from "../src/cpython/stable-abi.ts";
import { defaultTarget } from "../src/cpython/target.ts";
import { buildManifest } from "../src/manifest/build.ts";
import { ManifestSession } from "../src/manifest/session.ts";
import { writeUsage } from "../src/usage/format.ts";
import { headerNames } from "../src/usage/header-names.ts";
import type { UsageIndex, UsagePackage, UsageUnit } from "../src/usage/model.ts";
import { temporaryFolder } from "../test/cache/disk.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";

/** As described in ../shared/usage/README.md. */
interface UsageList {
  date: string;
  suite: string;
  arch: string;
  python: string;
  tags: string[];
  tools: string[];
  symbols: string[];
  packages: {
    name: string;
    version: string;
    source: string;
    pypi: string | null;
    modules: [path: string, tag: number, tool: number, init: number, gaps: number[]][];
  }[];
}

const file = ["../../shared/usage", "../../../shared/usage"]
  .map((folder) => fileURLToPath(new URL(`${folder}/debian-trixie-amd64.json`, import.meta.url)))
  .find(existsSync);
const remote = corpusRemote();
if (!file || !remote)
  throw new Error("Put the data at ../shared/usage, and set CPYTHON_REPO or put the corpus there too.");

const list: UsageList = JSON.parse(readFileSync(file, "utf8"));
using disk = temporaryFolder();
const repository = new Repository(remote, disk.folder);
const releases = lastOfSeries(releasesIn(await repository.refs()));
const built = releases.find(({ version }) => `${version.major}.${version.minor}` === list.python);
if (!built) throw new Error(`There is no release of ${list.python}.`);
const tree = await repository.tree(built.ref);
const known = new KnownNames();
const session = new ManifestSession();
const listed = new Set<string>();
for (const { ref } of releases) {
  const tree = await repository.tree(ref);
  known.add(buildManifest(tree, defaultTarget, session));
  for (const name of readStableAbi(tree).entries.keys()) listed.add(name);
}
const foreign = list.symbols.filter((name) => !known.isName(name) && !listed.has(name)).sort();
const own = new Api(buildManifest(tree, defaultTarget, session), readStableAbi(tree).entries.keys());

const declares = (name: string) =>
  own.importPresence(name).state !== "missing" ||
  own.presence({ kind: "symbol", name, place: null }, true).state !== "missing";

const index: UsageIndex = {
  sources: [
    { title: `Modules of ${list.packages.length} packages of Debian ${list.suite}, ${list.arch}`, date: list.date },
  ],
  headers: [headerNames(list.python, tree, new HeaderImports(tree), declares, list.symbols, new Set(foreign))],
  foreign,
  packages: list.packages.map((one): UsagePackage => {
    const { name, version, source, pypi } = one;
    return { name, version, project: source, pypi, units: one.modules.map(unitOf) };
  }),
};
const target = fileURLToPath(new URL("../usage/default.json", import.meta.url));
const text = writeUsage(index);
writeFileSync(target, text);
console.log(`${target}: ${text.length} bytes`);

function unitOf([path, tag, tool, , gaps]: UsageList["packages"][number]["modules"][number]): UsageUnit {
  let at = -1;
  const uses = gaps.map((gap) => {
    at += gap + 1;
    return list.symbols[at] as string;
  });
  return {
    path,
    kind: "module",
    build: buildOf(list.tags[tag] ?? ""),
    tool: toolOf(list.tools[tool] ?? ""),
    uses: uses.sort(),
  };
}

function buildOf(tag: string): UsageUnit["build"] {
  if (tag.startsWith("abi3")) return { abi: "abi3", version: null };
  const [, minor, debug] = /^cpython-3(\d+)(d?)-/.exec(tag) ?? [];
  return minor === undefined ? null : { abi: debug ? "cpd" : "cp", version: `3.${minor}` };
}

/** The generator as named in the data, e.g. `SWIG runtime v4`; unknown ones count as hand-written. */
function toolOf(tool: string): string | null {
  return /^unknown$|^rust /.test(tool) ? null : tool;
}
