import { describe, expect, test } from "vitest";
import { canonicalName, findRef } from "../../src/cpython/find-ref.ts";
import { parseLsRemote, parseRef, type RefInfo } from "../../src/cpython/refs.ts";
import { cpython, refInfos } from "./ref-infos.ts";

const find = (ref: string, known: RefInfo[] = cpython) => {
  const found = findRef(parseRef(ref), known);
  return found && `${found.kind} ${found.name}`;
};

describe("a version word", () => {
  test.each([
    ["3.13", "tag v3.13.10", "the newest final release of the series, by number"],
    ["3.15", "tag v3.15.0b1", "the newest prerelease of a series that has no final one"],
    ["latest", "tag v3.14.1", "the newest final release"],
    ["next", "tag v3.15.0b1", "the newest prerelease"],
    ["3.14-dev", "branch 3.14", "the branch of the series"],
    ["3.16-dev", "branch main", "the series after the newest with a branch"],
    ["3.8-dev", "tag 3.8", "what a branch left when its series ended"],
    ["main", "branch main", "a branch like any other"],
    ["refs/heads/3.13", "branch 3.13", "no word: it says in full what it means"],
  ])("%s is %s: %s", (word, meaning) => {
    expect(find(word)).toBe(meaning);
  });

  test.each(["3.16", "3.17-dev", "3.7-dev", "3", "newest"])("%s is nothing here", (word) => {
    expect(find(word)).toBeNull();
  });

  test("is a series' branch if it has no release", () => {
    expect(find("3.2", refInfos("3.2", "v3.1"))).toBe("branch 3.2");
  });

  test("yields to a tag or branch of that name, except for a series", () => {
    expect(find("next", [...cpython, ...refInfos("next")])).toBe("branch next");
    expect(find("3.2", refInfos("3.2", "v3.2", "v3.2.1"))).toBe("tag v3.2.1");
  });
});

test("3.13.5 is v3.13.5, and so is a prerelease", () => {
  expect(find("3.13.9")).toBe("tag v3.13.9");
  expect(find("3.15.0a10")).toBe("tag v3.15.0a10");
});

test("a tag and a branch with one name and different commits are ambiguous without refs/…", () => {
  const known = refInfos("heads/x", "tags/x");
  expect(() => find("x", known)).toThrow(expect.objectContaining({ code: "ambiguous-ref" }));
  expect(find("refs/heads/x", known)).toBe("branch x");
  expect(find("refs/tags/x", known)).toBe("tag x");
});

test("at the same commit they are not", () => {
  const commit = "1".repeat(40);
  expect(find("x", parseLsRemote(`${commit}\trefs/heads/x\n${commit}\trefs/tags/x`))).toBe("tag x");
});

test("a ref's canonical name always resolves to it", () => {
  const known = refInfos(
    "heads/x",
    "tags/x",
    "heads/3.13.5",
    "v3.13.5",
    "heads/-odd",
    "main",
    "3.13",
    "tags/3.7",
    "v3.7.0",
  );
  const names = known.map((ref) => canonicalName(ref, known));
  expect(names).toEqual([
    "refs/heads/x",
    "refs/tags/x",
    "refs/heads/3.13.5",
    "v3.13.5",
    "refs/heads/-odd",
    "main",
    "3.13-dev",
    "refs/tags/3.7",
    "v3.7.0",
  ]);
  for (const [i, name] of names.entries()) {
    if (!name.includes("-odd")) expect(findRef(parseRef(name), known)).toBe(known[i]);
  }
});
