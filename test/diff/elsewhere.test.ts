import { expect, test } from "vitest";
import { pairElsewhere } from "../../src/diff/elsewhere.ts";
import { elsewhere, manifest } from "./manifests.ts";

const of = (abi: string, names: string[]) =>
  manifest({
    target: { abi, platform: "linux_x86_64", limitedApi: null },
    elsewhere: names.map((name) => elsewhere(name, ["win_amd64"])),
  });

test("pairs names of other targets if both sides are the same build, whatever its version is called", () => {
  const { removed, added } = pairElsewhere(of("cp37m", ["PyOld"]), of("cp39", ["PyNew"]));
  expect([removed, added].map((entries) => entries.map(({ name }) => name))).toEqual([["PyOld"], ["PyNew"]]);
});

test("but not for targets without them", () => {
  expect(pairElsewhere(of("cp314", ["PyOld"]), of("cp314t", []))).toEqual({ removed: [], added: [], paired: [] });
});
