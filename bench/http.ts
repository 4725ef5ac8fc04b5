/**
 * `npm run bench:http`: answers per second and p99 for answers in memory, compared with a bare Fastify route that sends the
 * same bytes (the load generator is slower for some than for others), each in its own process without a log. The two
 * alternate, so that load affects both.
 *
 * Options: `--seconds 5` each turn; `--rounds 3`; `--connections 50`; `--only struct` for a few of them; `--check` to fail when an aim is missed.
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { middle } from "./measure.ts";
import { type Server, Servers } from "./servers.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "50" },
    only: { type: "string", default: "" },
    check: { type: "boolean", default: false },
  },
});
const connections = Number(options.connections);
const aims = { answers: 0.5, notModified: 0.4, p99: 20 };
const server = "dist/src/server.js";
const diff = "/v1/diff?from=v3.13.18&to=v3.15.2";
const struct = "/v1/manifests/v3.13.18/structs/PyThreadState";

const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");
if (!existsSync(server)) throw new Error("Run `npm run build` first.");

const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-"));
const servers = new Servers();
try {
  const env = {
    ...process.env,
    CPYTHON_REPO: remote,
    CAPIDIFF_DATA_DIR: scratch,
    CAPIDIFF_RATE_LIMIT: "100000000",
  };
  const service = await servers.start([server], env);
  const bare = await servers.start(["--import=tsx", "bench/bare.ts"], { ...process.env, FOLDER: scratch });
  process.exitCode = (await bench(service, bare)) || !options.check ? 0 : 1;
} finally {
  await servers.end();
  await rm(scratch, { recursive: true });
}

/** Prints the measurements; true if all targets are met. */
async function bench(service: Server, bare: Server): Promise<boolean> {
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${connections} connections`);
  let met = true;
  for (const [what, path, coding] of [
    ["struct", struct, "identity"],
    ["struct, brotli", struct, "br"],
    ["diff, brotli", diff, "br"],
    ["diff", diff, "identity"],
  ] as const) {
    if (!what.startsWith(options.only)) continue;
    const headers = { "accept-encoding": coding };
    const { bytes } = await known(service.url + path, headers);
    await writeFile(join(scratch, what), bytes);
    const subjects = [
      { ...service, path, headers },
      { ...bare, path: `/files/${encodeURIComponent(what)}` },
    ] as const;
    met = (await compare(`${what}, ${bytes.length} bytes`, ...subjects, aims.answers)) && met;
  }
  for (const [what, path] of [
    ["struct, 304", struct],
    ["diff, 304", diff],
  ] as const) {
    if (!what.startsWith(options.only)) continue;
    const { etag } = await known(service.url + path, { "accept-encoding": "br" });
    const subjects = [
      { ...service, path, headers: { "accept-encoding": "br", "if-none-match": etag } },
      { ...bare, path: "/not-modified" },
    ] as const;
    met = (await compare(what, ...subjects, aims.notModified)) && met;
  }
  return met;
}

/** Requests once, so that the answer is in memory; returns its bytes as sent. */
async function known(url: string, headers: Record<string, string>): Promise<{ bytes: Buffer; etag: string }> {
  const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage];
  const bytes = Buffer.concat(await response.toArray());
  if (response.statusCode !== 200) throw new Error(`${url}: ${bytes}`);
  return { bytes, etag: response.headers.etag ?? "" };
}

interface Subject extends Server {
  path: string;
  headers?: Record<string, string>;
}

async function compare(what: string, service: Subject, bare: Subject, aim: number): Promise<boolean> {
  const ours: Load[] = [];
  const theirs: Load[] = [];
  // Warm-up, until V8 has optimized both.
  await load(service);
  await load(bare);
  for (let round = 0; round < Number(options.rounds); round++) {
    ours.push(await load(service));
    theirs.push(await load(bare));
  }
  const [a, b] = [median(ours), median(theirs)];
  const ratio = a.perSecond / b.perSecond;
  const failed = ours.reduce((sum, { failed }) => sum + failed, 0);
  console.log(`${what}: ${text(a)}; bare ${text(b)}`);
  console.log(
    `  ratio ${ratio.toFixed(2)} (aim ${aim}), of CPU time ${(b.micros / a.micros).toFixed(2)}` +
      (failed > 0 ? `; ${failed} failed` : ""),
  );
  return ratio >= aim && a.p99 <= aims.p99 && failed === 0;
}

interface Load {
  perSecond: number;
  /** Milliseconds. */
  p99: number;
  /** The server's CPU time for one answer: more reliable than the rate on a shared machine. */
  micros: number;
  failed: number;
}

async function load({ url, path, headers = {}, pid }: Subject): Promise<Load> {
  const before = await cpuSeconds(pid);
  const result = await autocannon({ url: url + path, headers, connections, duration: Number(options.seconds) });
  const answered = result["2xx"] + result["3xx"];
  return {
    perSecond: result.requests.average,
    p99: result.latency.p99,
    micros: ((await cpuSeconds(pid)) - before) * (1e6 / answered),
    failed: result["4xx"] + result["5xx"] + result.errors,
  };
}

/** User and system time of a process so far, in hundredths of a second as in Linux. */
async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) / 100;
}

/** The median of each measure. */
function median(loads: Load[]): Load {
  return {
    perSecond: middle(loads.map(({ perSecond }) => perSecond)),
    p99: middle(loads.map(({ p99 }) => p99)),
    micros: middle(loads.map(({ micros }) => micros)),
    failed: middle(loads.map(({ failed }) => failed)),
  };
}

function text({ perSecond, p99, micros }: Load): string {
  return `${perSecond.toFixed(0)}/s, p99 ${p99} ms, ${micros.toFixed(0)} µs CPU`;
}
