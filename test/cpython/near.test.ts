import { expect, test } from "vitest";
import { nearNames } from "../../src/cpython/near.ts";

test("near names are a few steps away from one of the spellings, nearest first", () => {
  const known = ["v3.13.5", "v3.13.6", "v3.13.50", "main", "v2.0"];
  expect(nearNames(["3.13.55", "v3.13.55"], known)).toEqual(["v3.13.50", "v3.13.5", "v3.13.6"]);
  expect(nearNames(["mian"], known)).toEqual(["main"]);
  expect(nearNames(["something-else"], known)).toEqual([]);
});

test("a name is near only if it shares half of the letters", () => {
  expect(nearNames([""], ["PT", "Or"])).toEqual([]);
  expect(nearNames(["a b"], ["arg"])).toEqual([]);
});

test("at most five of many names are listed, each once", () => {
  expect(nearNames(["a"], ["a1", "a1", "a2", "a3", "a4", "a5", "a6"])).toEqual(["a6", "a5", "a4", "a3", "a2"]);
});
