import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { connectDatabase } from "../../src/watch/server-database.ts";
import { createSubscription } from "../../src/watch/subscriptions.ts";
import { type PostgresServer, postgresBin, startPostgres } from "../watch/databases.ts";
import { Subscriber } from "../watch/subscriber.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";

if (!postgresBin) console.warn("Postgres is not installed: two services over one server are not tested.");

describe.skipIf(!postgresBin)("two services over one Postgres server", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** A remote with two releases, a database, and how services are started over them. */
  async function world() {
    const f = fixture();
    const url = await server.database();
    const env = {
      ...f.env,
      DATABASE_URL: url,
      CAPIDIFF_POLL_INTERVAL: "1",
      CAPIDIFF_WATCH_PLATFORMS: "linux_x86_64",
      CAPIDIFF_ALLOW_LOOPBACK: "1",
      CAPIDIFF_BUILD_THREADS: "1",
    };
    const start = async () => {
      const service = await Service.start(env);
      await service.ready();
      return service;
    };
    return { ...f, url, start };
  }

  async function subscribe(database: Database, subscriber: Subscriber, uses: string[]): Promise<void> {
    const input = { url: subscriber.url, uses: { symbols: uses }, filters: { abis: ["cp" as const] } };
    subscriber.secret = (await createSubscription(database, "owner", input)).secret;
  }

  /** Resolves when existing tags are known, so that later ones are new. */
  async function watched(database: Database): Promise<void> {
    while ((await database.query("SELECT FROM capidiff.remotes")).length === 0) await sleep(50);
  }

  const reported = async (database: Database, count: number) => {
    const waiting = async () => {
      const [row] = await database.query<{ reported: number; pending: number }>(
        `SELECT (SELECT count(*)::int FROM capidiff.releases WHERE state = 'told') AS reported,
          (SELECT count(*)::int FROM capidiff.deliveries WHERE state = 'pending') AS pending`,
      );
      return row?.reported !== count || row.pending > 0;
    };
    while (await waiting()) await sleep(100);
  };

  test("send one message to each subscriber that a release concerns", async () => {
    using w = await world();
    await using _a = await w.start();
    await using _b = await w.start();
    const database = await connectDatabase(w.url);
    await using touched = await Subscriber.start();
    await using untouched = await Subscriber.start();
    await subscribe(database, touched, ["Py_tag1"]);
    await subscribe(database, untouched, ["Py_nothing"]);
    await watched(database);
    w.release(2);
    await reported(database, 1);
    // Whatever was sent twice would be here by now.
    await sleep(3000);
    expect(touched.messages.map(({ tag }) => tag)).toEqual(["v3.13.2"]);
    const [comparison] = touched.messages[0]?.message.data.comparisons ?? [];
    expect(comparison).toMatchObject({ from: "v3.13.1", target: { abi: "cp", platform: "linux_x86_64" } });
    expect(comparison?.changes.map(({ subject, uses }) => [subject.name, uses])).toEqual([
      ["Py_tag1", { symbols: ["Py_tag1"] }],
    ]);
    expect(untouched.messages).toEqual([]);
    expect([...touched.faults, ...untouched.faults]).toEqual([]);
    await database.close();
  });

  test("killed with -9 in turn at random moments, they send every message, and repeats have the same id", async () => {
    using w = await world();
    let killed = await w.start();
    let other = await w.start();
    const database = await connectDatabase(w.url);
    await using subscriber = await Subscriber.start();
    const rounds = Number(process.env.REPLICA_KILLS ?? 6);
    const tags = Array.from({ length: rounds }, (_, round) => round + 2);
    await subscribe(
      database,
      subscriber,
      tags.map((tag) => `Py_tag${tag - 1}`),
    );
    await watched(database);
    for (const tag of tags) {
      w.release(tag);
      // From the look, once a second, to the message takes some two seconds.
      await sleep(Math.random() * 3000);
      await killed.stop("SIGKILL");
      [killed, other] = [other, await w.start()];
    }
    await reported(database, rounds);
    const ids = subscriber.idsByTag;
    expect(Object.keys(ids).sort()).toEqual(tags.map((tag) => `v3.13.${tag}`).sort());
    for (const [tag, those] of Object.entries(ids)) expect(new Set(those).size, tag).toBe(1);
    for (const { tag, message } of subscriber.messages) {
      const used = `Py_tag${Number(tag.split(".")[2]) - 1}`;
      const [comparison] = message.data.comparisons;
      expect(comparison?.changes.map(({ subject }) => subject.name)).toContain(used);
    }
    expect(subscriber.faults).toEqual([]);
    console.log(`${subscriber.messages.length} messages of ${rounds} releases`);
    await database.close();
    await Promise.all([killed.stop("SIGKILL"), other.stop("SIGKILL")]);
  }, 600_000);
});
