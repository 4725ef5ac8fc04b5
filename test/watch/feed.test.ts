import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { migrate } from "../../src/watch/migrations.ts";
import type { ReleaseComparison } from "../../src/watch/releases.ts";
import type { DurableState } from "../../src/watch/state.ts";
import { fakeService } from "../service.ts";
import { databases } from "./databases.ts";
import { sampleComparison, sampleRelease, storeRelease } from "./telling.ts";

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  isArray: (name) => name === "entry",
});

describe.each(databases)("the feed, on $name", ({ open }) => {
  let database: Database & AsyncDisposable;
  beforeAll(async () => {
    database = await open();
    await migrate(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  async function get(headers: Record<string, string> = {}) {
    const state = () => ({ database }) as unknown as DurableState;
    const { app } = await fakeService({ state, publicUrl: "https://capidiff.test" });
    const response = await app.inject({ url: "/v1/feed.atom", headers });
    await app.close();
    return response;
  }
  async function compared(tag: string, comparisons: Partial<ReleaseComparison>[]) {
    await storeRelease(database, { ...sampleRelease, tag, version: tag.slice(1) });
    for (const one of comparisons) {
      const { fromTag, abi, platform, bases, complete, summary, failure } = { ...sampleComparison, ...one };
      await database.query(
        `INSERT INTO capidiff.comparisons (tag, from_tag, abi, platform, bases, complete, summary, failure)
         VALUES ($1, $2, $3, $4, $5::text[], $6::boolean, $7::jsonb, $8)`,
        [tag, fromTag, abi, platform, bases, complete, summary && JSON.stringify(summary), failure],
      );
    }
  }

  test("is valid before the first release", async () => {
    const { statusCode, headers, body } = await get();
    expect([statusCode, headers["content-type"]]).toEqual([200, "application/atom+xml"]);
    expect(XMLValidator.validate(body)).toBe(true);
    // What RFC 4287 (4.1.1) wants of a feed.
    const { feed } = parser.parse(body);
    expect(feed).toEqual({
      "@xmlns": "http://www.w3.org/2005/Atom",
      id: "urn:capidiff:releases",
      title: "Changes of CPython's C API, by release",
      updated: "1970-01-01T00:00:00.000Z",
      link: { "@rel": "self", "@type": "application/atom+xml", "@href": "https://capidiff.test/v1/feed.atom" },
      author: { name: "capidiff" },
    });
  });

  test("has the releases, newest first, with their changes", async () => {
    await compared("v3.15.0b2", [
      {},
      { fromTag: "v3.14.3", bases: ["last-final", "previous-series"] },
      { abi: "cpt", fromTag: "v3.15.0b1" },
    ]);
    await compared("v3.15.0b3", [{ fromTag: "v3.15.0b2", summary: null, complete: null, failure: "no-headers" }]);
    const { body } = await get();
    expect(XMLValidator.validate(body)).toBe(true);
    const { feed } = parser.parse(body);
    expect(feed.entry.map((entry: { title: string }) => entry.title)).toEqual([
      "CPython 3.15.0b3: not compared with v3.15.0b2",
      "CPython 3.15.0b2: 3 changes, 2 breaking source, 2 breaking binaries since v3.15.0b1",
    ]);
    const [, entry] = feed.entry;
    expect(entry).toMatchObject({
      id: "urn:capidiff:release:v3.15.0b2",
      updated: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      published: expect.any(String),
      category: [{ "@term": "3.15" }, { "@term": "beta" }],
      link: {
        "@rel": "alternate",
        "@href": "https://capidiff.test/v1/diff?from=v3.15.0b1&to=v3.15.0b2&abi=cp&platform=linux_x86_64&format=text",
      },
    });
    expect(entry.content["@type"]).toBe("xhtml");
    expect(entry.content.div.ul.li).toHaveLength(2);
    expect(entry.content.div.p).toBe("For cp on linux_x86_64; diffs for other targets: 1.");
    expect(feed.updated).toBe(feed.entry[0].updated);
  });

  test("says what a release without a diff for the default target has", async () => {
    await compared("v3.15.0b5", [{ platform: "win_amd64" }]);
    await compared("v3.15.0b6", []);
    const { feed } = parser.parse((await get()).body);
    const texts = feed.entry.map(({ id, content }: { id: string; content: { div: { p?: string } } }) => [
      id,
      content.div.p,
    ]);
    expect(Object.fromEntries(texts)).toMatchObject({
      "urn:capidiff:release:v3.15.0b5": "For cp on linux_x86_64; diffs for other targets: 1.",
      "urn:capidiff:release:v3.15.0b6": "There is no release to compare it with.",
    });
  });

  test("is not sent again to clients that have it", async () => {
    const { headers } = await get();
    expect(headers["cache-control"]).toBe("public, max-age=60");
    expect((await get({ "if-none-match": headers.etag as string })).statusCode).toBe(304);
    await compared("v3.15.0b4", []);
    expect((await get({ "if-none-match": headers.etag as string })).statusCode).toBe(200);
  });
});
