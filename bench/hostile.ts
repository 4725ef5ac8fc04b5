/**
 * `npm run bench:hostile`: latency of another client's small checks and of a cached diff while an attacker at one address
 * sends hostile checks of 15 MB without pause, and the service's peak memory. On Linux, where all of 127.0.0.0/8 is
 * loopback. Needs the corpus: CPYTHON_REPO, or ../shared/corpus.
 *
 * Options: `--seconds 60`; `--check` to fail when an aim is missed.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { temporaryFolder } from "../test/cache/disk.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { Service } from "../test/server/process.ts";
import { type Answered, ask } from "./attacker.ts";

const { values: options } = parseArgs({
  options: { seconds: { type: "string", default: "60" }, check: { type: "boolean", default: false } },
});
/** Milliseconds of the 99th percentile, and bytes. */
const aims = { "small check": 2000, "kept diff": 100, memory: 600e6 };
const kept = "/v1/diff?from=v3.13.5&to=v3.13.18";
const target = "/v1/check?target=v3.13.18&baseline=v3.13.5";

const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");
using data = temporaryFolder();
await using service = await Service.start({
  CPYTHON_REPO: remote,
  CAPIDIFF_DATA_DIR: data.folder,
  CAPIDIFF_RATE_LIMIT: "1000000",
  // As in the Docker image.
  MALLOC_ARENA_MAX: "1",
  MALLOC_MMAP_THRESHOLD_: "16384",
});
await ask(service.base, "127.0.0.1", kept);
// The first check reads the names of all versions, which may exceed its waiting time.
while ((await ask(service.base, "127.0.0.1", target, JSON.stringify({ symbols: ["PyList_New"] }))).status !== 200);

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
const seconds = Number(options.seconds);
const end = performance.now() + 1000 * seconds;
const attacker = promisify(execFile)(process.execPath, [
  "--import=tsx",
  "bench/attacker.ts",
  service.base,
  String(seconds),
]);
const [checks, diffs] = await Promise.all([
  askEach(500, (i) =>
    ask(service.base, "127.0.0.1", target, JSON.stringify({ symbols: ["PyList_New", `Py_Small${i}`] })),
  ),
  askEach(50, () => ask(service.base, "127.0.0.1", kept)),
]);
const memory = 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${service.child.pid}/status`, "utf8"))?.[1]);
console.log(`attacks by status: ${(await attacker).stdout.trim()}`);
const met = [report("small check", checks), report("kept diff", diffs), memory <= aims.memory];
console.log(`peak memory ${Math.round(memory / 1e6)} MB (aim ${aims.memory / 1e6})`);
if (options.check && met.includes(false)) process.exitCode = 1;

/** Sends requests at a fixed rate, without waiting for earlier ones. */
async function askEach(interval: number, send: (number: number) => Promise<Answered>): Promise<Answered[]> {
  const answers: Promise<Answered>[] = [];
  for (let number = 0; performance.now() < end; number++) {
    answers.push(send(number));
    await sleep(interval);
  }
  return Promise.all(answers);
}

/** Prints the latencies; true if all answers were 200 and within the target. */
function report(what: "small check" | "kept diff", answers: Answered[]): boolean {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  const failed = answers.filter(({ status }) => status !== 200).length;
  const text = `p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms (aim ${aims[what]}), longest ${at(1).toFixed(0)} ms`;
  const others = new Set(answers.map(({ status }) => status).filter((status) => status !== 200));
  console.log(`${what}: ${text}, ${sorted.length} requests, ${failed} not answered with 200 (${[...others]})`);
  return at(0.99) <= aims[what] && failed === 0;
}
