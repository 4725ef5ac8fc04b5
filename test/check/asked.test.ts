import { expect, test } from "vitest";
import { AskedNames } from "../../src/check/asked.ts";
import { KnownNames } from "../../src/check/known.ts";
import type { KnownApi } from "../../src/check/source/uses.ts";
import { func, headersOf, manifest, member, struct } from "../diff/manifests.ts";

const older = manifest({
  headers: headersOf(["Include/Python.h", "Include/old.h"], []),
  symbols: [func("PyBoth", { header: "Include/old.h" })],
  structs: [struct("PyOld", { members: [member("ob_name"), member("ob_size")] })],
});
const newer = manifest({
  version: "3.14.0",
  headers: headersOf(["Include/Python.h", "Include/new.h"], []),
  symbols: [func("PyBoth", { header: "Include/Python.h" }), func("PyNew", { header: "Include/Python.h" })],
  structs: [struct("PyNewer", { members: [member("ob_name"), member("nb_add")] })],
});
const all = new KnownNames([older, newer]);

const questions: readonly [string, (api: KnownApi) => unknown][] = [
  ["PyBoth", (api) => api.isName("PyBoth")],
  ["PyNew", (api) => api.isName("PyNew")],
  ["PyNone", (api) => api.isName("PyNone")],
  ["PyBoth", (api) => api.isBrought("PyBoth", [])],
  ["ob_name", (api) => api.structsWith("ob_name")],
  ["nb_add", (api) => api.structsWith("nb_add")],
  ["name", (api) => api.structsWith("name")],
  ["new.h", (api) => api.isHeader("new.h")],
  ["old.h", (api) => api.isHeader("old.h")],
  ["PyBoth", (api) => (api as AskedNames).factsOf("PyBoth")],
];

test.each(questions)("what another version answers otherwise about %s is noted", (subject, ask) => {
  const some = new AskedNames(new KnownNames([older]));
  const answer = JSON.stringify(ask(some));
  const { names, headers } = some.asked;
  const isSame = answer === JSON.stringify(ask(all as unknown as AskedNames));
  expect(isSame || [...names, ...headers].includes(subject)).toBe(true);
});

test("what is known already is not noted", () => {
  const some = new AskedNames(new KnownNames([older]));
  some.isName("PyBoth");
  some.isBrought("PyBoth", ["old.h"]);
  some.isHeader("old.h");
  some.structsWith("self");
  expect(some.asked).toEqual({ names: [], headers: [] });
});
