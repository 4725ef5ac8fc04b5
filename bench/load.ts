/**
 * `npm run bench:load`: latency of `/livez` and of cached answers, idle and while ten cold diffs are built.
 *
 * Requests are sent at a fixed rate, without waiting for earlier ones, so that pauses of the service
 * show. Client and service share the machine. Needs the corpus: CPYTHON_REPO, or ../shared/corpus.
 */
import { Agent, get } from "node:http";
import { cpus } from "node:os";
import { temporaryFolder } from "../test/cache/disk.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { Service } from "../test/server/process.ts";

const refs = ["v3.9.2", "v3.11.2", "v3.13.5", "v3.13.18", "v3.14.10", "v3.15.2"];
const kept = "/v1/diff?from=v3.13.5&to=v3.13.18";
const watched = { "/livez": "/livez", "kept diff": kept, "kept struct": "/v1/manifests/v3.13.5/structs/PyThreadState" };
/** Milliseconds between two requests for the same answer. */
const interval = 20;

const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");
using data = temporaryFolder();
await using service = await Service.start({
  CPYTHON_REPO: remote,
  CAPIDIFF_DATA_DIR: data.folder,
  CAPIDIFF_RATE_LIMIT: "0",
});
for (const path of Object.values(watched)) await service.get(path);

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
report("idle", await watch(new Promise((resolve) => setTimeout(resolve, 5000))));

const cold = refs
  .slice(1)
  .flatMap((to, i) => ["cpd", "abi3"].map((abi) => `/v1/diff?from=${refs[i]}&to=${to}&abi=${abi}`));
const start = performance.now();
const builds = Promise.all(cold.map((path) => service.get(path)));
report(`while ${cold.length} cold diffs are built`, await watch(builds));
const statuses = (await builds).map(({ status }) => status);
console.log(`the diffs: ${((performance.now() - start) / 1000).toFixed(1)} s, statuses ${statuses.join(" ")}`);
console.log(`service: ${Math.round((await service.metric("process_resident_memory_bytes")) / 1e6)} MB resident`);

type Latencies = Record<string, number[]>;

/** Milliseconds of every request until `end`. */
async function watch(end: Promise<unknown>): Promise<Latencies> {
  const agent = new Agent({ keepAlive: true });
  const latencies: Latencies = {};
  const answers: Promise<void>[] = [];
  const timer = setInterval(() => {
    for (const [name, path] of Object.entries(watched)) {
      latencies[name] ??= [];
      answers.push(time(service.base + path, agent).then((ms) => void latencies[name]?.push(ms)));
    }
  }, interval);
  await end;
  clearInterval(timer);
  await Promise.all(answers);
  agent.destroy();
  return latencies;
}

function time(url: string, agent: Agent): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { "accept-encoding": "br" } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} was answered with ${response.statusCode}.`));
      response.resume().on("end", () => resolve(performance.now() - start));
    }).on("error", reject);
  });
}

function report(when: string, latencies: Latencies): void {
  console.log(`\n${when}`);
  for (const [name, all] of Object.entries(latencies)) {
    const sorted = all.sort((a, b) => a - b);
    const at = (part: number) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN).toFixed(1);
    console.log(`  ${name}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms, ${sorted.length} requests`);
  }
}
