import { describe, expect, test } from "vitest";
import { tierOf } from "../../src/manifest/tier.ts";

describe("the tier of a name is the first that fits", () => {
  test.each([
    ["PyList_New", "internal", true, "internal"],
    ["PyUnstable_Code_New", "internal", false, "internal"],
    ["PyUnstable_Code_New", "public", true, "unstable"],
    ["_PyList_Extend", "public", true, "private"],
    ["_PyList_Extend", "public", false, "private"],
    ["PyList_New", "public", true, "limited"],
    ["PyList_GET_ITEM", "public", false, "public"],
  ] as const)("%s, %s, in the limited API %s: %s", (name, surface, limited, tier) => {
    expect(tierOf(name, surface, limited)).toBe(tier);
  });
});
