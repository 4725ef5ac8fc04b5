import { describe, expect, test } from "vitest";
import { parseLsRemote } from "../../src/cpython/refs.ts";
import { basesOf, releaseBefore } from "../../src/cpython/release-bases.ts";

const refs = parseLsRemote(
  [
    ...["2.7.18", "3.12.0", "3.12.9", "3.12.10", "3.13.0a1", "3.13.0rc1", "3.13.0", "3.13.5"],
    ...["3.14.0a1", "3.14.0b1", "3.14.0b2", "3.14.0rc1", "3.15.0a1"],
  ]
    .map((version) => `${"a".repeat(40)}\trefs/tags/v${version}`)
    .concat(`${"b".repeat(40)}\trefs/heads/3.14`, `${"b".repeat(40)}\trefs/tags/3.11`)
    .join("\n"),
);

describe("a release is compared with", () => {
  test.each<[string, Record<string, string[]>]>([
    ["v3.14.0b2", { "v3.14.0b1": ["previous-tag"], "v3.13.5": ["previous-series"] }],
    ["v3.14.0a1", { "v3.13.5": ["previous-series"] }],
    ["v3.13.5", { "v3.13.0": ["previous-tag", "last-final"], "v3.12.10": ["previous-series"] }],
    ["v3.13.0", { "v3.13.0rc1": ["previous-tag"], "v3.12.10": ["previous-series"] }],
    // A patch of an old series, after newer series: by version, not by time.
    ["v3.12.10", { "v3.12.9": ["previous-tag", "last-final"], "v2.7.18": ["previous-series"] }],
    // The series before it has no final yet.
    ["v3.15.0a1", { "v3.13.5": ["previous-series"] }],
    ["v2.7.18", {}],
    ["v9.9.9", {}],
  ])("%s: %j", (tag, expected) => {
    expect(Object.fromEntries(basesOf(tag, refs).map(({ tag, bases }) => [tag, bases]))).toEqual(expected);
  });

  test("the one before is the tag before it, or the last final of an earlier series", () => {
    expect(["v3.13.5", "v3.15.0a1"].map((tag) => releaseBefore(tag, refs))).toEqual(["v3.13.0", "v3.13.5"]);
    expect(() => releaseBefore("v2.7.18", refs)).toThrow(expect.objectContaining({ code: "invalid-request" }));
  });
});
