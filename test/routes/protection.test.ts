import { once } from "node:events";
import { connect } from "node:net";
import type { LightMyRequestResponse } from "fastify";
import { afterEach, describe, expect, test } from "vitest";
import { type ErrorCode, errors } from "../../src/errors.ts";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
afterEach(() => service.app.close());

function expectProblem(response: LightMyRequestResponse, code: ErrorCode) {
  expect(response.json()).toMatchObject({ code, status: errors[code].status });
  expect(response.statusCode).toBe(errors[code].status);
  expect(response.headers["content-type"]).toContain("application/problem+json");
}

describe("the requests of one client", () => {
  const get = (url: string, remoteAddress: string, headers = {}) => service.app.inject({ url, remoteAddress, headers });

  test("are counted, and refused beyond the limit; another client's are not", async () => {
    service = await fakeService({ rateLimit: 2 });
    const first = await get("/v1/rules", "192.0.2.1");
    expect(first.headers).toMatchObject({ "ratelimit-limit": "2", "ratelimit-remaining": "1" });
    expect(Number(first.headers["ratelimit-reset"])).toBeGreaterThan(0);
    await get("/v1/refs", "192.0.2.1");
    const refused = await get("/v1/rules", "192.0.2.1");
    expectProblem(refused, "too-many-requests");
    expect(refused.headers).toMatchObject({ "ratelimit-limit": "2", "ratelimit-remaining": "0" });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect((await get("/v1/rules", "192.0.2.2")).statusCode).toBe(200);
  });

  test("are those of one IPv6 network, since its addresses cost nothing", async () => {
    service = await fakeService({ rateLimit: 1 });
    await get("/v1/rules", "2001:db8::1");
    expectProblem(await get("/v1/rules", "2001:db8::2"), "too-many-requests");
  });

  test("are distinguished by a trusted proxy, and by no other", async () => {
    service = await fakeService({ rateLimit: 1, trustedProxies: ["10.0.0.0/8"] });
    const status = async (proxy: string, client: string) =>
      (await get("/v1/rules", proxy, { "x-forwarded-for": client })).statusCode;
    expect(await status("10.0.0.1", "192.0.2.1")).toBe(200);
    expect(await status("10.0.0.1", "192.0.2.2")).toBe(200);
    expect(await status("10.0.0.1", "192.0.2.2")).toBe(429);
    expect(await status("192.0.2.9", "192.0.2.3")).toBe(200);
    expect(await status("192.0.2.9", "192.0.2.4")).toBe(429);
  });

  test("for operators are not counted", async () => {
    service = await fakeService({ rateLimit: 1 });
    for (const url of ["/livez", "/livez", "/readyz"]) expect((await get(url, "192.0.2.1")).statusCode).toBe(200);
  });
});

test("under pressure requests get Retry-After, operators are answered", async () => {
  let underPressure = true;
  service = await fakeService({ underPressure: () => underPressure });
  const refused = await service.app.inject("/v1/rules");
  expectProblem(refused, "busy");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await service.app.inject("/livez")).statusCode).toBe(200);
  underPressure = false;
  expect((await service.app.inject("/v1/rules")).statusCode).toBe(200);
});

test("an overlong URL is refused, whatever its path", async () => {
  service = await fakeService();
  const query = `x=${"a".repeat(8000)}`;
  for (const path of ["/v1/diff", "/v1/nothing", "/livez"]) {
    expectProblem(await service.app.inject(`${path}?${query}`), "uri-too-long");
  }
});

describe("a request's id", () => {
  const idOf = async (id?: string) =>
    (await service.app.inject({ url: "/livez", headers: id === undefined ? {} : { "x-request-id": id } })).headers[
      "x-request-id"
    ];

  test("is the caller's own, if well-formed", async () => {
    service = await fakeService();
    for (const id of ["a", "4bf92f35-77b3.4da6_a3ce:92", "a".repeat(128)]) expect(await idOf(id)).toBe(id);
  });

  test("is a new one else, each time", async () => {
    service = await fakeService();
    const ids = await Promise.all([undefined, "", "a b", 'a"b', "a".repeat(129), "é"].map(idOf));
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test.each([
  ["head", "GET /livez HTTP/1.1\r\nHost: x\r\n"],
  ["body", "POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"],
])("a request whose %s does not arrive in time is given up", async (part, half) => {
  service = await fakeService({ arrival: 150 });
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = service.app.server.address() as { port: number };
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  await once(socket, "connect");
  socket.write(half);
  const answer = (await socket.toArray()).join("");
  // A method that no route has is refused before the body is there.
  const code: ErrorCode = part === "head" ? "request-timeout" : "method-not-allowed";
  expect(answer).toContain(`HTTP/1.1 ${errors[code].status} `);
  expect(answer).toContain(`"code":"${code}"`);
});
