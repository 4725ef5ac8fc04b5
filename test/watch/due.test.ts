import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { takeDue } from "../../src/watch/due.ts";
import { migrate } from "../../src/watch/migrations.ts";
import { createSubscription } from "../../src/watch/subscriptions.ts";
import { databases } from "./databases.ts";

describe.each(databases)("of messages that are due, on $name", ({ open }) => {
  let database: Database & AsyncDisposable;
  beforeAll(async () => {
    database = await open();
    await migrate(database);
  });
  beforeEach(() => database.query("DELETE FROM capidiff.subscriptions"));
  afterAll(() => database[Symbol.asyncDispose]());

  /** So many messages of an owner's to a host, due one after the other, the first so many seconds ago. */
  async function send(owner: string, host: string, count: number, since: number): Promise<void> {
    const { id } = await createSubscription(database, owner, { url: `https://${host}:8443/hook?of=${owner}` });
    await database.query(
      `INSERT INTO capidiff.deliveries (subscription, payload, next_attempt_at)
       SELECT $1::uuid, '{}', now() - ($2::int - n) * interval '1 second' FROM generate_series(0, $3::int - 1) n`,
      [id, since, count],
    );
  }

  /** Claims messages; returns their number by owner and host. */
  async function taken(free: number): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { url } of await takeDue(database, free)) {
      const { hostname, searchParams } = new URL(url);
      const key = `${searchParams.get("of")} ${hostname}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  }

  test("sixty older messages to a slow host take no slot from another owner's", async () => {
    await send("slow", "slow.test", 60, 600);
    await send("other", "other.test", 1, 1);
    expect(await taken(32)).toEqual({ "slow slow.test": 4, "other other.test": 1 });
    // Nothing was answered: the host is busy, and new messages are sent.
    await send("late", "late.test", 1, 1);
    expect(await taken(27)).toEqual({ "late late.test": 1 });
  });

  test("those of an owner with many slow hosts leave slots to others", async () => {
    for (let host = 0; host < 20; host++) await send("many", `host${host}.test`, 3, 600);
    await send("other", "other.test", 2, 1);
    const counts = await taken(32);
    const ofMany = Object.entries(counts).filter(([key]) => key.startsWith("many"));
    expect(ofMany.reduce((sum, [, count]) => sum + count, 0)).toBe(8);
    expect(counts["other other.test"]).toBe(2);
  });

  test("messages of two owners to one host alternate, even if slots become free one by one", async () => {
    await send("many", "shared.test", 60, 600);
    await send("few", "shared.test", 2, 1);
    expect(await taken(2)).toEqual({ "many shared.test": 1, "few shared.test": 1 });
    expect(await taken(1)).toEqual({ "many shared.test": 1 });
    expect(await taken(1)).toEqual({ "few shared.test": 1 });
    expect(await taken(32)).toEqual({});
  });

  test("messages claimed by a process but not sent are due again when its lease expires", async () => {
    await send("one", "one.test", 1, 1);
    expect(await taken(32)).toEqual({ "one one.test": 1 });
    expect(await taken(32)).toEqual({});
    await database.query("UPDATE capidiff.deliveries SET leased_until = now()");
    expect(await taken(32)).toEqual({ "one one.test": 1 });
  });

  test.each([
    ["https://a.test/", "a.test"],
    ["http://127.0.0.1:3000/x", "127.0.0.1"],
    ["https://[2001:db8::1]:443/", "[2001:db8::1]"],
  ])("the host of %s is %s", async (url, host) => {
    await createSubscription(database, "one", { url });
    expect(await database.query("SELECT host FROM capidiff.subscriptions")).toEqual([{ host }]);
  });
});
