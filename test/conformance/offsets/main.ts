/**
 * `npm run conformance:offsets [-- --ref v3.13.5 --sample]`: compares the table of docs/examples/profiler.toml with
 * castxml on the same headers, for all tags of the corpus, cp and from 3.14 on cpt, on two platforms.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { platformDefinition } from "../../../src/cpython/platforms/registry.ts";
import { pyconfig } from "../../../src/cpython/pyconfig.ts";
import { releasesOf } from "../../../src/cpython/releases.ts";
import { Repository } from "../../../src/cpython/repository.ts";
import { isAtLeast, type TargetRequest } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { versionOf } from "../../../src/cpython/version.ts";
import { parseFact } from "../../../src/history/fact.ts";
import { parseOffsetSpec } from "../../../src/history/offset-spec.ts";
import { offsetsOf } from "../../../src/history/offsets.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import { ManifestSession } from "../../../src/manifest/session.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { lineOf } from "../../history/lines.ts";
import { writeTree } from "../../write-tree.ts";
import { compilerOf, type LinuxPlatform } from "../compilers.ts";
import { askFacts } from "./ask.ts";

const { values: options } = parseArgs({
  options: { ref: { type: "string", multiple: true }, sample: { type: "boolean", default: false } },
});
const example = new URL("../../../docs/examples/profiler.toml", import.meta.url);
const { facts } = parseOffsetSpec(await readFile(example, "utf8"), "profiler.toml");
facts.push(parseFact("PY_VERSION_HEX", "version_hex"));

/** Where what the facts ask for was and is. */
const internals = [
  ...["frameobject.h", "internal/pystate.h", "internal/pycore_pystate.h", "internal/pycore_interp.h"],
  ...["internal/pycore_runtime.h", "internal/pycore_frame.h", "internal/pycore_interpframe.h"],
];

const remote = corpusRemote();
if (remote === null) throw new Error("no corpus: set CPYTHON_REPO");
const folder = await mkdtemp(join(tmpdir(), "capidiff-offsets-"));
const repository = new Repository(remote, join(folder, "data"));
const platforms: LinuxPlatform[] = ["linux_x86_64", "linux_aarch64"];
const session = new ManifestSession();
const all = releasesOf(await repository.refs()).map(({ ref }) => ref.name);
const refs = options.ref ?? (options.sample ? all.filter((_, at) => at % 12 === 0 || at === all.length - 1) : all);
let [tables, values, wrong] = [0, 0, 0];
try {
  for (const ref of refs) {
    const tree = await repository.tree(ref);
    await writeTree(tree, join(folder, "tree"));
    const abis = isAtLeast(versionOf(tree), 14) ? (["cp", "cpt"] as const) : (["cp"] as const);
    for (const platform of platforms) {
      if (compilerOf(platform).whyNot !== null) throw new Error(`${platform}: ${compilerOf(platform).whyNot}`);
      for (const abi of abis) await compare(tree, { abi, platform, limitedApi: null });
    }
    await rm(join(folder, "tree"), { recursive: true });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`${tables} tables of ${facts.length} facts, ${values} values that are there, ${wrong} wrong`);
if (wrong > 0 || values === 0) process.exitCode = 1;

async function compare(tree: SourceTree, target: TargetRequest & { platform: LinuxPlatform }): Promise<void> {
  const include = join(folder, "tree", "Include");
  await writeFile(join(include, "pyconfig.h"), pyconfig(tree, platformDefinition(target.platform), target.abi).text);
  const setting = {
    compiler: compilerOf(target.platform),
    folder: include,
    includePath: [include, join(include, "internal")],
    defines: ["NDEBUG", "Py_BUILD_CORE"],
  };
  const manifest = buildManifest(tree, target, session);
  const truth = await askFacts(setting, internals, facts);
  const { rows } = await offsetsOf(facts, [lineOf([manifest], target)], true);
  tables++;
  for (const { name, text } of facts) {
    const [ours = null, theirs = null] = [rows[0]?.values[name], truth.get(name)];
    if (theirs !== null) values++;
    if (String(ours) === String(theirs)) continue;
    wrong++;
    console.log(`${tree.ref} ${target.abi} ${target.platform}: ${name} (${text}) is ${theirs}, and we say ${ours}`);
  }
}
