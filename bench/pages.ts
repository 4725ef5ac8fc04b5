/**
 * `npm run bench:pages`: pages under load from a filled index, compared with the JSON that they render and a bare Fastify
 * route with the same bytes, alternating; the time to first byte of the largest diff's page from memory; and, if
 * Chromium is installed, the time until a change on it is open.
 *
 * Options: `--seconds 5` each turn; `--connections 50`; `--check` to fail when an aim is missed.
 */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { executable, launch } from "../test/pages/chromium.ts";
import { Servers } from "./servers.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    connections: { type: "string", default: "50" },
    check: { type: "boolean", default: false },
  },
});
const aims = { p99: 30, bytes: 2 ** 20, firstByte: 300, usable: 1000 };
const symbol = "PyUnicode_AsUTF8";
const diff = "/diff/v3.7.0...v3.15.2";

const remote = corpusRemote();
if (!remote) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");

const scratch = await mkdtemp(join(tmpdir(), "capidiff-bench-"));
const servers = new Servers();
try {
  const env = { ...process.env, CPYTHON_REPO: remote, CAPIDIFF_DATA_DIR: scratch, CAPIDIFF_RATE_LIMIT: "0" };
  execFileSync(process.execPath, ["dist/src/cli.js", "index"], { env, stdio: "ignore" });
  const service = await servers.start(["dist/src/server.js"], { ...env, CAPIDIFF_POLL_INTERVAL: "0" });
  const bare = await servers.start(["--import=tsx", "bench/bare.ts"], { ...process.env, FOLDER: scratch });
  process.exitCode = (await bench(service.url, bare.url)) || !options.check ? 0 : 1;
} finally {
  await servers.end();
  await rm(scratch, { recursive: true });
}

/** Prints the measurements; true if all targets are met. */
async function bench(service: string, bare: string): Promise<boolean> {
  const page = await ask(`${service}/symbol/${symbol}`);
  await writeFile(join(scratch, "page"), page.bytes);
  const subjects = {
    page: `${service}/symbol/${symbol}`,
    json: `${service}/v1/history/symbols/${symbol}`,
    bare: `${bare}/files/page`,
  };
  await ask(subjects.json);
  let p99 = 0;
  for (const [name, url] of Object.entries(subjects)) {
    // Warm-up, until V8 has optimized it.
    await autocannon({ url, connections: Number(options.connections), duration: 2 });
    const load = await autocannon({ url, connections: Number(options.connections), duration: Number(options.seconds) });
    if (name === "page") p99 = load.latency.p99;
    console.log(
      `${name}: ${load.requests.average.toFixed(0)}/s, p50 ${load.latency.p50} ms, p99 ${load.latency.p99} ms`,
    );
  }
  await ask(service + diff);
  const largest = await ask(service + diff);
  console.log(`${diff}: ${largest.bytes.length} bytes, first byte after ${largest.firstByte.toFixed(1)} ms`);
  const usable = executable === undefined ? 0 : await usableAfter(service + diff);
  console.log(`Chromium: a change is open ${usable.toFixed(0)} ms after the page was asked for`);
  const isQuick = p99 <= aims.p99 && largest.firstByte <= aims.firstByte && usable <= aims.usable;
  return isQuick && largest.bytes.length <= aims.bytes;
}

/** Milliseconds from the request for a diff's page until its first change, once clicked, is open. */
async function usableAfter(url: string): Promise<number> {
  const browser = await launch();
  const page = await browser.newPage();
  // Once for the browser's start.
  await page.goto(url);
  const start = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("a[data-open][aria-expanded]").first().click();
  await page.locator(".change").first().waitFor();
  const taken = performance.now() - start;
  await browser.close();
  return taken;
}

/** A page without content coding, and its time to first byte in milliseconds. */
async function ask(url: string): Promise<{ bytes: Buffer; firstByte: number }> {
  const start = performance.now();
  const [response] = (await once(get(url), "response")) as [IncomingMessage];
  const firstByte = performance.now() - start;
  const bytes = Buffer.concat(await response.toArray());
  if (response.statusCode !== 200) throw new Error(`${url}: ${bytes}`);
  return { bytes, firstByte };
}
