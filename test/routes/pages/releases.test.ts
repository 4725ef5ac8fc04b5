import supertest from "supertest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { func } from "../../diff/manifests.ts";
import { serviceOf } from "./service.ts";

let service: Awaited<ReturnType<typeof serviceOf>>;
const get = (path: string) => supertest(service.app.server).get(path).set("accept", "text/html");

beforeAll(async () => {
  service = await serviceOf({
    "v3.1.5": { symbols: [func("PyA"), func("PyB")] },
    "v3.2.0": { symbols: [func("PyA"), func("PyNew")] },
    "v3.2.1": { symbols: [func("PyA"), func("PyNew")] },
  });
});
afterAll(() => service[Symbol.dispose]());

describe("the page of a release", () => {
  test("shows changes since the previous release and since the previous series, by target", async () => {
    expect((await get("/release/latest").expect(302)).headers.location).toBe("/release/v3.2.1");
    const { text } = await get("/release/v3.2.1").expect(200);
    expect(text).toMatch(/Since 3\.2\.0[\s\S]*Nothing breaks, and nothing may break[\s\S]*Since 3\.1\.5/);
    const since = text.slice(text.indexOf('id="since-v3.1.5"'));
    expect(since).toMatch(/cp on linux_x86_64<\/a><\/th><td class="number">1<\/td><td class="number">0<\/td>/);
    expect(since).toMatch(/Breaks source[\s\S]*href="\/diff\/v3\.1\.5\.\.\.v3\.2\.1\/[0-9a-f]{12}">PyB<\/a> is gone/);
    await get("/release/v3.9").expect(404);
  });

  test("has no data of the first one, for which the API has none", async () => {
    const { text } = await get("/release/v3.1.5").expect(200);
    expect(text).toContain("No earlier release is known");
    expect(text).not.toContain("/v1/releases/");
  });

  test("links to notifications, to the data and to the view of all targets", async () => {
    const { text } = await get("/release/v3.2.1");
    for (const path of ["/v1/feed.atom", "/v1/releases/v3.2.1", "/release/v3.2.1?targets=all"]) {
      expect(text).toContain(`href="${path}"`);
    }
    expect(text).toContain("/v1/subscriptions");
  });
});
