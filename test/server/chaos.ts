import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../until.ts";
import { Subscriber } from "../watch/subscriber.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";

export interface ChaosOptions {
  /** How often the service is killed with -9. */
  kills: number;
  /** How often it is stopped and goes on (SIGSTOP, SIGCONT). */
  stops: number;
  /** Decides all that is left to chance, but for the timing of the machine. */
  seed: number;
  /** Of a Postgres server; the embedded database if not given. */
  databaseUrl?: string;
}

/** What was wrong afterwards; all of it is empty if nothing was. */
export interface Damage {
  /** Subscriptions that were answered 201 and are gone. */
  lostWrites: string[];
  /** Diffs that differ from those of an undisturbed service. */
  wrongAnswers: string[];
  /** Files that a git or a draft left behind. */
  leftovers: string[];
  /** Releases not announced, announced with several ids, or in a message that could not be verified. */
  wrongMessages: string[];
}

const adminToken = "the-operators-own-token";
const releaseEvery = 4;
const diffsAtOnce = 2;

/** Runs the real service, disturbs it at random moments of builds, writes and deliveries, and examines the result. */
export async function chaos({ kills, stops, seed, databaseUrl }: ChaosOptions): Promise<Damage> {
  const random = generator(seed);
  using f = fixture({ tags: 2, functions: 100 });
  await using subscriber = await Subscriber.start();
  const env = {
    ...f.env,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    CAPIDIFF_POLL_INTERVAL: "1",
    CAPIDIFF_WATCH_PLATFORMS: "linux_x86_64",
    CAPIDIFF_ALLOW_LOOPBACK: "1",
    CAPIDIFF_ADMIN_TOKEN: adminToken,
  };
  let service = await start(env);
  const { key } = await post(service, "/v1/keys", adminToken, { owner: "chaos" });
  const rounds = kills + stops;
  const tags = Array.from({ length: Math.ceil(rounds / releaseEvery) }, (_, index) => index + 2);
  const uses = { symbols: tags.map((tag) => `Py_tag${tag - 1}`) };
  const filters = { abis: ["cp"] };
  const { secret } = await post(service, "/v1/subscriptions", key, { url: subscriber.url, uses, filters });
  subscriber.secret = secret;
  // What was there before is noted then, so that all that comes is new.
  await sleep(3000);

  const acknowledged = new Set<string>();
  const outcomes = Array.from({ length: rounds }, (_, index) => (index < kills ? "kill" : "stop"));
  shuffle(outcomes, random);
  let newest = 1;
  for (const [round, outcome] of outcomes.entries()) {
    if (round % releaseEvery === 0) f.release(++newest);
    const anyTag = () => `v3.13.${Math.floor(random() * (newest + 1))}`;
    const underWay = [
      ...Array.from({ length: diffsAtOnce }, () => service.get(`/v1/diff?from=${anyTag()}&to=${anyTag()}`)),
      post(service, "/v1/subscriptions", key, { url: subscriber.url, uses: { symbols: ["Py_nothing"] } }).then(
        ({ id }) => acknowledged.add(id),
      ),
    ].map((request) => request.catch(() => {}));
    await sleep(random() * 2000);
    if (outcome === "kill") {
      await service.stop("SIGKILL");
      await Promise.all(underWay);
      service = await start(env);
    } else {
      service.child.kill("SIGSTOP");
      await sleep(random() * 1000);
      service.child.kill("SIGCONT");
      await Promise.all(underWay);
    }
  }

  await using last = service;
  const missing = () => tags.filter((tag) => tag <= newest && !subscriber.idsByTag[`v3.13.${tag}`]);
  for (let waits = 0; missing().length > 0 && waits < 1200; waits++) await sleep(100);
  const lostWrites: string[] = [];
  for (const id of acknowledged) {
    const headers = { authorization: `Bearer ${key}` };
    const { status } = await fetch(`${last.base}/v1/subscriptions/${id}`, { headers });
    if (status !== 200) lostWrites.push(`${id}: ${status}`);
  }
  return {
    lostWrites,
    wrongAnswers: await wrongAnswers(last, newest, { ...f.env, CAPIDIFF_DATA_DIR: `${f.folder}/untouched` }),
    leftovers: await leftoversIn(f.env.CAPIDIFF_DATA_DIR, () => fetched(last, f.release, newest + 1)),
    wrongMessages: [
      ...missing().map((tag) => `v3.13.${tag} was not told`),
      ...Object.entries(subscriber.idsByTag).flatMap(([tag, ids]) =>
        new Set(ids).size === 1 ? [] : [`${tag} was told as ${[...new Set(ids)].join(" and ")}`],
      ),
      ...subscriber.faults.map(String),
    ],
  };
}

/** Diffs of neighbouring tags, each cold somewhere, compared with those of an undisturbed service. */
async function wrongAnswers(service: Service, newest: number, env: Record<string, string>): Promise<string[]> {
  await using untouched = await Service.start(env);
  const wrong: string[] = [];
  for (let tag = 1; tag <= newest; tag++) {
    const path = `/v1/diff?from=v3.13.${tag - 1}&to=v3.13.${tag}`;
    const [one, other] = await Promise.all([service.get(path), untouched.get(path)]);
    if (one.status !== 200 || one.text !== other.text) wrong.push(`${path}: ${one.status}`);
  }
  return wrong;
}

/** Makes the service fetch a new release. */
async function fetched(service: Service, release: (tag: number) => void, tag: number): Promise<void> {
  release(tag);
  await until(async () => (await service.get(`/v1/diff?from=v3.13.0&to=v3.13.${tag}`)).status === 200);
}

/**
 * Leftovers of dead processes, of which each fetch removes those before it. Drafts and locks of the service that runs
 * are gone a moment later.
 */
async function leftoversIn(dataDir: string, fetch: () => Promise<void>): Promise<string[]> {
  await fetch();
  const found = () =>
    readdirSync(`${dataDir}/repositories`, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.git\/.*\.lock$|tmp_|\.keep$|capidiff-refs\./.test(file),
    );
  let leftovers = found();
  for (let waits = 0; leftovers.length > 0 && waits < 50; waits++) {
    await sleep(100);
    leftovers = leftovers.filter((file) => found().includes(file));
  }
  return leftovers;
}

async function start(env: Record<string, string>): Promise<Service> {
  const service = await Service.start(env);
  await service.ready();
  return service;
}

async function post(service: Service, path: string, token: string, body: object) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const response = await fetch(service.base + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (response.status !== 201) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as { id: string; key: string; secret: string };
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
}
