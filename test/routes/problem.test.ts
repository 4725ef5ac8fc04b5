import { connect } from "node:net";
import { pino } from "pino";
import supertest, { type Response } from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildApp } from "../../src/app.ts";
import { CapidiffError, type ErrorCode, errors } from "../../src/errors.ts";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
let request: ReturnType<typeof supertest>;
beforeAll(async () => {
  service = await fakeService();
  await service.app.listen({ host: "127.0.0.1", port: 0 });
  request = supertest(service.app.server);
});
afterAll(() => service.app.close());

function expectProblem(response: Response, code: ErrorCode) {
  expect(response.body).toMatchObject({
    type: `urn:capidiff:${code}`,
    code,
    status: errors[code].status,
    title: errors[code].title,
    fix: errors[code].fix,
    detail: expect.stringMatching(/\w/),
  });
  expect(response.status).toBe(errors[code].status);
  expect(response.type).toBe("application/problem+json");
  expect(response.headers["cache-control"]).toBe("no-store");
  expect(response.headers.etag).toBeUndefined();
}

describe("every failure is a problem document with a code of the table", () => {
  test.each<[string, ErrorCode, string]>([
    ["/nothing", "not-found", "GET /nothing"],
    ["/v1/nothing?x=1", "not-found", "GET /v1/nothing"],
    ["/v1/manifests/refs/tags/v3.13.5", "not-found", "GET /v1/manifests/refs/tags/v3.13.5"],
    ["/v1/manifests/%zz", "invalid-request", "%zz"],
    ["/v1/manifests/v9.9.9", "unknown-ref", "v9.9.9"],
    ["/v1/manifests/..%2Fetc", "invalid-ref", ".."],
    ["/v1/manifests/-o", "invalid-ref", "-"],
    ["/v1/manifests/a%00b", "invalid-ref", "control"],
    [`/v1/manifests/${"a".repeat(1000)}`, "invalid-ref", "200"],
    ["/v1/manifests/v3.13.5?abi=cp313", "invalid-target", "abi must be one of cp, cpt, cpd, cptd, abi3, abi3t"],
    ["/v1/manifests/v3.13.5?platform=linux", "invalid-target", "expected one of linux_x86_64"],
    ["/v1/manifests/v3.13.5?platform=macosx_11_0_universal2", "invalid-target", "macosx_x86_64 or macosx_arm64"],
    ["/v1/manifests/v3.13.5?abi=abi3&limited_api=4", "invalid-target", "limited_api"],
    ["/v1/manifests/v3.13.5?limited_api=3.12", "invalid-target", "requires the ABI abi3 or abi3t, not cp"],
    ["/v1/manifests/v3.13.5?ABI=cp", "invalid-request", "Unknown parameter ABI"],
    ["/v1/diff", "invalid-request", "from is missing; to is missing"],
    ["/v1/diff?from=v3.11.2&to=", "invalid-request", "to"],
    ["/v1/diff?from=v3.11.2&from=v3.13.5&to=main", "invalid-request", "from may be given once"],
    ["/v1/diff?from=v3.11.2&to=v9.9.9", "unknown-ref", "v9.9.9"],
    ["/v1/diff?from=v3.11.2&to=main&tier=best", "invalid-request", "tier must be one of limited"],
    ["/v1/diff?from=v3.11.2&to=main&rule=symbol-added&rule=none", "invalid-request", "rule must be one of"],
    [`/v1/diff?from=v3.11.2&to=main&symbol=${"*".repeat(201)}`, "invalid-request", "symbol"],
    ["/v1/diff?from=v3.11.2&to=main&format=xml", "invalid-request", "format must be one of text, json, markdown"],
    ["/v1/refs?limit=0", "invalid-request", "limit"],
    ["/v1/refs?limit=ten", "invalid-request", "limit"],
    ["/v1/refs?cursor=nonsense", "invalid-request", "cursor"],
    ["/v1/refs?prerelease=maybe", "invalid-request", "prerelease"],
  ])("GET %s: %s", async (url, code, detail) => {
    const response = await request.get(url);
    expectProblem(response, code);
    expect(response.body.detail).toContain(detail);
  });

  test("an unknown ref is reported with near names", async () => {
    expect((await request.get("/v1/manifests/v3.13.55")).body.near).toEqual(["v3.13.5"]);
  });

  test("an unsupported method lists the supported ones, whatever the body", async () => {
    const response = await request.post("/v1/diff").type("application/json").send("{ not json");
    expectProblem(response, "method-not-allowed");
    expect(response.headers.allow).toBe("GET, HEAD");
    expectProblem(await request.delete("/v1/manifests/v3.13.5"), "method-not-allowed");
    expectProblem(await request.post("/nothing"), "not-found");
  });

  test("a body of another type lists those of the route", async () => {
    const send = (path: string) => request.post(path).type("application/xml").send("<x/>");
    const offsets = await send("/v1/offsets");
    expectProblem(offsets, "invalid-request");
    expect(offsets.body.detail).toBe("Unsupported Content-Type; expected application/json.");
    const check = await send("/v1/check?target=main");
    expect(check.body.detail).toBe("Unsupported Content-Type; expected application/json or multipart/form-data.");
  });

  test.each<[ErrorCode]>([["busy"], ["timeout"], ["remote-unreachable"], ["store-failed"], ["no-headers"]])(
    "%s while an answer is built",
    async (code) => {
      service.builder.before = async () => {
        throw new CapidiffError(code, "as the test wants it");
      };
      const response = await request.get("/v1/manifests/main");
      expectProblem(response, code);
      if (code === "busy" || code === "timeout") expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
    },
  );

  test("an unexpected error reveals no internals", async () => {
    service.builder.before = async () => {
      throw new TypeError("secret is undefined");
    };
    const response = await request.get("/v1/manifests/main");
    expectProblem(response, "internal");
    expect(JSON.stringify(response.body)).not.toContain("secret");
  });

  test("a timeout; once the answer is ready the next request gets it", async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { app, answers, builder } = await fakeService({ deadline: 300 });
    builder.before = () => gate;
    expectProblem(await supertest(app.server).get("/v1/manifests/main"), "timeout");
    await app.close();
    go();
    const patient = await buildApp({ answers, logger: pino({ level: "silent" }) });
    await patient.ready();
    expect((await patient.inject("/v1/manifests/main")).statusCode).toBe(200);
    expect(builder.built).toHaveLength(1);
    await patient.close();
  });

  test.each([
    ["what is not HTTP", "nonsense\r\n\r\n", "invalid-request"],
    ["a header that is too long", `GET / HTTP/1.1\r\nHost: x\r\nA: ${"a".repeat(20_000)}\r\n\r\n`, "payload-too-large"],
  ] as const)("%s", async (_, text, code) => {
    const { port } = service.app.server.address() as { port: number };
    const socket = connect(port, "127.0.0.1");
    socket.write(text);
    const answer = (await socket.setEncoding("utf8").toArray()).join("");
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    expect(head).toContain(`HTTP/1.1 ${errors[code].status} `);
    expect(head).toContain("application/problem+json");
    expect(JSON.parse(body).code).toBe(code);
  });
});
