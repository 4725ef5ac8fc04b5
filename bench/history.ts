/**
 * `npm run bench:history`: with the index of all tags in the store, the cost of `capidiff history` of one name as a whole
 * process, that of `capidiff offsets` of docs/examples/profiler.toml over all tags, that of `capidiff impact` when it is
 * computed and when it is stored, and the latency of `GET /v1/history/…` at 50 connections. `-- --check` fails above the targets.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { listening } from "../test/cli/run.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { measure, median, text } from "./measure.ts";

const { values: options } = parseArgs({
  options: { check: { type: "boolean", default: false }, rounds: { type: "string", default: "5" } },
});
const aims = { historySeconds: 0.3, historyBytes: 120e6, offsetsSeconds: 1, impactSeconds: 3, p99: 20 };
const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");

const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-history-"));
const env = {
  ...process.env,
  ...{ CPYTHON_REPO: remote, CAPIDIFF_DATA_DIR: scratch, CAPIDIFF_RATE_LIMIT: "100000000", PORT: "0" },
  // Filling the index is not measured.
  CAPIDIFF_INDEX: "",
};
const cli = "dist/src/cli.js";
let missed = 0;
try {
  execFileSync(process.execPath, [cli, "index"], { env, stdio: "ignore" });
  const command = async (...args: string[]) => {
    const costs = [];
    for (let round = 0; round < Number(options.rounds); round++) {
      costs.push(await measure(process.execPath, [cli, ...args], env));
    }
    return median(costs);
  };
  for (const name of ["PyThreadState.frame", "PyEval_CallObject", "PyInterpreterState"]) {
    const cost = await command("history", name);
    tell(`history ${name}`, text(cost), cost.cpuSeconds <= aims.historySeconds && cost.peakBytes <= aims.historyBytes);
  }
  const table = await command("offsets", "docs/examples/profiler.toml", "--prereleases");
  tell("offsets of 62 facts, all tags", text(table), table.cpuSeconds <= aims.offsetsSeconds);
  for (const [from, to] of [
    ["v3.13.18", "v3.14.10"],
    ["v3.14.10", "v3.15.2"],
  ] as const) {
    const computed = await measure(process.execPath, [cli, "impact", from, to], env);
    tell(`impact ${from} ${to}, computed`, text(computed), computed.cpuSeconds <= aims.impactSeconds);
    const stored = await command("impact", from, to);
    tell(`impact ${from} ${to}, stored`, text(stored), stored.cpuSeconds <= aims.impactSeconds);
  }
  const service = spawn(process.execPath, ["dist/src/server.js"], { env, stdio: ["ignore", "pipe", "ignore"] });
  try {
    const url = await listening(service);
    // Opening the database takes as much of the machine as the requests.
    while (!(await fetch(`${url}/readyz`)).ok) await sleep(100);
    for (const path of ["/v1/history/symbols/PyEval_CallObject", "/v1/history/structs/PyThreadState/members/frame"]) {
      await (await fetch(url + path)).arrayBuffer();
      // Warm-up, until V8 has optimized it and the service's threads have started.
      await autocannon({ url: url + path, connections: 50, duration: 2 });
      const { latency, requests, non2xx } = await autocannon({ url: url + path, connections: 50, duration: 3 });
      const answers = `p99 ${latency.p99} ms, ${Math.round(requests.average)} answers a second, ${non2xx} refused`;
      tell(`GET ${path}`, answers, latency.p99 <= aims.p99 && non2xx === 0);
    }
  } finally {
    service.kill("SIGKILL");
    await once(service, "exit");
  }
} finally {
  await rm(scratch, { recursive: true, maxRetries: 3 });
}
if (missed > 0 && options.check) process.exitCode = 1;

function tell(what: string, figures: string, isReached: boolean): void {
  if (!isReached) missed++;
  console.log(`${what}: ${figures}${isReached ? "" : " — the aim is missed"}`);
}
