import { describe, expect, test } from "vitest";
import { listRefs } from "../../src/cpython/ref-list.ts";
import { parseLsRemote } from "../../src/cpython/refs.ts";

const names = [
  "tags/v3.9.2",
  "tags/v3.13.5",
  "tags/v3.13.18",
  "tags/v3.13.0a1",
  "tags/v3.13.0rc2",
  "tags/v3.13.0",
  "tags/legacy-trunk",
  "heads/main",
  "heads/3.9",
  "heads/3.13",
];
const refs = parseLsRemote(names.map((name, i) => `${String(i).padStart(40, "0")}\trefs/${name}`).join("\n"));
const listed = (...args: Parameters<typeof listRefs> extends [unknown, ...infer Rest] ? Rest : never) =>
  listRefs(refs, ...args).refs.map((ref) => ref.name);

describe("a list of refs", () => {
  test("has branches first, then tags, each newest first by version and not by text", () => {
    expect(listed({}, { limit: 100 })).toEqual([
      "main",
      "3.13",
      "3.9",
      "v3.13.18",
      "v3.13.5",
      "v3.13.0",
      "v3.13.0rc2",
      "v3.13.0a1",
      "v3.9.2",
      "legacy-trunk",
    ]);
  });

  test("is filtered by series, kind and prerelease", () => {
    expect(listed({ series: "3.9" }, { limit: 100 })).toEqual(["3.9", "v3.9.2"]);
    expect(listed({ kind: "branch" }, { limit: 100 })).toEqual(["main", "3.13", "3.9"]);
    expect(listed({ prerelease: true }, { limit: 100 })).toEqual(["v3.13.0rc2", "v3.13.0a1"]);
    expect(listed({ series: "3.13", kind: "tag", prerelease: false }, { limit: 100 })).toEqual([
      "v3.13.18",
      "v3.13.5",
      "v3.13.0",
    ]);
  });

  test("is paged, and the pages together are complete, also filtered", () => {
    for (const filter of [{}, { kind: "tag" as const }]) {
      const pages: string[][] = [];
      let cursor: string | null | undefined;
      do {
        const page = listRefs(refs, filter, { limit: 3, cursor: cursor ?? undefined });
        pages.push(page.refs.map((ref) => ref.name));
        cursor = page.next;
      } while (cursor !== null);
      expect(pages.flat()).toEqual(listed(filter, { limit: 100 }));
      expect(pages.slice(0, -1).every((page) => page.length === 3)).toBe(true);
    }
  });

  test("has no next page if the last one is exactly full", () => {
    expect(listRefs(refs, { kind: "branch" }, { limit: 3 }).next).toBeNull();
  });

  test("does not shift when a ref is added between two pages", () => {
    const { next } = listRefs(refs, { kind: "tag" }, { limit: 2 });
    const more = [...refs, ...parseLsRemote(`${"a".repeat(40)}\trefs/tags/v3.15.0`)];
    expect(listRefs(more, { kind: "tag" }, { limit: 1, cursor: next ?? "" }).refs[0]?.name).toBe("v3.13.0");
  });

  test("refuses a cursor that no page gave", () => {
    expect(() => listRefs(refs, {}, { limit: 3, cursor: "nonsense" })).toThrowError(
      expect.objectContaining({ code: "invalid-request" }),
    );
  });
});
