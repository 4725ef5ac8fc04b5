import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CapidiffError } from "../../../src/errors.ts";
import { assets } from "../../../src/pages/assets.ts";
import { func, member, struct } from "../../diff/manifests.ts";
import { fakeService } from "../../service.ts";
import { serviceOf } from "./service.ts";

const html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

let service: Awaited<ReturnType<typeof serviceOf>>;
const get = (path: string, accept = html) => supertest(service.app.server).get(path).set("accept", accept);

beforeAll(async () => {
  const list = struct("PyListObject", { members: [member("ob_item")] });
  service = await serviceOf({
    "v3.1.0": { symbols: [func("PyList_GetItem"), func("PyOld_Thing")], structs: [list] },
    "v3.2.0": { symbols: [func("PyList_GetItem")], structs: [list] },
  });
});
afterAll(() => service[Symbol.dispose]());

describe("the front page", () => {
  test("has the search, the newest two series to compare, and the releases", async () => {
    const { text, headers } = await get("/");
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(text).toContain('action="/search"');
    expect(text).toContain('href="/diff/v3.1.0...v3.2.0"');
    expect(text).toContain("How much each release broke");
  });

  test("eventually shows what each release broke, without blocking readers", async () => {
    await expect
      .poll(async () => (await get("/releases")).text, { timeout: 60_000 })
      .toContain('<td class="number">1</td>');
  });

  test("shows the newest prerelease and what it changes", async () => {
    using service = await serviceOf({
      "v3.1.0": { symbols: [func("PyList_GetItem"), func("PyOld_Thing"), func("_Py_Private")] },
      "v3.2.0a1": { symbols: [func("PyList_GetItem"), func("PyOld_Thing")] },
      "v3.2.0b1": { symbols: [func("PyList_GetItem", { returns: "long" }), func("PyNew_Thing")] },
    });
    const panel = async () => {
      const { body } = await service.app.inject("/");
      return /aria-labelledby="next".*?<\/section>/s.exec(body)?.[0] ?? "";
    };
    await expect.poll(panel, { timeout: 60_000 }).toContain("break source");
    const text = await panel();
    expect(text).toMatch(/Newest prerelease: <a href="\/release\/v3\.2\.0b1">3\.2\.0b1/);
    expect(text).toMatch(/Public names since 3\.1\.0:.*1 break source.*1 new/);
    expect(text).toMatch(/href="\/diff\/v3\.1\.0\.\.\.v3\.2\.0b1\/[0-9a-f]{12}">PyOld_Thing<\/a> is gone/);
    expect(text).not.toContain("_Py_Private");
  });

  test("shows a first prerelease without a final release before it", async () => {
    using service = await serviceOf({ "v3.2.0a1": { symbols: [func("PyList_GetItem")] } });
    const { body } = await service.app.inject("/");
    expect(body).toContain('<a href="/release/v3.2.0a1">3.2.0a1</a>');
    expect(body).not.toContain("Public names since");
  });

  test("loads only its own style sheet and script, which may be cached forever", async () => {
    const { text, headers } = await get("/");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'self'; script-src 'self'/);
    const paths = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path as string);
    expect(paths).toHaveLength(2);
    for (const path of paths) {
      const asset = await get(path).expect(200);
      expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    }
  });

  test("has its style and script also while the service refuses work", async () => {
    const { app } = await fakeService({ underPressure: () => true });
    for (const { path } of assets) await supertest(app.server).get(path).expect(200);
    await supertest(app.server).get("/").expect(503);
  });

  test("has an ETag as JSON has", async () => {
    const { headers } = await get("/releases");
    await get("/releases")
      .set("if-none-match", headers.etag as string)
      .expect(304);
  });
});

