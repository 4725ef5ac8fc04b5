import { sign } from "@octokit/webhooks-methods";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../src/app.ts";
import { fakeService } from "../service.ts";
import { anyState, waiting } from "../watch/databases.ts";

const secret = "a secret of sixteen";
let state: Awaited<ReturnType<typeof anyState>>;
let app: Awaited<ReturnType<typeof buildApp>>;
const log: string[] = [];

beforeAll(async () => {
  state = await anyState();
  const { answers } = await fakeService();
  const logger = pino({ level: "trace" }, { write: (line: string) => log.push(line) });
  app = await buildApp({ answers, logger, state: () => state, githubWebhookSecret: secret });
});
afterEach(() => state.database.query("DELETE FROM capidiff.jobs"));
afterAll(() => state[Symbol.asyncDispose]());

let deliveries = 0;

interface Message {
  event?: string;
  payload?: object | string;
  delivery?: string;
  signature?: string | null;
  type?: string;
}

async function post({ event = "create", payload = {}, delivery, signature, type = "application/json" }: Message) {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const signed = signature === undefined ? await sign(secret, body || " ") : signature;
  const headers = {
    "content-type": type,
    "x-github-event": event,
    "x-github-delivery": delivery ?? `delivery-${++deliveries}`,
    ...(signed !== null && { "x-hub-signature-256": signed }),
  };
  const response = await app.inject({ method: "POST", url: "/v1/webhooks/github", headers, body });
  return { status: response.statusCode, said: response.json().code ?? response.json().status };
}

const created = { ref: "v3.15.0b2", ref_type: "tag" };
const looks = () => waiting(state.database, "look");

describe("events that trigger a look for a tag", () => {
  test.each<[string, Message]>([
    ["create of a tag", { event: "create", payload: created }],
    ["push of a tag", { event: "push", payload: { ref: "refs/tags/v3.15.0b2", created: true, deleted: false } }],
    ["release", { event: "release", payload: { action: "published", release: { tag_name: "v3.15.0b2" } } }],
    [
      "a form, as GitHub sends if not told otherwise",
      { payload: `payload=${encodeURIComponent(JSON.stringify(created))}`, type: "application/x-www-form-urlencoded" },
    ],
  ])("%s", async (_what, message) => {
    expect(await post(message)).toEqual({ status: 202, said: "accepted" });
    expect(await looks()).toEqual([{ tag: "v3.15.0b2" }]);
  });

  test.each<[string, Message]>([
    ["ping", { event: "ping", payload: { zen: "…" } }],
    ["another event", { event: "star", payload: created }],
    ["a branch", { event: "create", payload: { ref: "v3.15.0b2", ref_type: "branch" } }],
    ["a push to a branch", { event: "push", payload: { ref: "refs/heads/main" } }],
    ["a tag that goes", { event: "push", payload: { ref: "refs/tags/v3.15.0b2", deleted: true } }],
    ["a tag of no release", { event: "create", payload: { ref: "--upload-pack=x", ref_type: "tag" } }],
    ["a tag that is no text", { event: "create", payload: { ref: { a: 1 }, ref_type: "tag" } }],
    ["a release that is none", { event: "release", payload: { release: null } }],
  ])("not %s", async (_what, message) => {
    expect(await post(message)).toEqual({ status: 202, said: "ignored" });
    expect(await looks()).toEqual([]);
  });
});

test("a repeated message has no effect", async () => {
  const message: Message = { payload: created, delivery: "the-same" };
  expect((await post(message)).said).toBe("accepted");
  expect(await post(message)).toEqual({ status: 202, said: "ignored" });
  const others = await Promise.all([1, 2, 3].map(() => post({ ...message, delivery: "at-once" })));
  expect(others.filter(({ said }) => said === "accepted")).toHaveLength(1);
  expect(await looks()).toHaveLength(2);
});

test.each<[string, Message, number, string]>([
  ["no signature", { signature: null }, 401, "invalid-signature"],
  ["a wrong one", { signature: `sha256=${"0".repeat(64)}` }, 401, "invalid-signature"],
  ["one that is no signature", { signature: "sha256=é" }, 401, "invalid-signature"],
  ["nothing in it", { payload: "" }, 401, "invalid-signature"],
  ["no JSON", { payload: "{" }, 400, "invalid-request"],
  ["no object", { payload: "[]" }, 202, "ignored"],
  ["null", { payload: "null" }, 400, "invalid-request"],
  ["a form without a payload", { payload: "a=b", type: "application/x-www-form-urlencoded" }, 400, "invalid-request"],
  ["a delivery id that is none", { payload: created, delivery: "a b" }, 400, "invalid-request"],
  ["more than a MB", { payload: `"${"x".repeat(2 ** 20)}"` }, 413, "payload-too-large"],
])("a message with %s", async (_what, message, status, said) => {
  expect(await post({ payload: created, ...message })).toEqual({ status, said });
  expect(await looks()).toEqual([]);
});

test("a signature with another secret is refused", async () => {
  const signature = await sign("another secret, also long", JSON.stringify(created));
  expect(await post({ payload: created, signature })).toEqual({ status: 401, said: "invalid-signature" });
});

test("webhooks require a secret, and get 503 without a database", async () => {
  const { answers } = await fakeService();
  const logger = pino({ level: "silent" });
  const body = JSON.stringify(created);
  const headers = {
    "x-github-event": "create",
    "x-github-delivery": "1",
    "x-hub-signature-256": await sign(secret, body),
  };
  const request = { method: "POST", url: "/v1/webhooks/github", headers, body } as const;
  const without = await buildApp({ answers, logger });
  expect((await without.inject(request)).json()).toMatchObject({ status: 501, code: "not-configured" });
  const early = await buildApp({ answers, logger, githubWebhookSecret: secret });
  const refused = await early.inject(request);
  expect(refused.json()).toMatchObject({ status: 503, code: "database-unavailable" });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
});

test("the log has no secret and no signature", async () => {
  const signature = await sign("another secret, also long", "{}");
  await post({ signature, payload: "{}" });
  expect(log.length).toBeGreaterThan(10);
  for (const line of log) expect(line).not.toMatch(/secret of sixteen|sha256=/);
});
