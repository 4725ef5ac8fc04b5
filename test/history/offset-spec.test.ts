import { describe, expect, it } from "vitest";
import { parseOffsetSpec } from "../../src/history/offset-spec.ts";

describe("a spec of offsets", () => {
  it("names facts, versions, targets and what generated code needs", () => {
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

  it.each([
    ["[facts", /x\.toml is no TOML/],
    ["facts = 1", /facts is no table/],
    ["[facts]\na = 1", /facts\.a is no text/],
    ['[facts]\na = "size("', /is no fact/],
    ['abis = ["cp"]', /abis is not understood/],
    ["abi = 'cp'", /abi is not understood/],
    ['abi = ["pp"]', /is no abi/],
    ["missing = 1.5", /missing is not understood/],
    ["facts = 2020-01-01", /facts is no table/],
  ])("%j is told what is wrong with it", (text, message) => {
    expect(() => parseOffsetSpec(text, "x.toml")).toThrow(message);
  });
});
