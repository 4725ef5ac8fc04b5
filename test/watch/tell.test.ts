import type { ServerResponse } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { deliver, sending } from "../../src/watch/deliver.ts";
import { listDeliveries, retryDelivery, sendTest } from "../../src/watch/deliveries.ts";
import type { ReleaseMessage } from "../../src/watch/message.ts";
import { migrate } from "../../src/watch/migrations.ts";
import { changeSubscription, getSubscription, rotateSecret } from "../../src/watch/subscriptions.ts";
import { databases } from "./databases.ts";
import { type Received, type Receiver, receiver } from "./receiver.ts";
import { sampleComparison, sampleRelease, Telling } from "./telling.ts";

const gone = async (): Promise<never> => {
  throw new Error("The process died.");
};
const noDatabase = { query: gone, transaction: gone, close: gone, hasEnded: () => true };

describe.each(databases)("subscribers are notified, on $name", ({ open }) => {
  let database: Database & AsyncDisposable;
  beforeAll(async () => {
    database = await open();
    await migrate(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  let telling: Telling;
  let endpoint: Receiver;
  /** The endpoint's answer. */
  let status: number;
  let headers: Record<string, string>;
  beforeEach(async () => {
    [status, headers] = [204, {}];
    telling = new Telling(database);
    endpoint = await receiver((_request, response) => response.writeHead(status, headers).end());
  });
  afterEach(async () => {
    await telling[Symbol.asyncDispose]();
    await endpoint.close();
  });

  const messageOf = ({ body }: Received): ReleaseMessage => JSON.parse(body);
  const toldTo = (path: string) => endpoint.received.filter((request) => request.path === path).map(messageOf);
  const subscribe = (path: string, input: object = {}) =>
    telling.subscribe({ url: `${endpoint.url}${path}`, ...input });
  const deliveriesOf = async (id: string) => (await listDeliveries(database, "owner", id, { limit: 100 })).items;
  const stateOf = (id: string) => getSubscription(database, "owner", id);
  /** As if the first attempt had been that many hours ago. */
  const age = async (hours: number) => {
    await database.query("UPDATE capidiff.deliveries SET trying_since = now() - $1::int * interval '1 hour'", [hours]);
    await database.query("UPDATE capidiff.subscriptions SET failing_since = now() - $1::int * interval '1 hour'", [
      hours,
    ]);
  };

  describe("a release", () => {
    test("is sent once, signed, to the subscribers it concerns, with the changes that concern them", async () => {
      const used = await subscribe("/used", {
        uses: { symbols: ["PyBar_Get"], members: [{ struct: "PyFoo", member: "b" }] },
      });
      await subscribe("/unused", { uses: { symbols: ["PyBaz_Get"] } });
      await subscribe("/series", { filters: { series: ["3.14"] } });
      await subscribe("/rule", { filters: { rules: ["symbol-added"] } });
      await telling.tell();
      await telling.tell();
      await telling.work();

      expect(endpoint.received.map(({ path }) => path).sort()).toEqual(["/rule", "/used"]);
      const [request] = endpoint.received.filter(({ path }) => path === "/used");
      expect(new Webhook(used.secret).verify(request?.body ?? "", request?.headers ?? {})).toEqual({
        type: "release.compared",
        timestamp: "2026-05-26T12:00:00.000Z",
        data: {
          subscription: used.id,
          release: { tag: "v3.15.0b2", version: "3.15.0b2", series: "3.15", stage: "beta", commit: "c".repeat(40) },
          lines: [
            expect.stringMatching(/^PyFoo\.b 4 → 0 in 3\.15\.0b2 on linux_x86_64 \(cp\): .*PyFoo/),
            expect.stringMatching(/^In 3\.15\.0b2 on linux_x86_64 \(cp\): .*PyBar_Get/),
          ],
          comparisons: [
            {
              from: "v3.15.0b1",
              bases: ["previous-tag"],
              target: { abi: "cp", platform: "linux_x86_64" },
              complete: true,
              failure: null,
              summary: expect.objectContaining({ changes: 3 }),
              matching: {
                changes: 2,
                source: { breaking: 2, risky: 0, compatible: 0 },
                binary: { breaking: 2, risky: 0, compatible: 0 },
              },
              changes: [
                expect.objectContaining({
                  rule: "member-removed",
                  message: expect.stringContaining("member a"),
                  uses: { members: [{ struct: "PyFoo", member: "b" }] },
                }),
                expect.objectContaining({ rule: "symbol-removed", to: null, uses: { symbols: ["PyBar_Get"] } }),
              ],
              url: "https://capidiff.test/v1/diff?from=v3.15.0b1&to=v3.15.0b2&abi=cp&platform=linux_x86_64",
            },
          ],
        },
      });
      const [delivery] = await deliveriesOf(used.id);
      expect(delivery).toMatchObject({ kind: "release", tag: "v3.15.0b2", state: "delivered", nextAttemptAt: null });
      expect(delivery?.id).toBe(request?.headers["webhook-id"]);
      expect(delivery?.attempts).toMatchObject([{ number: 1, status: 204, error: null }]);
      expect(telling.outcomes).toEqual(["delivered", "delivered"]);
    });

    test("is sent to subscribers that name a member by a nested path; the older release is read for them", async () => {
      await subscribe("/path", { uses: { members: [{ struct: "PyWrapper", member: "base.a" }] } });
      await telling.tell();
      await telling.work();
      const [comparison] = toldTo("/path")[0]?.data.comparisons ?? [];
      expect(comparison?.changes).toMatchObject([
        {
          rule: "member-removed",
          subject: { name: "PyFoo" },
          uses: { members: [{ struct: "PyWrapper", member: "base.a" }] },
        },
      ]);
      expect(telling.loaded).toEqual(["v3.15.0b1", "cp linux_x86_64"]);
    });

    test("without changes is sent to subscribers of releases", async () => {
      await subscribe("/all", { filters: { stages: ["beta"] } });
      await subscribe("/breaking", { filters: { impact: { source: "breaking" }, symbols: ["PyBaz*"] } });
      await telling.tell();
      await telling.work();
      expect(endpoint.received.map(({ path }) => path)).toEqual(["/all"]);
    });

    test("that could not be compared is sent, since its effect is unknown", async () => {
      await subscribe("/used", { uses: { symbols: ["PyBaz_Get"] } });
      const failed = { ...sampleComparison, complete: null, summary: null, failure: "no-headers" };
      await telling.tell(sampleRelease, [failed]);
      await telling.work();
      expect(toldTo("/used")[0]?.data.comparisons).toMatchObject([
        { failure: "no-headers", summary: null, changes: [] },
      ]);
      expect(telling.loaded).toEqual([]);
    });

    test("is sent for the wanted targets, newest base first; no unwanted diff is loaded", async () => {
      await subscribe("/two", { filters: { abis: ["cp", "cpt"] } });
      const of = (parts: object) => ({ ...sampleComparison, ...parts });
      await telling.tell(sampleRelease, [
        of({ fromTag: "v3.14.3", bases: ["previous-series"] }),
        of({ abi: "cpt" }),
        of({}),
        of({ platform: "win32" }),
      ]);
      await telling.work();
      expect(toldTo("/two")[0]?.data.comparisons.map(({ from, target }) => [from, target.abi])).toEqual([
        ["v3.15.0b1", "cpt"],
        ["v3.15.0b1", "cp"],
        ["v3.14.3", "cp"],
      ]);
      expect(telling.loaded).toEqual(["cpt linux_x86_64", "cp linux_x86_64", "cp linux_x86_64"]);
    });

    test("is held for paused subscriptions until they resume; ended ones get nothing", async () => {
      const { id } = await subscribe("/paused");
      const ended = await subscribe("/ended");
      await changeSubscription(telling.context as never, "owner", id, { state: "paused" });
      await database.query("UPDATE capidiff.subscriptions SET state = 'ended' WHERE id = $1::uuid", [ended.id]);
      await telling.tell();
      expect(await telling.waiting()).toEqual([]);
      expect(await deliveriesOf(id)).toMatchObject([{ state: "held", nextAttemptAt: null }]);
      expect(await deliveriesOf(ended.id)).toEqual([]);
      await changeSubscription(telling.context as never, "owner", id, { state: "active" });
      await telling.work();
      expect(await deliveriesOf(id)).toMatchObject([{ state: "delivered" }]);
    });
  });

  describe("an endpoint", () => {
    test("that fails is retried at growing intervals, with the same id and a new signature", async () => {
      status = 500;
      const { id, secret } = await subscribe("/");
      await telling.tell();
      const waits: number[] = [];
      for (const hours of [0, 1, 47]) {
        await age(hours);
        const start = Date.now();
        await telling.work();
        waits.push((((await telling.waiting())[0]?.getTime() ?? 0) - start) / 3_600_000);
      }
      expect(waits[0]).toBeLessThan(0.01);
      expect(waits[1]).toBeGreaterThan(1);
      expect(waits[2]).toBeGreaterThan(9);
      status = 200;
      await telling.work();
      expect(new Set(endpoint.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      for (const { body, headers } of endpoint.received) new Webhook(secret).verify(body, headers);
      expect(await deliveriesOf(id)).toMatchObject([
        { state: "delivered", attempts: [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 200 }] },
      ]);
      expect(await stateOf(id)).toMatchObject({ state: "active", failingSince: null });
    });

    test.each([429, 503])("that answers %d is retried when it says", async (code) => {
      [status, headers] = [code, { "retry-after": "3600" }];
      await subscribe("/");
      await telling.tell();
      const start = Date.now();
      await telling.work();
      const wait = ((await telling.waiting())[0]?.getTime() ?? 0) - start;
      expect(wait).toBeGreaterThanOrEqual(3_600_000);
      expect(wait).toBeLessThan(3_610_000);
    });

    test("that answers 410 ends the subscription, with all waiting messages", async () => {
      status = 410;
      const { id } = await subscribe("/");
      await telling.tell();
      await telling.tell({ ...sampleRelease, tag: "v3.15.0b3" });
      await telling.hurry();
      const [due] = await telling.take(1);
      if (due) await deliver(telling.context, due, new AbortController().signal);
      expect(await telling.waiting()).toEqual([]);
      expect(await stateOf(id)).toMatchObject({ state: "ended", stateReason: "The endpoint answered 410 (Gone)." });
      expect((await deliveriesOf(id)).map(({ state }) => state)).toEqual(["failed", "failed"]);
    });

    test("that redirects has failed, and the redirect is not followed", async () => {
      const inner = await receiver();
      [status, headers] = [302, { location: inner.url }];
      const { id } = await subscribe("/");
      await telling.tell();
      await telling.work();
      expect((await deliveriesOf(id))[0]?.attempts).toMatchObject([{ status: 302, error: null }]);
      expect([(await telling.waiting()).length, inner.connections]).toEqual([1, 0]);
      await inner.close();
    });

    test("that is unreachable has failed, and the attempt says why", async () => {
      const { id } = await subscribe("/");
      await endpoint.close();
      await telling.tell();
      await telling.work();
      const [delivery] = await deliveriesOf(id);
      expect(delivery?.attempts).toMatchObject([{ status: null, error: expect.stringContaining("ECONNREFUSED") }]);
    });

    test.each([
      ["says nothing", 500, () => {}, { status: null, error: "no answer within 0.5 s" }, "pending"],
      [
        "never ends its answer",
        600_000,
        (response: ServerResponse) => {
          response.writeHead(200);
          const pour = () => {
            while (!response.destroyed && response.write("x".repeat(65_536)));
            if (!response.destroyed) response.once("drain", pour);
          };
          pour();
        },
        { status: 200, error: null },
        "delivered",
      ],
    ])("that %s costs no more than its time", async (_what, timeout, answer, attempt, state) => {
      const slow = await receiver((_request, response) => answer(response));
      await using hasty = new Telling(database, { timeout });
      const { id } = await hasty.subscribe({ url: slow.url });
      await hasty.tell();
      await hasty.work();
      expect(await deliveriesOf(id)).toMatchObject([{ state, attempts: [attempt] }]);
      await slow.close();
    });

    test("whose name resolves to this machine at the second attempt is not called there", async () => {
      const addresses = [["203.0.114.1"], ["127.0.0.1"]];
      const port = Number(new URL(endpoint.url).port);
      await using guarded = new Telling(database, {
        allowLoopback: false,
        ports: [port],
        resolve: async () => addresses.shift() ?? [],
      });
      const { id } = await guarded.subscribe({ url: `https://hook.test:${port}/` });
      await guarded.tell();
      await guarded.work();
      await guarded.work();
      const [delivery] = await deliveriesOf(id);
      expect(delivery?.attempts).toMatchObject([{ number: 1 }, { error: "hook.test is not a public address" }]);
      expect([addresses.length, endpoint.connections]).toEqual([0, 0]);
    });

    test("that fails for days pauses the subscription with a reason, and loses nothing", async () => {
      status = 500;
      const { id } = await subscribe("/");
      await telling.tell();
      await telling.work();
      await age(49);
      await telling.work();
      expect(await telling.waiting()).toEqual([]);
      expect(await stateOf(id)).toMatchObject({
        state: "paused",
        stateReason: expect.stringMatching(/^Nothing has been delivered since .*: The endpoint answered 500\.$/),
      });
      expect(await deliveriesOf(id)).toMatchObject([{ state: "held" }]);
      status = 204;
      await changeSubscription(telling.context as never, "owner", id, { state: "active" });
      await telling.work();
      expect(await stateOf(id)).toMatchObject({ state: "active", stateReason: null, failingSince: null });
      expect(await deliveriesOf(id)).toMatchObject([{ state: "delivered" }]);
    });

    test("that accepted another message meanwhile is not paused; the message is given up", async () => {
      status = 500;
      const { id } = await subscribe("/");
      await telling.tell();
      await telling.work();
      await age(49);
      await database.query("UPDATE capidiff.subscriptions SET failing_since = now() - interval '1 hour'");
      await telling.work();
      expect(await stateOf(id)).toMatchObject({ state: "active" });
      expect(await deliveriesOf(id)).toMatchObject([{ state: "failed", finishedAt: expect.any(Date) }]);
    });
  });

  describe("an attempt", () => {
    const { signal } = new AbortController();

    test("is made by one of many processes", async () => {
      for (let path = 0; path < 4; path++) await subscribe(`/${path}`);
      await telling.tell();
      const taken = (await Promise.all([telling.take(), telling.take(), telling.take()])).flat();
      expect(taken.map(({ url }) => url).sort()).toEqual([0, 1, 2, 3].map((path) => `${endpoint.url}/${path}`));
    });

    test("of a process that died before recording it is repeated with the same id, and recorded once", async () => {
      const { id } = await subscribe("/");
      await telling.tell();
      const [lost] = await telling.take();
      if (lost) await deliver({ ...telling.context, database: noDatabase }, lost, signal).catch(() => {});
      await telling.work();
      if (lost) await deliver(telling.context, lost, signal);
      const [delivery] = await deliveriesOf(id);
      expect(new Set(endpoint.received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([delivery?.id]));
      expect(delivery?.attempts).toHaveLength(1);
    });

    test("is left to other processes during shutdown", async () => {
      const { id } = await subscribe("/");
      await telling.tell();
      const { take, run } = sending({ ...telling.context, onError: () => expect.unreachable() });
      const [due] = await take(1);
      if (due) await run(due, AbortSignal.abort(new Error("ending")));
      expect(await deliveriesOf(id)).toMatchObject([{ state: "pending", attempts: [] }]);
      expect(await take(1)).toEqual([due]);
    });

    test("of a deleted subscription does nothing", async () => {
      await subscribe("/");
      await telling.tell();
      await database.query("DELETE FROM capidiff.subscriptions");
      await telling.work();
      expect(endpoint.received).toEqual([]);
    });
  });

  describe("manual", () => {
    test("test messages are sent, also to paused subscriptions, with one attempt", async () => {
      const { id, secret } = await subscribe("/");
      await changeSubscription(telling.context as never, "owner", id, { state: "paused" });
      status = 500;
      const { id: first } = await sendTest(telling.context, "owner", id);
      await telling.work();
      status = 204;
      await sendTest(telling.context, "owner", id);
      await telling.work();
      expect(await telling.waiting()).toEqual([]);
      expect((await deliveriesOf(id)).map(({ kind, tag, state }) => [kind, tag, state])).toEqual([
        ["test", null, "delivered"],
        ["test", null, "failed"],
      ]);
      const [request] = endpoint.received;
      expect(request?.headers["webhook-id"]).toBe(first);
      expect(new Webhook(secret).verify(request?.body ?? "", request?.headers ?? {})).toMatchObject({
        type: "subscription.test",
        data: { subscription: id },
      });
    });

    test("retries are sent at once, and once for two requests", async () => {
      status = 500;
      const { id } = await subscribe("/");
      await telling.tell();
      await telling.work();
      const [delivery] = await deliveriesOf(id);
      const again = () => retryDelivery(telling.context, "owner", id, delivery?.id ?? "");
      status = 204;
      expect(await again()).toMatchObject({ state: "pending", attempts: [{ status: 500 }] });
      await again();
      await telling.work();
      expect(endpoint.received).toHaveLength(2);
      expect(await deliveriesOf(id)).toMatchObject([
        { state: "delivered", attempts: [{ status: 500 }, { status: 204 }] },
      ]);
      await again();
      await telling.work();
      expect(new Set(endpoint.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      expect(endpoint.received).toHaveLength(3);
    });

    test("messages stay within an owner's hourly limit, even if requested all at once", async () => {
      const { id } = await subscribe("/");
      const asked = Array.from({ length: 226 }, () => sendTest(telling.context, "owner", id));
      const sent = (await Promise.allSettled(asked)).filter(({ status }) => status === "fulfilled");
      expect(sent).toHaveLength(200);
      await expect(sendTest(telling.context, "owner", id)).rejects.toMatchObject({ code: "too-many-requests" });
      const other = await telling.subscribe({ url: endpoint.url }, "other");
      await sendTest(telling.context, "other", other.id);
    });

    test("rotation of a secret signs with both for a day", async () => {
      const { id, secret } = await subscribe("/");
      const rotated = await rotateSecret(database, "owner", id);
      await sendTest(telling.context, "owner", id);
      await telling.work();
      await database.query("UPDATE capidiff.subscriptions SET previous_secret_until = now()");
      await sendTest(telling.context, "owner", id);
      await telling.work();
      const [both, one] = endpoint.received;
      const verify = (by: string, request: Received | undefined) => () =>
        new Webhook(by).verify(request?.body ?? "", request?.headers ?? {});
      expect(verify(secret, both)).not.toThrow();
      expect(verify(rotated.secret, both)).not.toThrow();
      expect(verify(rotated.secret, one)).not.toThrow();
      expect(verify(secret, one)).toThrow();
      expect(rotated.previousSecretUntil.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000);
    });
  });

  test("deliveries are paged, newest first", async () => {
    const { id } = await subscribe("/");
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.unshift((await sendTest(telling.context, "owner", id)).id);
    const first = await listDeliveries(database, "owner", id, { limit: 3 });
    const second = await listDeliveries(database, "owner", id, { limit: 3, cursor: first.next ?? "" });
    expect([...first.items, ...second.items].map((delivery) => delivery.id)).toEqual(made);
    expect(second.next).toBeNull();
    for (const cursor of ["", "x", "AA", id]) {
      await expect(listDeliveries(database, "owner", id, { limit: 3, cursor })).rejects.toMatchObject({
        code: "invalid-request",
      });
    }
  });
});
