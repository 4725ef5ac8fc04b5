/**
 * `npm run bench:cold`: the cost of a first diff, compared with two castxml runs over the same headers.
 *
 * capidiff is the whole process, `capidiff diff v3.13.18 v3.15.2`, with the refs fetched and the store empty. castxml
 * reads Python.h and every other header of Include/ and Include/internal that it accepts, once for each ref. The two
 * alternate, so that load affects both.
 *
 * Options: `--runs 5`; `--check` to fail when a limit is exceeded.
 */
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Repository } from "../src/cpython/repository.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { prepareCastxml } from "./castxml.ts";
import { type Cost, measure, median, text } from "./measure.ts";

const refs = ["v3.13.18", "v3.15.2"];
const limits = { ratio: 2.5, peakBytes: 250e6 };
const cli = "dist/src/cli.js";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "5" }, check: { type: "boolean", default: false } },
});
const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");
if (!existsSync(cli)) throw new Error("Run `npm run build` first.");

const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-"));
try {
  process.exitCode = (await bench(remote, Number(options.runs))) || !options.check ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true });
}

/** Prints the measurements; true if within the limits. */
async function bench(remote: string, runs: number): Promise<boolean> {
  const data = join(scratch, "data");
  const repository = new Repository(remote, data);
  const trees = await Promise.all(refs.map((ref) => repository.tree(ref)));
  const castxmlRuns = await Promise.all(trees.map((tree) => prepareCastxml(tree, join(scratch, tree.ref))));

  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${runs} runs, medians`);
  for (const [i, { headers, rejected }] of castxmlRuns.entries()) {
    console.log(`castxml takes ${headers} headers of ${refs[i]}, without ${rejected.join(", ") || "exception"}`);
  }

  const env = { ...process.env, CPYTHON_REPO: remote, CAPIDIFF_DATA_DIR: data };
  const capidiff: Cost[] = [];
  const castxml: Cost[][] = castxmlRuns.map(() => []);
  for (let run = 0; run < runs; run++) {
    await emptyAllButRepositories(data);
    capidiff.push(await measure(process.execPath, [cli, "diff", ...refs, "--format", "json"], env));
    for (const [i, { args }] of castxmlRuns.entries()) castxml[i]?.push(await measure("castxml", args));
  }

  const ours = median(capidiff);
  const theirs = castxml.map(median);
  const ratio = ours.cpuSeconds / theirs.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  for (const [i, cost] of theirs.entries()) console.log(`castxml  ${refs[i]}: ${text(cost)}`);
  console.log(`capidiff ${refs.join(" → ")}: ${text(ours)}`);
  console.log(`ratio of CPU time ${ratio.toFixed(2)} (limit ${limits.ratio}), peak limit ${limits.peakBytes / 1e6} MB`);
  return ratio <= limits.ratio && ours.peakBytes <= limits.peakBytes;
}

async function emptyAllButRepositories(data: string): Promise<void> {
  for (const name of await readdir(data)) {
    if (name !== "repositories") await rm(join(data, name), { recursive: true });
  }
}
