import { describe, expect, test } from "vitest";
import { parseOffsetSpec } from "../../src/history/offset-spec.ts";

describe("a spec of offsets", () => {
  test("names facts, versions, targets and settings of generated code", () => {
    const text = `
refs = "3.8..3.15"
prereleases = true
abi = ["cp", "cpt"]
platform = ["manylinux_2_28_x86_64"]
missing = -2
name = "offsets"
[facts]
frame = "PyThreadState.frame | cframe"`;
    const { facts, ...rest } = parseOffsetSpec(text, "x.toml");
    expect(rest).toEqual({
      refs: "3.8..3.15",
      prereleases: true,
      abi: ["cp", "cpt"],
      platform: ["linux_x86_64"],
      missing: -2,
      name: "offsets",
    });
    expect(facts).toMatchObject([{ name: "frame", text: "PyThreadState.frame | cframe" }]);
  });

  test.each([
    ["[facts", /x\.toml is not TOML/],
    ["facts = 1", /facts is not a table/],
    ["[facts]\na = 1", /facts\.a is not a string/],
    ['[facts]\na = "size("', /is not a fact/],
    ['abis = ["cp"]', /unknown key abis/],
    ["abi = 'cp'", /unknown key abi/],
    ['abi = ["pp"]', /Unknown ABI/],
    ["missing = 1.5", /unknown key missing/],
    ["facts = 2020-01-01", /facts is not a table/],
  ])("%j is told what is wrong with it", (text, message) => {
    expect(() => parseOffsetSpec(text, "x.toml")).toThrow(message);
  });
});
