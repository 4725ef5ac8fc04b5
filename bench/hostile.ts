/**
 * `npm run bench:hostile`: how long another client's small checks and a kept diff take while an attacker at one address
 * sends hostile checks of 15 MB without pause, and how much memory the service takes at most. On Linux, where all of
 * 127.0.0.0/8 is loopback. Needs the corpus: CPYTHON_REPO, or ../shared/corpus.
 *
 * Options: `--seconds 60`; `--check` to fail when an aim is missed.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { temporaryFolder } from "../test/cache/disk.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { Service } from "../test/server/process.ts";

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
});
await ask("127.0.0.1", kept);
await ask("127.0.0.1", target, JSON.stringify({ symbols: ["PyList_New"] }));

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
const end = performance.now() + 1000 * Number(options.seconds);
const attacks: Record<number, number> = {};
const [, checks, diffs] = await Promise.all([
  Promise.all(Array.from({ length: 20 }, (_, i) => attack(i))),
  askEach(500, (i) => ask("127.0.0.1", target, JSON.stringify({ symbols: ["PyList_New", `Py_Small${i}`] }))),
  askEach(50, () => ask("127.0.0.1", kept)),
]);
const memory = 1024 * Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${service.child.pid}/status`, "utf8"))?.[1]);
console.log(`attacks by status: ${JSON.stringify(attacks)}`);
const met = [report("small check", checks), report("kept diff", diffs), memory <= aims.memory];
console.log(`peak memory ${Math.round(memory / 1e6)} MB (aim ${aims.memory / 1e6})`);
if (options.check && met.includes(false)) process.exitCode = 1;

/** Sends hostile checks one after another; each has macros that expand to all that one invocation may. */
async function attack(number: number): Promise<void> {
  const doubling = Array.from({ length: 17 }, (_, i) => `#define M${i + 1} M${i} M${i}`).join("\n");
  const file = `#include <Python.h>\n#define M0 x+\n${doubling}\n${"int y = M17 1;\n".repeat(66_000)}`;
  for (let turn = 0; performance.now() < end; turn++) {
    const sources = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`${number}-${turn}-${i}.c`, file]));
    const { status } = await ask("127.0.0.2", target, JSON.stringify({ sources }));
    attacks[status] = (attacks[status] ?? 0) + 1;
    if (status >= 400) await sleep(100);
  }
}

interface Answered {
  status: number;
  ms: number;
}

/** Asks at a fixed rate, whether earlier requests were answered or not. */
async function askEach(interval: number, send: (number: number) => Promise<Answered>): Promise<Answered[]> {
  const answers: Promise<Answered>[] = [];
  for (let number = 0; performance.now() < end; number++) {
    answers.push(send(number));
    await sleep(interval);
  }
  return Promise.all(answers);
}

/** One request from an address; status 0 where it broke off. */
async function ask(localAddress: string, path: string, body?: string): Promise<Answered> {
  const start = performance.now();
  const method = body === undefined ? "GET" : "POST";
  const sent = request(service.base + path, { method, localAddress, headers: { "content-type": "application/json" } });
  try {
    sent.end(body);
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    await once(response.resume(), "end");
    return { status: response.statusCode ?? 0, ms: performance.now() - start };
  } catch {
    return { status: 0, ms: performance.now() - start };
  }
}

/** Prints the latencies; true where all were answered with 200, and within the aim. */
function report(what: "small check" | "kept diff", answers: Answered[]): boolean {
  const sorted = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  const failed = answers.filter(({ status }) => status !== 200).length;
  const text = `p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms (aim ${aims[what]}), longest ${at(1).toFixed(0)} ms`;
  console.log(`${what}: ${text}, ${sorted.length} requests, ${failed} not answered with 200`);
  return at(0.99) <= aims[what] && failed === 0;
}
