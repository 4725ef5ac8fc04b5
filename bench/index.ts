/**
 * `npm run bench:index`: the cost of the manifests of all tags, one after the other in one process and one thread, compared
 * with castxml over the same trees: Python.h, then all headers with Py_BUILD_CORE.
 *
 * Patch releases right after their predecessors are also reported by themselves, by the median, since a full garbage
 * collection takes ten times as long as one of them. Each manifest is read back from the index and compared with the
 * built bytes. Times are CPU, without git. Then, for three tags, the additional cost of another build
 * and of another platform.
 *
 * Options: `--castxml 6` runs castxml on every sixth tag only, and scales; `--write` puts the table into
 * docs/performance.md; `--check` fails above the limits.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ThreadBuilder } from "../cache/builder.ts";
import { Indexes } from "../cache/indexes.ts";
import { isFinal, releasesOf } from "../src/cpython/releases.ts";
import { Repository, type ResolvedRef } from "../src/cpython/repository.ts";
import { defaultTarget, type TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { tuneForCommand } from "../src/v8.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { prepareCastxml } from "./castxml.ts";
import { measure, middle } from "./measure.ts";
import { writeBlock } from "./page.ts";

const limits = { ratio: 0.25, patchRatio: 0.05, peakBytes: 400e6 };

const { values: options } = parseArgs({
  options: {
    castxml: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  },
});
const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");

/** Cost and sizes so far. */
interface Row {
  tags: number;
  headers: number;
  readSeconds: number;
  addSeconds: number;
  bytes: number;
}

// As `capidiff index` does.
tuneForCommand();
const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-"));
try {
  process.exitCode = (await bench(remote)) || !options.check ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true });
}

async function bench(remote: string): Promise<boolean> {
  const repository = new Repository(remote, join(scratch, "data"));
  const { tags, patches } = inOrder(await repository.refs());
  const indexes = new Indexes(scratch, (message) => {
    throw new Error(message);
  });
  const builder = new ThreadBuilder(indexes);
  const blobs = new Set<string>();
  const rows: Row[] = [];
  const costs = new Map<string, { read: number; add: number }>();
  for await (const tree of repository.trees(tags)) {
    const [bytes, read] = await timed(() => builder.build("manifest", { tree, target: defaultTarget }));
    const [, add] = await timed(() => builder.build("index", { target: defaultTarget, manifest: bytes }));
    costs.set(tree.ref, { read, add });
    const index = await indexes.of(defaultTarget);
    if (!index.manifest(tree.ref, tree.commit)?.equals(bytes)) throw new Error(`${tree.ref} is read otherwise`);
    for (const { path, blob } of tree.files.values()) if (path.endsWith(".h")) blobs.add(blob);
    const before = rows.at(-1) ?? { readSeconds: 0, addSeconds: 0 };
    rows.push({
      tags: rows.length + 1,
      headers: blobs.size,
      readSeconds: before.readSeconds + read,
      addSeconds: before.addSeconds + add,
      bytes: index.end,
    });
  }
  const peak = process.resourceUsage().maxRSS * 1024;
  const every = Number(options.castxml);
  const asked = tags.filter(({ ref }, i) => i % every === 0 || patches.includes(ref));
  const castxml = new Map<string, number>();
  for await (const tree of repository.trees(asked)) castxml.set(tree.ref, await castxmlSeconds(tree));
  const theirs = [...castxml.values()].reduce((sum, one) => sum + one, 0) * (tags.length / asked.length);
  const total = rows.at(-1) as Row;
  const ratio = total.readSeconds / theirs;
  const ofPatches = (of: (ref: string) => number | undefined) => middle(patches.map((ref) => of(ref) ?? NaN));
  const patchRead = ofPatches((ref) => costs.get(ref)?.read);
  const patchAdd = ofPatches((ref) => costs.get(ref)?.add);
  const patchRatio = patchRead / ofPatches((ref) => castxml.get(ref));
  const further = await furtherTargets(repository, tags.slice(-3));
  const lines = [
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}: ${tags.length} tags, \`cp\` on \`linux_x86_64\`, both surfaces.`,
    "",
    "| tags | different headers | s CPU to read | s CPU to add to the index | MB of the index |",
    "| --: | --: | --: | --: | --: |",
    ...rows.filter(({ tags }) => [1, 10, 20, rows.length].includes(tags)).map(rowText),
    "",
    `castxml takes ${theirs.toFixed(1)} s for the same trees (${asked.length} of them measured): reading takes ${ratio.toFixed(2)} of that, and ${patchRatio.toFixed(2)} for a patch release right after the one before it (${patchRead.toFixed(3)} s, and ${patchAdd.toFixed(3)} s to add it: medians of ${patches.join(", ")}). Peak ${Math.round(peak / 1e6)} MB. ${further}`,
  ];
  console.log(lines.join("\n"));
  if (options.write) await writeBlock("bench:index", lines);
  return ratio <= limits.ratio && patchRatio <= limits.patchRatio && peak <= limits.peakBytes;
}

