import { Writable } from "node:stream";
import { pino } from "pino";
import { afterEach, expect, test } from "vitest";
import { Metrics } from "../../src/metrics.ts";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
afterEach(() => service.app.close());

const path = "/v1/manifests/main";

type Request = RequestInit & { headers?: Record<string, string>; cache?: "no-cache" };

/** The service on a real port, for such requests are answered before Fastify's `inject` would see them. */
async function listen(options: Parameters<typeof fakeService>[0] = {}) {
  service = await fakeService({ recency: 3_600_000, ...options });
  const base = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return (path: string, { headers = {}, ...init }: Request = {}) =>
    fetch(base + path, { ...init, headers: { "accept-encoding": "identity", ...headers } });
}

test("a request that comes again is answered as before while that is recent, each kind by itself", async () => {
  const get = await listen({ rateLimit: 100 });
  const before = await get(path);
  const text = await before.text();
  for (const ref of service.repository.known) if (ref.name === "main") ref.commit = "d".repeat(40);
  const again = await get(path);
  expect(await again.text()).toBe(text);
  const varying = ["date", "x-request-id", "ratelimit-remaining", "ratelimit-reset"];
  const constant = ({ headers }: Response) => [...headers].filter(([name]) => !varying.includes(name));
  expect(constant(again)).toEqual(constant(before));
  expect(varying.filter((name) => !again.headers.has(name))).toEqual([]);
  expect(again.headers.get("x-request-id")).not.toBe(before.headers.get("x-request-id"));
  expect(again.headers.get("ratelimit-remaining")).toBe("98");

  const etag = before.headers.get("etag") ?? "";
  // Else fetch says that it takes no answer from a cache.
  const cache = "no-cache";
  const known = await get(path, { cache, headers: { "if-none-match": etag, "x-request-id": "mine" } });
  expect([known.status, known.headers.get("etag"), known.headers.get("x-request-id")]).toEqual([304, etag, "mine"]);
  expect(known.headers.has("content-type")).toBe(false);
  const head = await get(path, { method: "HEAD" });
  expect([head.headers.get("etag"), head.headers.get("content-length"), await head.text()]).toEqual([
    etag,
    String(text.length),
    "",
  ]);
  expect((await get(path, { method: "POST" })).status).toBe(405);
  expect((await get(path, { headers: { "accept-encoding": "br" } })).headers.get("etag")).not.toBe(etag);
  expect(await (await get(`${path}?abi=cpd`)).json()).toMatchObject({ target: { abi: "cpd" } });
});

test("after a failure it is answered anew", async () => {
  const get = await listen();
  expect((await get("/v1/manifests/v3.14.0")).status).toBe(404);
  const [first] = service.repository.known;
  if (first) service.repository.known.push({ ...first, name: "v3.14.0" });
  expect((await get("/v1/manifests/v3.14.0")).status).toBe(200);
});

test("it counts for the client's limit", async () => {
  const get = await listen({ rateLimit: 2 });
  expect([(await get(path)).status, (await get(path)).status, (await get(path)).status]).toEqual([200, 200, 429]);
});

test("it is refused under pressure, and ends its connection while the service stops", async () => {
  const health = { stopping: false, outage: () => null, database: () => null };
  let underPressure = false;
  const get = await listen({ health, underPressure: () => underPressure });
  await get(path);
  underPressure = true;
  expect((await get(path)).status).toBe(503);
  underPressure = false;
  health.stopping = true;
  const last = await get(path);
  expect([last.status, last.headers.get("connection")]).toEqual([200, "close"]);
});

test("it has its line of the log and its measure", async () => {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({ write: (chunk, _encoding, done) => done(void lines.push(JSON.parse(chunk))) });
  const metrics = new Metrics();
  const get = await listen({ metrics, logger: pino({ level: "info" }, stream) });
  for (const id of ["a", "b"]) await get(`${path}?abi=cp`, { headers: { "x-request-id": id } });
  const line = { msg: "request", method: "GET", url: `${path}?abi=cp`, status: 200, ms: expect.any(Number) };
  expect(lines.filter(({ msg }) => msg === "request")).toMatchObject([
    { ...line, reqId: "a" },
    { ...line, reqId: "b" },
  ]);
  expect(await metrics.registry.metrics()).toContain(
    'http_request_duration_seconds_count{method="GET",route="/v1/manifests/:ref",status="2xx"} 2',
  );
});
