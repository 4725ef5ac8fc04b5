import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeRules, rulesPage } from "../../src/diff/describe.ts";
import { rules } from "../../src/diff/rules/index.ts";

const files = readdirSync(new URL("../../src/diff/rules/", import.meta.url))
  .filter((file) => file !== "index.ts")
  .map((file) => file.replace(/\.ts$/, ""));

describe("the registry of rules", () => {
  test("has every file of src/diff/rules/ once, under the name of its rule", () => {
    expect(rules.map((rule) => rule.id).sort()).toEqual(files.sort());
  });

  test.each(rules)("$id has a mirror that names it as its mirror, or the reason for none", ({ id, mirror }) => {
    if (typeof mirror === "string") expect(rules.find((rule) => rule.id === mirror)?.mirror).toBe(id);
    else expect(mirror.none).not.toBe("");
  });

  test.each(rules)("$id states its purpose in one sentence", ({ purpose }) => {
    expect(purpose).toMatch(/^Checks that [^.]+\.$/);
  });

  test("is sorted by id", () => {
    const reported = describeRules();
    expect(reported.rules.map((rule) => rule.id)).toEqual(files.sort());
    expect(reported.rules).toContainEqual(expect.objectContaining({ id: "symbol-moved", mirror: "symbol-moved" }));
    expect(reported.rules).toContainEqual(expect.objectContaining({ id: "lvalue-lost", mirror: null }));
  });

  test("is documented in docs/rules.md (regenerate by `npm run docs:rules`)", async () => {
    await expect(rulesPage()).toMatchFileSnapshot("../../docs/rules.md");
  });
});
