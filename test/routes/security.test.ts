import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeService, fakeService } from "../service.ts";

let service: FakeService;
beforeAll(async () => {
  service = await fakeService({ rateLimit: 1000 });
});
afterAll(() => service.app.close());

describe("every answer forbids browsers to guess its type, frame it or load anything for it", () => {
  test.each([
    ["/livez", 200],
    ["/v1/rules", 200],
    ["/v1/manifests/main", 200],
    ["/openapi.json", 200],
    ["/metrics", 200],
    ["/nowhere", 404],
    ["/v1/diff", 400],
    ["/v1/manifests/%E0%A4%A", 400],
    [`/v1/rules?${"x".repeat(9000)}`, 414],
  ])("%.30s", async (path, status) => {
    const response = await service.app.inject(path);
    expect(response.statusCode).toBe(status);
    expect(response.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
  });

  test("also in answers to invalid HTTP", async () => {
    const base = new URL(await service.app.listen({ host: "127.0.0.1", port: 0 }));
    const socket = connect(Number(base.port), base.hostname).end("nonsense\r\n\r\n");
    expect(await text(socket)).toMatch(/^x-content-type-options: nosniff\r$/m);
  });
});

test("the documentation loads nothing from elsewhere and has the service's own name and mark", async () => {
  const page = await service.app.inject("/docs/");
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(page.headers["content-security-policy"]).not.toMatch(/https?:/);
  expect(page.headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });
  expect(page.body).toContain("<title>capidiff");
  expect(page.body).not.toMatch(/(?:src|href)="https?:/);
  const { body } = await service.app.inject("/docs/static/swagger-initializer.js");
  const [, mark = ""] = /data:image\/svg\+xml;base64,([\w+/=]+)/.exec(body) ?? [];
  expect(Buffer.from(mark, "base64").toString()).toContain(">capidiff</text>");
});

describe("JSON values must have the required types; text in a URL is converted", () => {
  test.each([{ facts: 999 }, { facts: { x: 999 } }, { facts: { x: [true] } }, { facts: ["PyObject.ob_type"] }])(
    "%j is refused",
    async (body) => {
      const response = await service.app.inject({ method: "POST", url: "/v1/offsets", payload: body });
      expect([response.statusCode, response.json().code]).toEqual([400, "invalid-request"]);
    },
  );

  test("a number in a query is one", async () => {
    expect((await service.app.inject("/v1/refs?limit=1")).json().refs).toHaveLength(1);
  });
});
