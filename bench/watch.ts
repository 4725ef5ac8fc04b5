/**
 * `npm run bench:watch`: the time and cost of notifying 1,000 subscribers of a release.
 *
 * The service gets a new tag of the corpus; each subscriber uses 100 names of the version before, and has an endpoint
 * that answers at once. All share the machine. On PGlite, and on Postgres where Debian's is installed. Needs the corpus:
 * CPYTHON_REPO, or ../shared/corpus.
 */
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { Manifest } from "../src/manifest/model.ts";
import { temporaryFolder } from "../test/cache/disk.ts";
import { corpusRemote } from "../test/corpus/corpus.ts";
import { Service } from "../test/server/process.ts";
import { postgresBin, startPostgres } from "../test/watch/databases.ts";
import { receiver } from "../test/watch/receiver.ts";

const subscribers = 1000;
const perOwner = 50;
const [older, newer] = ["v3.14.10", "v3.15.2"];
const token = "the-token-of-the-bench";

const corpus = corpusRemote();
if (!corpus) throw new Error("Set CPYTHON_REPO, or put the corpus at ../shared/corpus.");

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
await run("PGlite", {});
if (postgresBin) {
  await using postgres = await startPostgres();
  await run("Postgres", { DATABASE_URL: await postgres.database() });
}

async function run(name: string, env: Record<string, string>): Promise<void> {
  using data = temporaryFolder();
  const remote = join(data.folder, "remote.git");
  execFileSync("git", ["clone", "--quiet", "--mirror", corpus as string, remote]);
  const git = (...args: string[]) => execFileSync("git", ["-C", remote, ...args], { encoding: "utf8" }).trim();
  git("config", "uploadpack.allowFilter", "true");
  git("config", "uploadpack.allowAnySHA1InWant", "true");
  const tag = git("rev-parse", newer as string);
  git("update-ref", "-d", `refs/tags/${newer}`);

  await using service = await Service.start({
    CPYTHON_REPO: `file://${remote}`,
    CAPIDIFF_DATA_DIR: join(data.folder, "data"),
    CAPIDIFF_ADMIN_TOKEN: token,
    CAPIDIFF_ALLOW_LOOPBACK: "1",
    CAPIDIFF_POLL_INTERVAL: "1",
    CAPIDIFF_WATCH_PLATFORMS: "linux_x86_64",
    ...env,
  });
  await service.ready();

  const secrets = new Map<string, string>();
  const arrivals: number[] = [];
  const seen = new Set<string>();
  const endpoint = await receiver(({ path, headers, body, at }, response) => {
    new Webhook(secrets.get(path) ?? "").verify(body, headers);
    seen.add(path);
    arrivals.push(at);
    response.writeHead(204).end();
  });
  const names = ((await (await fetch(`${service.base}/v1/manifests/${older}`)).json()) as Manifest).symbols;
  for (let number = 0, key = ""; number < subscribers; number++) {
    if (number % perOwner === 0) key = (await post(service, "/v1/keys", token, { owner: `owner${number}` })).key ?? "";
    const uses = { symbols: Array.from({ length: 100 }, (_, i) => names[(number * 37 + i * 11) % names.length]?.name) };
    const made = await post(service, "/v1/subscriptions", key, { url: `${endpoint.url}/${number}`, uses });
    secrets.set(`/${number}`, made.secret ?? "");
  }
  const memory = async () => (await service.metric("process_resident_memory_bytes")) / 1e6;
  const before = await memory();

  git("update-ref", `refs/tags/${newer}`, tag);
  const start = Date.now();
  let peak = before;
  let last = 0;
  while (!service.log.some(({ msg }) => msg === "release told") || arrivals.length > last) {
    last = arrivals.length;
    await sleep(1000);
    peak = Math.max(peak, await memory());
  }
  await endpoint.close();
  const at = (moment: number | undefined) => `${(((moment ?? Number.NaN) - start) / 1000).toFixed(1)} s`;
  console.log(`\n${name}: ${seen.size} of ${subscribers} subscribers are concerned, ${arrivals.length} messages`);
  console.log(`  first message ${at(arrivals[0])} after the tag, last one ${at(arrivals.at(-1))}`);
  console.log(`  ${Math.round(before)} MB resident before, at most ${Math.round(peak)} MB, which the builds need too`);
  console.log(`  bytes of a message: ${Math.max(...endpoint.received.map(({ body }) => body.length))} at most`);
}

async function post(service: Service, path: string, bearer: string, body: object): Promise<Record<string, string>> {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
  const response = await fetch(service.base + path, { method: "POST", headers, body: JSON.stringify(body) });
  // The machine may be busy.
  if (response.status === 503) return sleep(1000).then(() => post(service, path, bearer, body));
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()) as Record<string, string>;
}
