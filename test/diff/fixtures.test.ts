import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { rules } from "../../src/diff/rules/index.ts";
import { expectSameAbout } from "./about.ts";
import { fixtureManifest, fixtures, lineOf } from "./fixtures.ts";

describe("every rule on every fixture", () => {
  test("has a fixture for each rule", () => {
    expect(fixtures).toEqual(rules.map((rule) => rule.id).sort());
  });

  /** All changes of the pair, whichever rule found them: see `expected.txt` beside the headers. */
  test.each(fixtures)("%s", async (fixture) => {
    const from = fixtureManifest(fixture, "old");
    const to = fixtureManifest(fixture, "new");
    expect([...from.diagnostics, ...to.diagnostics]).toEqual([]);
    const asked = rules.some(({ id, onRequest }) => id === fixture && onRequest) ? rules.map(({ id }) => id) : [];
    const lines = diffManifests(from, to, { rule: asked }).changes.map(lineOf);
    expect(lines.some((line) => line.startsWith(`${fixture} `))).toBe(true);
    expectSameAbout(from, to);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`../fixtures/rules/${fixture}/expected.txt`);
  });
});
