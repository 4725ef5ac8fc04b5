import { setTimeout as sleep } from "node:timers/promises";
import { sign } from "@octokit/webhooks-methods";
import { describe, expect, test } from "vitest";
import { Subscriber } from "../watch/subscriber.ts";
import { fixture } from "./fixture.ts";
import { Service } from "./process.ts";

const adminToken = "the-operators-own-token";
const webhookSecret = "what GitHub signs with";

const settings = {
  CAPIDIFF_WATCH_PLATFORMS: "linux_x86_64",
  CAPIDIFF_ALLOW_LOOPBACK: "1",
  CAPIDIFF_ADMIN_TOKEN: adminToken,
  GITHUB_WEBHOOK_SECRET: webhookSecret,
};

async function post(service: Service, path: string, token: string, body: object) {
  const response = await fetch(service.base + path, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { key: string; secret: string };
}

async function start(env: Record<string, string>): Promise<Service> {
  const service = await Service.start({ ...settings, ...env });
  await service.ready();
  return service;
}

/** Resolves when a line of the log has been written so often. */
async function logged(service: Service, msg: string, count: number): Promise<void> {
  while (service.log.filter((line) => line.msg === msg).length < count) await sleep(50);
}

/** Sends GitHub's webhook for a tag, as documented; returns the status of the answer. */
async function announce(service: Service, tag: string, delivery: string): Promise<number> {
  const body = JSON.stringify({ ref: tag, ref_type: "tag", master_branch: "main", pusher_type: "user" });
  const response = await fetch(`${service.base}/v1/webhooks/github`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "create",
      "x-github-delivery": delivery,
      "x-hub-signature-256": await sign(webhookSecret, body),
    },
    body,
  });
  return response.status;
}

describe("a new tag on the remote is announced once, to subscribers whose uses it affects", () => {
  test.each(["by a webhook", "by a look of our own"])("%s", async (way) => {
    const isWebhook = way === "by a webhook";
    using f = fixture({ firstStart: isWebhook });
    const env = { ...f.env, CAPIDIFF_POLL_INTERVAL: isWebhook ? "0" : "1" };
    await using touched = await Subscriber.start();
    await using untouched = await Subscriber.start();
    {
      await using service = await start(env);
      const { key } = await post(service, "/v1/keys", adminToken, { owner: "lxml" });
      for (const [subscriber, symbol] of [
        [touched, "Py_tag1"],
        [untouched, "Py_nothing"],
      ] as const) {
        const body = { url: subscriber.url, uses: { symbols: [symbol] }, filters: { abis: ["cp"] } };
        subscriber.secret = (await post(service, "/v1/subscriptions", key, body)).secret;
      }
      // Existing tags are recorded, and not announced.
      await sleep(3000);
      expect(service.log.filter(({ msg }) => msg === "release seen")).toEqual([]);
      f.release(2);
      if (isWebhook) {
        const statuses = await Promise.all(["1", "2", "2"].map((id) => announce(service, "v3.13.2", id)));
        expect(statuses).toEqual([202, 202, 202]);
      }
      await service.reaches('capidiff_deliveries_total{outcome="delivered"}', 1);
      expect(await service.metric("capidiff_releases_seen_total")).toBe(1);
      const feed = await service.get("/v1/feed.atom");
      expect(feed.status).toBe(200);
      expect(feed.text).toContain("3.13.2");
      expect(await service.stop()).toEqual({ code: 0, signal: null });
      expect(JSON.stringify(service.log)).not.toMatch(
        new RegExp(`${adminToken}|${webhookSecret}|${key}|whsec_|sha256=`),
      );
    }
    {
      // A new process knows what was done.
      await using service = await start({ ...env, CAPIDIFF_POLL_INTERVAL: "1" });
      if (isWebhook) expect(await announce(service, "v3.13.2", "3")).toBe(202);
      f.release(3);
      await logged(service, "release told", 1);
      await sleep(1000);
      expect((await service.stop()).code).toBe(0);
    }
    expect(touched.messages.map(({ tag }) => tag)).toEqual(["v3.13.2"]);
    const [comparison, ...others] = touched.messages[0]?.message.data.comparisons ?? [];
    expect(others).toEqual([]);
    expect(comparison).toMatchObject({
      from: "v3.13.1",
      bases: ["previous-tag", "last-final"],
      target: { abi: "cp", platform: "linux_x86_64" },
      complete: true,
    });
    expect(comparison?.changes.map(({ subject, uses }) => [subject.name, uses])).toEqual([
      ["Py_tag1", { symbols: ["Py_tag1"] }],
    ]);
    expect(untouched.messages).toEqual([]);
    expect([...touched.faults, ...untouched.faults]).toEqual([]);
  });
});

test("a second service on the same folder has no database, says why, and gets it when the first has ended", async () => {
  using f = fixture();
  await using first = await start(f.env);
  await using second = await Service.start({ ...settings, ...f.env });
  await second.ready();
  const { status, database } = JSON.parse((await second.get("/readyz")).text);
  expect([status, database.status]).toEqual(["degraded", "unavailable"]);
  expect(database.reason).toContain("DATABASE_URL");
  expect((await second.get("/v1/manifests/v3.13.0")).status).toBe(200);
  expect(await announce(second, "v3.13.1", "1")).toBe(503);
  expect(await first.stop()).toEqual({ code: 0, signal: null });
  await second.reaches("capidiff_database_up", 1);
  expect(JSON.parse((await second.get("/readyz")).text).status).toBe("ready");
});

test("SIGTERM during a comparison ends it and the service with exit code 0; another process continues it", async () => {
  using f = fixture({ functions: 1500 });
  const env = { ...f.env, CAPIDIFF_POLL_INTERVAL: "1", CAPIDIFF_GRACE_TIME: "6" };
  {
    await using service = await start(env);
    await sleep(2000);
    f.release(2);
    await service.reaches('capidiff_stages_running{stage="read"}', 1);
    service.child.kill("SIGTERM");
    expect(await service.ended).toEqual({ code: 0, signal: null });
  }
  await using service = await start(env);
  await logged(service, "release told", 1);
}, 120_000);
