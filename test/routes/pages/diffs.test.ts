import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { func, macro, struct } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

let service: Awaited<ReturnType<typeof serviceOf>>;
const get = (path: string) => supertest(service.app.server).get(path).set("accept", "text/html");

beforeAll(async () => {
  const old = func("PyA", { params: [{ type: "int", name: "x" }] });
  service = await serviceOf({
    "v3.1.0": { symbols: [old, func("PyGone"), macro("Py_LIMIT", { body: "1", value: "1" })] },
    "v3.2.0": {
      symbols: [func("PyA", { params: [{ type: "long", name: "x" }] }), macro("Py_LIMIT", { body: "2", value: "2" })],
      structs: [struct("PyNew")],
    },
  });
});
afterAll(() => service[Symbol.dispose]());

describe("the page of a diff", () => {
  test("shows headlines, counts by topic that filter, and links to the same view elsewhere", async () => {
    const { text } = await get("/diff/v3.1.0...v3.2.0").expect(200);
    expect(text).toMatch(/Breaks source[\s\S]*PyGone[\s\S]*is gone/);
    expect(text).toMatch(/href="\/diff\/v3.1.0\.\.\.v3.2.0\?topic=api"[^>]*>API <b>\d/);
    for (const format of ["markdown", "json", "sarif"]) {
      expect(text).toContain(`/v1/diff?from=v3.1.0&amp;to=v3.2.0&amp;format=${format}`);
    }
  });

  test("filters like the API, and keeps the filter in its address", async () => {
    const { text } = await get("/diff/v3.1.0...v3.2.0?symbol=PyA").expect(200);
    expect(text).toContain("PyA");
    expect(text).not.toContain(">PyGone<");
    expect(text).toContain("symbol=PyA&amp;format=json");
    const { headers } = await get("/diff?from=3.1&to=latest&surface=&symbol=Py*").expect(302);
    expect(headers.location).toBe("/diff/3.1...latest?symbol=Py*");
    expect((await get("/diff/3.1...latest?symbol=Py*").expect(302)).headers.location).toBe(
      "/diff/v3.1.0...v3.2.0?symbol=Py*",
    );
  });

  test("has a page for each change, with both declarations and the words that differ", async () => {
    const { text } = await get("/diff/v3.1.0...v3.2.0?symbol=PyA");
    const path = /href="(\/diff\/[^"]+\/[0-9a-f]{12})"/.exec(text)?.[1] as string;
    const page = await get(path).expect(200);
    expect(page.text).toMatch(/PyA\(<del>int<\/del> x\)/);
    expect(page.text).toMatch(/PyA\(<ins>long<\/ins> x\)/);
    expect(page.text).toContain('href="https://github.com/python/cpython/blob/v3.1.0/Include/object.h#L1"');
    expect(page.text).toContain('href="/symbol/PyA"');
    const part = await get(`${path}?part=true`).expect(200);
    expect(part.text).toMatch(/^<div class="change">/);
    await get("/diff/v3.1.0...v3.2.0/000000000000").expect(404);
  });

  test("is cached for long only if both commits are named", async () => {
    const [from, to] = ["1", "2"].map((digit) => digit.padStart(40, "0"));
    const { headers } = await get(`/diff/${from}...${to}`).expect(200);
    expect(headers["cache-control"]).toContain("immutable");
    expect((await get("/diff/v3.1.0...v3.2.0")).headers["cache-control"]).toBe("public, max-age=60");
  });

  test("explains an invalid address", async () => {
    await get("/diff/v3.1.0")
      .expect(400)
      .expect(/Expected a comparison such as/);
    await get("/diff/v3.1.0...v9.9").expect(404);
    await get("/diff/v3.1.0...v3.2.0?topic=nonsense").expect(400);
  });
});