describe("while the remote cannot be reached", () => {
  const error = new CapidiffError("remote-unreachable", "The remote is away.");
  const outage = { since: new Date("2026-11-28T14:02:00Z"), error };
  const versions = {
    "v3.1.0": { symbols: [func("PyA"), func("PyB")] },
    "v3.2.0": { symbols: [func("PyA")] },
  };
  const note = /has not been reachable since <time [^>]*>28 November, 14:02 UTC<\/time>/;

  test("what is known is shown, with a note", async () => {
    using service = await serviceOf(versions);
    Object.assign(service.repository, { outage });
    for (const path of ["/", "/releases", "/diff", "/check"]) {
      const { statusCode, body } = await service.app.inject({ url: path, headers: { accept: html } });
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).toMatch(note);
      expect(body).toContain("3.2.0");
    }
  });

  test("the index serves if tags were never listed, without waiting for the remote", async () => {
    using service = await serviceOf(versions);
    const never = () => new Promise<never>(() => {});
    Object.assign(service.repository, { outage, knowsRefs: false, refs: never, resolve: never });
    for (const path of ["/", "/diff/v3.1.0...v3.2.0", "/symbol/PyA", "/release/v3.2.0"]) {
      const { statusCode, body } = await service.app.inject({ url: path, headers: { accept: html } });
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).toContain("3.2.0");
    }
  });

  test("the front page is there even if nothing is known", async () => {
    using service = await serviceOf({});
    const fail = () => Promise.reject(error);
    Object.assign(service.repository, { outage, knowsRefs: false, refs: fail, resolve: fail });
    const { statusCode, body } = await service.app.inject({ url: "/", headers: { accept: html } });
    expect(statusCode).toBe(200);
    expect(body).toMatch(note);
    expect(body).toContain("No releases are read yet.");
    expect((await service.app.inject({ url: "/diff/3.1...3.2", headers: { accept: html } })).statusCode).toBe(502);
  });
});

describe("the search", () => {
  test("goes to the page of an exact name", async () => {
    const { headers } = await get("/search?q=PyList_GetItem").expect(303);
    expect(headers.location).toBe("/symbol/PyList_GetItem");
  });

  test("forgives a slip, finds names that are gone, members and parts of names", async () => {
    const found = async (q: string) => {
      const { body } = await get(`/search.json?q=${q}`);
      return body.hits.map((hit: { name: string; path: string }) => [hit.name, hit.path]);
    };
    expect(await found("PyList_GetItm")).toEqual([["PyList_GetItem", "/symbol/PyList_GetItem"]]);
    expect(await found("old")).toEqual([["PyOld_Thing", "/symbol/PyOld_Thing"]]);
    expect(await found("PyListObject.ob_item")).toEqual([
      ["PyListObject.ob_item", "/struct/PyListObject/v3.2.0#member-ob_item"],
    ]);
  });

  test("lists the most likely names first: one without its prefix, then members", async () => {
    const { body } = await get("/search.json?q=list%20object");
    expect(body.hits.map(({ name }: { name: string }) => name)).toEqual(["PyListObject", "PyListObject.ob_item"]);
  });

  test("says if nothing is found, and shows the query as text", async () => {
    const { text } = await get(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`).expect(200);
    expect(text).toContain("Nothing found");
    expect(text).not.toContain("<script>alert");
  });
});

describe("errors", () => {
  test("are pages for browsers, and problem documents for all others", async () => {
    const page = await get("/nowhere").expect(404);
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers["cache-control"]).toBe("no-store");
    for (const accept of ["*/*", "application/json", "application/json, text/html;q=0.5"]) {
      const problem = await get("/nowhere", accept).expect(404);
      expect(problem.headers["content-type"]).toMatch("application/problem+json");
    }
  });

  test("link to near names", async () => {
    const { text } = await get("/symbol/PyList_GetItm").expect(404);
    expect(text).toContain("Did you mean");
    expect(text).toContain('href="/symbol/PyList_GetItem"');
  });

  test("show hostile names as text, of whatever length", async () => {
    const hostile = ['<script>alert("x")</script>', "'\"><img src=x>", "\u202e\u2066evil", "a".repeat(7000)];
    for (const name of hostile) {
      const { status, text } = await get(`/symbol/${encodeURIComponent(name)}`);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).toContain("<!doctype html>");
      expect(text).not.toMatch(/<script>alert|<img/);
      expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
    for (const path of [`/search?q=${"a".repeat(10_000)}`, `/symbol/${"a".repeat(10_000)}`, "/symbol/%ff"]) {
      const { status, text } = await get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).toContain("<!doctype html>");
    }
  });
});
