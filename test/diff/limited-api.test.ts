import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { func, manifest } from "./manifests.ts";

const inside = (since: string) => func("PyFoo", { tier: "limited", limitedApi: { since } });
const outside = func("PyFoo");

/** The rules that report a name which is outside of the limited API in one version and inside in the other. */
function rulesOf(before: string, after: string, since: string): string[] {
  const older = manifest({ version: before, symbols: [outside] });
  const newer = manifest({ version: after, symbols: [inside(since)] });
  const rules = diffManifests(older, newer).changes.map(({ rule }) => rule);
  const back = diffManifests(newer, older).changes.map(({ rule }) => rule.replace("removed", "added"));
  expect(back.sort()).toEqual([...rules].sort());
  return rules.sort();
}

const joined = ["limited-api-added", "tier-changed"];

describe("a name joins the limited API", () => {
  test("if both versions have a list of it, or neither has", () => {
    expect(rulesOf("3.10.0", "3.11.0", "3.2")).toEqual(joined);
    expect(rulesOf("3.8.0", "3.9.0", "3.2")).toEqual(joined);
  });

  test("if the later version shows it only for its own or a later Py_LIMITED_API", () => {
    expect(rulesOf("3.9.2", "3.11.2", "3.10")).toEqual(joined);
  });

  test("but not if a list contradicts the evidence of a version without one", () => {
    expect(rulesOf("3.9.2", "3.11.2", "3.2")).toEqual([]);
    expect(rulesOf("3.9.2", "3.11.2", "3.9")).toEqual([]);
  });
});
