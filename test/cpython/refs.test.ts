import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLsRemote, parseRef, type RefInfo } from "../../src/cpython/refs.ts";

const [a, b] = ["a", "b"].map((digit) => digit.repeat(40)) as [string, string];

function refs(...lines: string[]): RefInfo[] {
  return parseLsRemote(lines.map((line) => `${line}\n`).join(""));
}

describe("a ref is data", () => {
  test.each([
    "",
    "-",
    "-x",
    "--upload-pack=x",
    "refs/tags/-x",
    "a..b",
    "refs/../x",
    "a\nb",
    "a\tb",
    "a\0b",
    "a\u007fb",
    "a\u0085b",
    "@",
    "@{",
    "main@{1}",
    "a b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[b",
    "a\\b",
    "/a",
    "a/",
    "a//b",
    "a.",
    ".a",
    "a/.b",
    "a.lock",
    "a.lock/b",
    "refs/tags/.a",
    "\ud800",
    "x".repeat(201),
    "é".repeat(101),
  ])("%j is not a ref name", (ref) => {
    expect(() => parseRef(ref)).toThrow(expect.objectContaining({ code: "invalid-ref" }));
  });

  test.each(["v3.13.5", "3.13", "main", "a/b", "a-b", "x@y", "{x}", "refs/tags/v3.13.5", "a.b", "é", "x".repeat(200)])(
    "%j is",
    (ref) => {
      expect(() => parseRef(ref)).not.toThrow();
    },
  );

  test("accepted names pass git's own check", () => {
    const alphabet = fc.constantFrom(..."ab.-/@{}~^:?*[\\ \t\x7f".split(""), "..", "@{", ".lock", "é");
    const name = fc.string({ unit: alphabet, maxLength: 12 });
    fc.assert(
      fc.property(name, (ref) => {
        let ours = true;
        try {
          parseRef(ref);
        } catch {
          ours = false;
        }
        // For git a leading - is only a matter of the command line.
        expect(ours).toBe(gitAccepts(`refs/tags/${ref}`) && !ref.startsWith("-") && ref !== "@");
      }),
      { numRuns: 150 },
    );
  });
});

function gitAccepts(ref: string): boolean {
  try {
    execFileSync("git", ["check-ref-format", ref], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("an error about a ref shows it escaped and cut", () => {
  expect(() => parseRef("a\u001b[31m")).toThrow('"a\\u001b[31m" has a control character.');
  expect(() => parseRef(`-${"x".repeat(10_000)}`)).toThrow(/^.{1,150}$/);
});

describe("output of ls-remote", () => {
  test("an annotated tag is at the commit it marks", () => {
    expect(refs(`${a}\trefs/tags/v3.14.0a3`, `${b}\trefs/tags/v3.14.0a3^{}`)).toEqual([
      { name: "v3.14.0a3", kind: "tag", commit: b, version: "3.14.0a3", series: "3.14", prerelease: true },
    ]);
  });

  test("branches and other tags have no version; a name that is a series has that", () => {
    expect(refs(`${a}\trefs/heads/3.14`, `${a}\trefs/heads/main`, `${b}\trefs/tags/3.6`)).toEqual([
      { name: "3.14", kind: "branch", commit: a, version: null, series: "3.14", prerelease: false },
      { name: "main", kind: "branch", commit: a, version: null, series: null, prerelease: false },
      { name: "3.6", kind: "tag", commit: b, version: null, series: "3.6", prerelease: false },
    ]);
  });

  test("a release is not a prerelease", () => {
    expect(refs(`${a}\trefs/tags/v3.13.5`)[0]?.prerelease).toBe(false);
  });

  test("other refs and other lines are passed over", () => {
    expect(refs(`${a}\tHEAD`, `${a}\trefs/pull/1/head`, "warning: something")).toEqual([]);
  });
});

test("7 to 40 hex digits may be a commit", () => {
  expect(parseRef("ABCDEF1").commitId).toBe("abcdef1");
  expect(parseRef(a).commitId).toBe(a);
  expect(parseRef("abcdef").commitId).toBeNull();
  expect(parseRef("refs/heads/abcdef1").commitId).toBeNull();
});
