import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { migrate } from "../../src/watch/migrations.ts";
import type { DurableState } from "../../src/watch/state.ts";
import { maxSubscriptions } from "../../src/watch/subscriptions.ts";
import { fakeService } from "../service.ts";
import { databases } from "../watch/databases.ts";
import { noJobs } from "../watch/telling.ts";

const adminToken = "an-operators-token";
const unknown = "00000000-0000-4000-8000-000000000000";
const url = "https://example.org/hook";

describe.each(databases)("subscriptions, on $name", ({ open }) => {
  let database: Database & AsyncDisposable;
  let app: FastifyInstance;
  const log: string[] = [];
  /** API keys by their owner. */
  const keys: Record<string, string> = {};

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    const logger = pino({ level: "trace" }, { write: (line) => void log.push(line) });
    ({ app } = await fakeService({
      state: () => ({ database, jobs: noJobs }) as unknown as DurableState,
      adminToken,
      logger,
    }));
    for (const owner of ["ann", "bob", "eve"]) keys[owner] = (await asOperator("POST", "/v1/keys", { owner })).body.key;
  });
  afterAll(async () => {
    await app.close();
    await database[Symbol.asyncDispose]();
  });

  type Method = "GET" | "POST" | "PATCH" | "DELETE";
  async function send(method: Method, path: string, token: string | undefined, payload?: object) {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const response = await app.inject({ method, url: path, headers: authorization, ...(payload && { payload }) });
    const { statusCode: status, headers } = response;
    return { status, headers, body: response.body === "" ? null : response.json() };
  }
  const asOperator = (method: Method, path: string, payload?: object) => send(method, path, adminToken, payload);
  const as = (owner: string, method: Method, path: string, payload?: object) =>
    send(method, path, keys[owner], payload);
  const subscribe = async (owner: string, input: object = {}) =>
    (await as(owner, "POST", "/v1/subscriptions", { url, ...input })).body;

  describe("an API key", () => {
    test("is shown at creation only", async () => {
      const made = await asOperator("POST", "/v1/keys", { owner: "zoe" });
      expect(made.status).toBe(201);
      expect(made.body).toEqual({
        id: expect.any(String),
        owner: "zoe",
        key: expect.stringMatching(/^capidiff_[\w-]{43}$/),
        createdAt: expect.any(String),
        revokedAt: null,
      });
      const listed = await asOperator("GET", "/v1/keys");
      expect(listed.body.keys.map(({ owner }: { owner: string }) => owner)).toEqual(["ann", "bob", "eve", "zoe"]);
      expect(JSON.stringify(listed.body)).not.toContain(made.body.key);
      expect(JSON.stringify(await database.query("SELECT * FROM capidiff.api_keys"))).not.toContain(made.body.key);
    });

    test("is rejected once revoked", async () => {
      const { id, key } = (await asOperator("POST", "/v1/keys", { owner: "ann" })).body;
      expect((await send("GET", "/v1/subscriptions", key)).status).toBe(200);
      expect((await asOperator("DELETE", `/v1/keys/${id}`)).status).toBe(204);
      expect((await send("GET", "/v1/subscriptions", key)).body.code).toBe("unauthorized");
      expect((await asOperator("DELETE", `/v1/keys/${id}`)).body.code).toBe("not-found");
      expect((await as("ann", "GET", "/v1/subscriptions")).status).toBe(200);
    });

    test("is issued by the operator only", async () => {
      for (const token of [undefined, "", "another-operators-token", keys.ann]) {
        expect((await send("POST", "/v1/keys", token, { owner: "x" })).body).toMatchObject({ status: 401 });
      }
      expect((await asOperator("POST", "/v1/keys", { owner: "a\0b" })).body.code).toBe("invalid-request");
    });

    test("is needed", async () => {
      for (const token of [undefined, "capidiff_x", adminToken, "a\u00e9"]) {
        const { status, body } = await send("GET", "/v1/subscriptions", token);
        expect({ status, code: body.code }).toEqual({ status: 401, code: "unauthorized" });
      }
    });

    test("is not issued without a configured token", async () => {
      const { app: other } = await fakeService({});
      const response = await other.inject({
        method: "GET",
        url: "/v1/keys",
        headers: { authorization: "Bearer null" },
      });
      expect(response.json()).toMatchObject({ status: 501, code: "not-configured" });
      await other.close();
    });
  });

  describe("a subscription", () => {
    test("is created with a secret that is shown once", async () => {
      const input = {
        url: "https://EXAMPLE.org/hook",
        filters: { series: ["3.15"], stages: ["beta", "rc"], impact: { source: "breaking" }, symbols: ["PyList_*"] },
        uses: { symbols: ["PyList_New"], members: [{ struct: "PyThreadState", member: "frame" }] },
      };
      const made = await as("ann", "POST", "/v1/subscriptions", input);
      expect(made.status).toBe(201);
      expect(made.headers).toMatchObject({
        location: `/v1/subscriptions/${made.body.id}`,
        "cache-control": "no-store",
      });
      const { secret, ...subscription } = made.body;
      expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
      expect(subscription).toEqual({
        id: expect.any(String),
        url: "https://example.org/hook",
        filters: input.filters,
        uses: { ...input.uses, headers: [] },
        state: "active",
        stateReason: null,
        failingSince: null,
        previousSecretUntil: null,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      });
      expect((await as("ann", "GET", `/v1/subscriptions/${subscription.id}`)).body).toEqual(subscription);
      expect((await as("ann", "GET", "/v1/subscriptions")).body).toEqual({ subscriptions: [subscription] });
    });

    test.each([
      [{}, "url is missing"],
      [{ url: "http://example.org/" }, "https://"],
      [{ url: "https://127.0.0.1/" }, "not a public address"],
      [{ url, more: 1 }, "more"],
      [{ url: 1 }, "url must be a string"],
      [{ url, filters: { series: [] } }, "filters"],
      [{ url, filters: { stages: "beta" } }, "filters.stages must be an array"],
      [{ url, filters: { stages: ["beta", "gamma"] } }, "filters.stages[1] must be one of alpha"],
      [{ url, filters: { stage: "beta" } }, "Unknown parameter filters.stage."],
      [{ url, filters: { rules: ["no-such-rule"] } }, "filters"],
      [{ url, filters: { rules: ["inline-body-changed"] } }, "filters"],
      [{ url, filters: { symbols: ["a\u0000b"] } }, "filters"],
      [{ url, filters: { impact: {} } }, "filters"],
      [{ url, uses: { symbols: ["not a name"] } }, "symbols[0]"],
      [{ url, uses: { symbols: ["a\u0000"], other: [] } }, "other"],
      [{ url, uses: [] }, "uses"],
    ])("is refused where it is not valid: %j", async (input, detail) => {
      const { status, body } = await as("ann", "POST", "/v1/subscriptions", input);
      expect(status).toBe(400);
      expect(body.detail).toContain(detail);
    });

    test("is refused if too large", async () => {
      const symbols = Array.from({ length: 20_000 }, (_, index) => `PyName_${index}`);
      expect((await as("ann", "POST", "/v1/subscriptions", { url, uses: { symbols } })).status).toBe(413);
    });

    test("changes the given fields only", async () => {
      const { id, secret: _, ...before } = await subscribe("ann", { uses: { symbols: ["PyList_New"] } });
      const change = async (input: object) => (await as("ann", "PATCH", `/v1/subscriptions/${id}`, input)).body;
      const { updatedAt: _before, ...same } = before;
      expect(await change({ filters: { series: ["3.15"] } })).toMatchObject({ ...same, filters: { series: ["3.15"] } });
      expect(await change({ uses: null })).toMatchObject({ filters: { series: ["3.15"] }, uses: null });
      expect(await change({ state: "paused" })).toMatchObject({ state: "paused", stateReason: null });
      expect(await change({ url: "https://example.com/" })).toMatchObject({
        url: "https://example.com/",
        state: "paused",
      });
      expect(await change({ state: "active" })).toMatchObject({ state: "active" });
      for (const wrong of [{}, { state: "ended" }, { url: "https://10.0.0.1/" }, { secret: "x" }, { filters: null }]) {
        expect(await change(wrong)).toMatchObject({ status: 400 });
      }
    });

    test("gets a new secret on request", async () => {
      const { id, secret } = await subscribe("ann");
      const { status, body } = await as("ann", "POST", `/v1/subscriptions/${id}/secret`);
      expect([status, body]).toEqual([
        200,
        { secret: expect.stringMatching(/^whsec_/), previousSecretUntil: expect.any(String) },
      ]);
      expect(body.secret).not.toBe(secret);
      const shown = (await as("ann", "GET", `/v1/subscriptions/${id}`)).body;
      expect(shown.previousSecretUntil).toBe(body.previousSecretUntil);
    });

    test("lists its deliveries, and resends on request", async () => {
      const { id } = await subscribe("ann");
      const first = await as("ann", "POST", `/v1/subscriptions/${id}/test`);
      const second = await as("ann", "POST", `/v1/subscriptions/${id}/test`);
      expect([first.status, second.status]).toEqual([202, 202]);
      const deliveries = `/v1/subscriptions/${id}/deliveries`;
      const page = (await as("ann", "GET", `${deliveries}?limit=1`)).body;
      expect(page).toEqual({ deliveries: [second.body], next: expect.any(String) });
      const rest = (await as("ann", "GET", `${deliveries}?cursor=${page.next}`)).body;
      expect(rest).toEqual({ deliveries: [first.body], next: null });
      const again = await as("ann", "POST", `${deliveries}/${first.body.id}/retry`);
      expect([again.status, again.body.id]).toEqual([202, first.body.id]);
      expect((await as("ann", "POST", `${deliveries}/${unknown}/retry`)).body.code).toBe("not-found");
      expect((await as("ann", "GET", `${deliveries}?cursor=x`)).body.code).toBe("invalid-request");
    });

    test("is gone when it was deleted", async () => {
      const { id } = await subscribe("ann");
      await as("ann", "POST", `/v1/subscriptions/${id}/test`);
      expect(await as("ann", "DELETE", `/v1/subscriptions/${id}`)).toMatchObject({ status: 204, body: null });
      expect((await as("ann", "GET", `/v1/subscriptions/${id}`)).status).toBe(404);
    });

    test("is visible to its owner only", async () => {
      const { id } = await subscribe("ann");
      const { body: delivery } = await as("ann", "POST", `/v1/subscriptions/${id}/test`);
      const { id: own } = await subscribe("bob");
      const path = `/v1/subscriptions/${id}`;
      const tries: [Method, string, object?][] = [
        ["GET", path],
        ["PATCH", path, { state: "paused" }],
        ["DELETE", path],
        ["POST", `${path}/secret`],
        ["POST", `${path}/test`],
        ["GET", `${path}/deliveries`],
        ["POST", `${path}/deliveries/${delivery.id}/retry`],
        ["POST", `/v1/subscriptions/${own}/deliveries/${delivery.id}/retry`],
      ];
      for (const [method, path, payload] of tries) {
        expect((await as("bob", method, path, payload)).body, `${method} ${path}`).toMatchObject({ code: "not-found" });
      }
      expect(
        (await as("bob", "GET", "/v1/subscriptions")).body.subscriptions.map((one: { id: string }) => one.id),
      ).toEqual([own]);
      expect((await as("ann", "GET", path)).body).toMatchObject({ id, state: "active", previousSecretUntil: null });
    });

    test("counts towards a limit, even if many are created at once", async () => {
      const made = await Promise.all(
        Array.from({ length: maxSubscriptions + 5 }, () => as("eve", "POST", "/v1/subscriptions", { url })),
      );
      expect(made.filter(({ status }) => status === 201)).toHaveLength(maxSubscriptions);
      const refused = made.filter(({ status }) => status !== 201);
      expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(["too-many-subscriptions"]));
    });

    test.each(["x", "1", `${unknown}0`, "%00", unknown.toUpperCase().replace(/0/g, "A")])(
      "has no id like %s",
      async (id) => {
        expect((await as("ann", "GET", `/v1/subscriptions/${id}`)).body).toMatchObject({ code: "invalid-request" });
      },
    );
  });

  test("nothing secret is logged", async () => {
    const { id, secret } = await subscribe("bob", { url: "https://example.org/hook?token=of-the-endpoint" });
    const rotated = (await as("bob", "POST", `/v1/subscriptions/${id}/secret`)).body.secret;
    await send("GET", "/v1/subscriptions", "capidiff_wrong");
    await as("bob", "PATCH", `/v1/subscriptions/${id}`, { url: "https://10.0.0.1/of-the-endpoint" });
    const text = log.join("");
    expect(text).toContain(id);
    for (const word of [secret, rotated, adminToken, keys.bob, "capidiff_", "of-the-endpoint"]) {
      expect(text).not.toContain(word);
    }
  });
});

test("without a database the answer is 503", async () => {
  const { app } = await fakeService({});
  const response = await app.inject({ url: "/v1/subscriptions", headers: { authorization: "Bearer x" } });
  expect(response.json()).toMatchObject({ status: 503, code: "database-unavailable" });
  await app.close();
});
