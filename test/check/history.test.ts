import { expect, test } from "vitest";
import { isOlder, lastOfSeries, releasesBetween, releasesIn } from "../../src/check/history.ts";
import type { RefInfo } from "../../src/cpython/refs.ts";

const tags = (names: string): RefInfo[] =>
  names.split(" ").map((name) => ({
    name,
    kind: name === "main" ? "branch" : "tag",
    commit: "0".repeat(40),
    version: null,
    series: null,
    prerelease: false,
  }));
const releases = releasesIn(
  tags(
    "v3.14.0a1 v3.13.1 v2.7.18 main legacy-trunk v3.11.9 v3.12.0rc1 v3.12.0 v3.12.4 v3.13.0a1 v3.13.0 v3.14.0 v3.14.2 v3.14.1 v3.15.0a1 v3.11.0",
  ),
);
const refs = (list: readonly { ref: string }[]) => list.map(({ ref }) => ref).join(" ");

test("releases are tags of Python 3, in the order of versions", () => {
  expect(refs(releases)).toBe(
    "v3.11.0 v3.11.9 v3.12.0rc1 v3.12.0 v3.12.4 v3.13.0a1 v3.13.0 v3.13.1 v3.14.0a1 v3.14.0 v3.14.1 v3.14.2 v3.15.0a1",
  );
});

test("of each series the last final release is taken", () => {
  expect(refs(lastOfSeries(releases))).toBe("v3.11.9 v3.12.4 v3.13.1 v3.14.2");
});

test.each([
  ["3.11.0", "3.14.2", "v3.12.0rc1 v3.12.0 v3.13.0a1 v3.13.0 v3.14.0a1 v3.14.0 v3.14.1"],
  ["3.13.0a1", "3.14.0a1", "v3.13.0"],
  ["3.14.0", "3.14.2", "v3.14.1"],
  ["3.13.1", "3.15.0a1+dev", "v3.14.0a1 v3.14.0 v3.15.0a1"],
  ["3.14.2", "3.11.0", ""],
])("the way from %s to %s goes over %j: patches of other series are no part of it", (from, to, way) => {
  expect(refs(releasesBetween(releases, { version: from }, { version: to }))).toBe(way);
});

test("a series without the tag of its .0 is passed at its first final release", () => {
  const few = releasesIn(tags("v3.9.2 v3.11.2 v3.13.5 v3.13.18 v3.15.2"));
  expect(refs(releasesBetween(few, { version: "3.9.2" }, { version: "3.15.2" }))).toBe("v3.11.2 v3.13.5");
});

test("an alpha is older than its release", () => {
  expect(isOlder({ version: "3.14.0a1" }, { version: "3.14.0" })).toBe(true);
  expect(isOlder({ version: "3.14.0" }, { version: "3.14.0" })).toBe(false);
});
