import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { migrate } from "../../src/watch/migrations.ts";
import type { DurableState } from "../../src/watch/state.ts";
import { func } from "../diff/manifests.ts";
import { serviceOf } from "../routes/pages/service.ts";
import { databases } from "./databases.ts";
import { sampleRelease, storeRelease } from "./telling.ts";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  isArray: (name) => ["entry", "li"].includes(name),
});

const names = (...list: string[]) => ({ symbols: list.sort().map((name) => func(name)) });

describe("the feed of a diff's view", () => {
  let database: Database & AsyncDisposable;
  let service: Awaited<ReturnType<typeof serviceOf>>;

  beforeAll(async () => {
    database = await (databases[0] as (typeof databases)[number]).open();
    await migrate(database);
    const state = () => ({ database }) as unknown as DurableState;
    service = await serviceOf(
      {
        "v3.1.0": names("PyA_One", "PyB_One", "PyB_Two", "PyB_Three"),
        "v3.1.1": names("PyA_One", "PyB_Two", "PyB_Three"),
        "v3.2.0": names("PyA_One", "PyB_Two", "PyB_Three"),
        // Nothing about PyB.
        "v3.2.1": names("PyB_Two", "PyB_Three"),
        "v3.3.0a1": names("PyB_Three"),
      },
      {},
      { state, publicUrl: "https://capidiff.test" },
    );
    for (const tag of ["v3.1.1", "v3.2.1", "v3.3.0a1"]) {
      await storeRelease(database, { ...sampleRelease, tag, version: tag.slice(1), series: tag.slice(1, 4) });
    }
  });
  afterAll(async () => {
    service[Symbol.dispose]();
    await database[Symbol.asyncDispose]();
  });

  const get = (query: string, headers = {}) => service.app.inject({ url: `/v1/feed.atom${query}`, headers });

  test("has the view itself, and the releases after it with changes of the same kind", async () => {
    const { statusCode, headers, body } = await get("?from=v3.1.0&to=v3.2.0&symbol=PyB_*&source=breaking");
    expect([statusCode, headers["content-type"]]).toEqual([200, "application/atom+xml"]);
    expect(XMLValidator.validate(body)).toBe(true);
    const { feed } = parser.parse(body);
    expect(feed.title).toBe("Changes of CPython's C API after 3.2.0: cp313 on linux_x86_64, PyB_*, breaking");
    expect(feed.entry.map(({ title }: { title: string }) => title)).toEqual([
      "CPython 3.3.0a1: 1 change, 1 breaking source, 1 breaking binaries since 3.2.1",
      "CPython 3.2.0: 1 change, 1 breaking source, 1 breaking binaries since 3.1.0",
    ]);
    const [entry] = feed.entry;
    expect(entry.link["@href"]).toBe("https://capidiff.test/diff/v3.2.1...v3.3.0a1?symbol=PyB_*&source=breaking");
    expect(entry.content.div.ul.li[0].a).toMatchObject({
      "#text": expect.stringContaining("PyB_Two"),
      "@href": expect.stringMatching(/^https:\/\/capidiff\.test\/diff\/v3\.2\.1\.\.\.v3\.3\.0a1\/[0-9a-f]{12}$/),
    });
    expect(new Set(feed.entry.map(({ id }: { id: string }) => id)).size).toBe(2);
  });

  test("has its own address, whatever the order of the parameters, and an ETag", async () => {
    const self = "https://capidiff.test/v1/feed.atom?from=v3.1.0&to=v3.2.0&symbol=PyB_*&source=breaking";
    const { body, headers } = await get("?source=breaking&symbol=PyB_*&to=v3.2.0&from=v3.1.0");
    const { feed } = parser.parse(body);
    expect(feed.link["@href"]).toBe(self);
    expect((await get(self.slice(self.indexOf("?")), { "if-none-match": headers.etag })).statusCode).toBe(304);
  });

  test("is linked on the page of the view, for feed readers and people", async () => {
    const accept = "text/html";
    const { body } = await service.app.inject({ url: "/diff/v3.1.0...v3.2.0?symbol=PyB_*", headers: { accept } });
    const path = "/v1/feed.atom?from=v3.1.0&amp;to=v3.2.0&amp;symbol=PyB_*";
    expect(body).toContain(
      `<link rel="alternate" type="application/atom+xml" title="Changes of this kind after 3.2.0" href="${path}"/>`,
    );
    expect(body).toContain(`<a class="button" href="${path}">Feed</a>`);
  });

  test("is refused for a diff that does not exist, and for filters without one", async () => {
    const { body } = await get("?from=v3.1.0&to=v3.2.0&abi=abi3t");
    expect([JSON.parse(body).code, JSON.parse(body).status]).toEqual(["unknown-abi", 422]);
    for (const query of ["?symbol=PyB_*", "?to=v3.2.0", "?abi=cpt", "?what=x"]) {
      expect((await get(query)).statusCode, query).toBe(400);
    }
    expect(parser.parse((await get("")).body).feed.id).toBe("urn:capidiff:releases");
  });
});