/** Oldest version first; and the patch releases right after their predecessors. */
function inOrder(refs: Awaited<ReturnType<Repository["refs"]>>): { tags: ResolvedRef[]; patches: string[] } {
  const releases = releasesOf(refs);
  const isPatch = (i: number) => {
    const [before, release] = [releases[i - 1], releases[i]];
    if (!before || !release || !isFinal(before) || !isFinal(release)) return false;
    return before.version.minor === release.version.minor && before.version.micro === release.version.micro - 1;
  };
  const tags = releases.map(({ ref: { name, commit, kind } }) => ({ ref: name, commit, kind }));
  const patches = tags.filter((_, i) => isPatch(i)).map(({ ref }) => ref);
  if (patches.length === 0) throw new Error("No patch release has the one before it in the corpus.");
  return { tags, patches };
}

/** The cost of another build and another platform of a tag, in a session that has read only the first. */
async function furtherTargets(repository: Repository, tags: readonly ResolvedRef[]): Promise<string> {
  const targets: TargetRequest[] = [
    defaultTarget,
    { ...defaultTarget, abi: "cpt" },
    { ...defaultTarget, platform: "linux_aarch64" },
  ];
  const seconds = targets.map(() => 0);
  for await (const tree of repository.trees(tags)) {
    const builder = new ThreadBuilder();
    for (const [i, target] of targets.entries()) {
      const [, cost] = await timed(() => builder.build("manifest", { tree, target }));
      seconds[i] = (seconds[i] ?? 0) + cost;
    }
  }
  const [first = 0, build = 0, platform = 0] = seconds;
  const names = tags.map(({ ref }) => ref).join(", ");
  return `After the first target of a tag, \`cpt\` takes ${(build / first).toFixed(2)} of its time and \`linux_aarch64\` ${(platform / first).toFixed(2)} (${names}).`;
}

/** Python.h, then all headers with Py_BUILD_CORE. */
async function castxmlSeconds(tree: SourceTree): Promise<number> {
  const folder = join(scratch, tree.ref);
  const { args } = await prepareCastxml(tree, folder);
  const unit = join(folder, "public.c");
  await writeFile(unit, "#include <Python.h>\n");
  const plain = args.flatMap((arg) => (arg === "-DPy_BUILD_CORE" ? [] : [arg === join(folder, "unit.c") ? unit : arg]));
  const runs = [await measure("castxml", plain), await measure("castxml", args)];
  await rm(folder, { recursive: true });
  return runs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1e6];
}

function rowText({ tags, headers, readSeconds, addSeconds, bytes }: Row): string {
  return `| ${tags} | ${headers} | ${readSeconds.toFixed(1)} | ${addSeconds.toFixed(1)} | ${(bytes / 1e6).toFixed(1)} |`;
}
