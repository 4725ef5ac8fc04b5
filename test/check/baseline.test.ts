import { describe, expect, test } from "vitest";
import { baselinesFor, limitedApiIn, requiredBy } from "../../src/check/baseline.ts";
import { parseTagVersion, type Version } from "../../src/cpython/version.ts";

const release = (ref: string) => ({ ref, version: parseTagVersion(ref) as Version });
const releases = "v3.7.17 v3.8.20 v3.9.25 v3.10.19 v3.11.14 v3.12.12 v3.13.10 v3.14.0a1 v3.14.2 v3.15.0b1"
  .split(" ")
  .map(release);

describe("the default baseline of an extension", () => {
  const first = (target: string, minor: number | null) => {
    const support = minor === null ? null : { minor, by: "" };
    return baselinesFor(release(target).version, releases, support)[0]?.ref;
  };

  test("is the last release of the oldest series that it is for", () => {
    expect(first("v3.15.0b1", 9)).toBe("v3.9.25");
    expect(first("v3.15.0b1", 2)).toBe("v3.7.17");
  });

  test("else of the oldest supported series, of which there are five at a time", () => {
    expect(first("v3.15.0b1", null)).toBe("v3.10.19");
    expect(first("v3.12.12", null)).toBe("v3.10.19");
    expect(first("v3.8.20", null)).toBe("v3.7.17");
  });

  test("is never as new as the target", () => {
    expect(first("v3.12.12", 12)).toBe("v3.11.14");
    expect(first("v3.7.17", null)).toBeUndefined();
  });

  test("is the target itself for a module built for its series, which was compiled with the same headers", () => {
    const candidates = (minor: number) =>
      baselinesFor(release("v3.12.12").version, releases, { minor, by: "", isBuilt: true }).map(({ ref }) => ref);
    expect(candidates(12)).toEqual([]);
    expect(candidates(11)[0]).toBe("v3.11.14");
  });
});

test.each([
  ["pyproject.toml", '[project]\nrequires-python = ">=3.9"', 9],
  ["a/pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.10"', 10],
  ["pyproject.toml", "[project", null],
  ["setup.cfg", "[options]\npython_requires = >=3.8, !=3.9.*", 8],
  ["setup.py", "setup(python_requires='>=3.7,<4')", 7],
  ["x-1.dist-info/METADATA", "Metadata-Version: 2.1\nRequires-Python: ~=3.11", 11],
  ["PKG-INFO", "Requires-Python: >3.8, <3.12", 9],
  ["PKG-INFO", "Requires-Python: !=3.0.*,!=3.1.*,>=2.7", 2],
  ["PKG-INFO", "Requires-Python: ==3.12.*", 12],
  ["PKG-INFO", "Requires-Python: >=3.8.1", 8],
  ["PKG-INFO", "Requires-Python: something", null],
  ["PKG-INFO", "Requires-Python: <3", null],
])("%s that says %j asks for 3.%s", (path, text, minor) => {
  expect(requiredBy([{ path, text }])?.minor ?? null).toBe(minor);
});

test("sources require the lowest limited API", () => {
  expect(limitedApiIn(["#define Py_LIMITED_API 0x030b0000", " # define Py_LIMITED_API (0x03090000)"])?.minor).toBe(9);
  expect(limitedApiIn(["#define Py_LIMITED_API", "// #define Py_LIMITED_API 0x03090000"])).toBeNull();
});
