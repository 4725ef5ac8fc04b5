import { expect, test } from "vitest";
import type { SourceTree } from "../../src/cpython/tree.ts";
import {
  compareVersions,
  parseTagVersion,
  parseVersion,
  seriesOf,
  type Version,
  versionIn,
  versionOf,
} from "../../src/cpython/version.ts";

test.each([
  ["v3.13.5", "3.13.5"],
  ["v3.14.0a3", "3.14.0a3"],
  ["v3.13.0rc2", "3.13.0rc2"],
  ["v3.0", "3.0.0"],
  ["v3.2rc1", "3.2.0rc1"],
  ["v2.6c1", "2.6.0rc1"],
])("the tag %s is version %s", (tag, text) => {
  expect(parseTagVersion(tag)?.text).toBe(text);
});

test.each(["3.13.5", "v3", "v3.13.5-docs", "v3.13.5+", "legacy-trunk", "v3.13.5rc", "xv3.13.5", "v3.13.5\n"])(
  "the tag %j is no release's",
  (tag) => {
    expect(parseTagVersion(tag)).toBeNull();
  },
);

test("versions are ordered as PEP 440 orders them", () => {
  const tags = ["v3.9.2", "v3.14.0a3", "v3.14.0a10", "v3.14.0b1", "v3.14.0rc1", "v3.14.0", "v3.14.1", "v4.0"];
  const versions = tags.map((tag) => parseTagVersion(tag) as Version);
  expect([...versions].reverse().sort(compareVersions)).toEqual(versions);
});

test("a version belongs to the series of its first two numbers", () => {
  expect(seriesOf(parseTagVersion("v3.13.0rc2") as Version)).toBe("3.13");
});

const patchlevel = (level: string, serial: number, text: string) => `
/* The release level. */
#define PY_RELEASE_LEVEL_ALPHA	0xA
#define PY_RELEASE_LEVEL_GAMMA	0xC     /* For release candidates */
/*--start constants--*/
#define PY_MAJOR_VERSION        3
# define PY_MINOR_VERSION	14
#define PY_MICRO_VERSION        0
#define PY_RELEASE_LEVEL        ${level}
#define PY_RELEASE_SERIAL       ${serial}
/* Version as a string */
#define PY_VERSION              "${text}"
`;

function treeWith(text: string): SourceTree {
  const path = "Include/patchlevel.h";
  return { ref: "main", commit: "0".repeat(40), files: new Map([[path, { path, blob: "", text }]]) };
}

test.each([
  ["PY_RELEASE_LEVEL_FINAL", 0, "3.14.0", "3.14.0"],
  ["PY_RELEASE_LEVEL_ALPHA", 3, "3.14.0a3", "3.14.0a3"],
  ["PY_RELEASE_LEVEL_BETA", 1, "3.14.0b1+", "3.14.0b1+dev"],
  ["PY_RELEASE_LEVEL_GAMMA /* rc */", 2, "3.14.0rc2", "3.14.0rc2"],
  ["0xF", 0, "3.14.0+", "3.14.0+dev"],
])("patchlevel.h with level %s, serial %i and version %s is %s", (level, serial, text, version) => {
  expect(versionOf(treeWith(patchlevel(level, serial, text))).text).toBe(version);
});

test.each(["3.14.0a3", "3.13.0", "3.14.0a3+dev"])("the text of a version, %s, is parsed again", (text) => {
  expect(parseVersion(text)?.text).toBe(text);
});

test.each(["3.13.5+", "v3.13.5", "3.13.5+dev+dev"])("%s is not the text of a version", (text) => {
  expect(parseVersion(text)).toBeNull();
  expect(() => versionIn({ version: text })).toThrow(TypeError);
});

test("a development tree comes after the release it grew from", () => {
  const grown = versionOf(treeWith(patchlevel("0xF", 0, "3.14.0+")));
  expect(compareVersions(grown, parseTagVersion("v3.14.0") as Version)).toBeGreaterThan(0);
  expect(compareVersions(grown, parseTagVersion("v3.14.1") as Version)).toBeLessThan(0);
});

test.each([
  ["no patchlevel.h", { ...treeWith(""), files: new Map() }],
  ["a patchlevel.h without the macros", treeWith("/* nothing */")],
  ["a release level that is none", treeWith(patchlevel("PY_RELEASE_LEVEL_OMEGA", 0, "3.14.0"))],
])("a tree with %s has no version, and says so", (_, tree) => {
  expect(() => versionOf(tree)).toThrow(expect.objectContaining({ code: "no-headers" }));
});
