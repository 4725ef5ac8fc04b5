/**
 * `npm run bench:diff`: the time to compare two manifests in memory. CPU time of this process including garbage
 * collection, once the code is warm; `--check` fails above the targets.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Repository } from "../src/cpython/repository.ts";
import { defaultTarget } from "../src/cpython/target.ts";
import { diffManifests } from "../src/diff/diff.ts";
import { buildManifest } from "../src/manifest/build.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";

/** Milliseconds. */
const aims = [
  { from: "v3.13.5", to: "v3.14.10", median: 60 },
  { from: "v3.11.2", to: "v3.13.5", median: 100 },
];
/** V8 goes on compiling, in threads of its own whose time counts, for some hundred runs. */
const [warmUps, runs] = [150, 41];

const remote = corpusRemote();
if (remote === null) process.exit(1);
const folder = mkdtempSync(join(tmpdir(), "capidiff-bench-"));
const repository = new Repository(remote, folder);
const manifests = new Map<string, Manifest>();
/** Like a manifest from the store: shares no objects with a session. */
async function manifestOf(ref: string): Promise<Manifest> {
  const known = manifests.get(ref);
  if (known !== undefined) return known;
  const manifest = JSON.parse(JSON.stringify(buildManifest(await repository.tree(ref), defaultTarget))) as Manifest;
  manifests.set(ref, manifest);
  return manifest;
}

let isSlow = false;
for (const { from, to, median } of aims) {
  const [before, after] = [await manifestOf(from), await manifestOf(to)];
  for (let run = 0; run < warmUps; run++) diffManifests(before, after);
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    diffManifests(before, after);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  const [least = 0, middle = 0] = [times[0], times[runs >> 1]];
  if (middle > median) isSlow = true;
  const { changes } = diffManifests(before, after).summary;
  const figures = `median ${middle.toFixed(0)} ms, least ${least.toFixed(0)} ms of CPU`;
  console.log(`${from} → ${to}: ${changes} changes, ${figures} (aim: ${median} ms)`);
}
rmSync(folder, { recursive: true, force: true });
if (isSlow && process.argv.includes("--check")) process.exitCode = 1;
