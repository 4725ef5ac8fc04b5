import { describe, expect, test } from "vitest";
import { Api } from "../../src/check/api.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { impactOf } from "../../src/usage/impact.ts";
import type { UsageIndex, UsageUnit } from "../../src/usage/model.ts";
import { func, macro, manifest, member, struct } from "../diff/manifests.ts";
import { pack, stable, unit, usage } from "./indexes.ts";

function impact(index: UsageIndex, from: Partial<Manifest>, to: Partial<Manifest>, stableAbi: string[] = []) {
  const [older, newer] = [
    manifest({ ...from, version: "3.13.18", commit: "1".repeat(40) }),
    manifest({ ...to, ref: "v3.14.0", version: "3.14.0", commit: "2".repeat(40) }),
  ];
  return impactOf(new Api(older), new Api(newer, stableAbi), diffManifests(older, newer), index);
}

const foo = func("PyFoo_New");
const bar = func("PyBar_New");

/** The need of a package with one module when `PyBar_New` is removed. */
function needOf(one: UsageUnit, index = usage([pack("a", [one])])) {
  return impact(index, { symbols: [foo, bar] }, { symbols: [foo] }).packages.find(({ name }) => name === "a");
}

describe("a package", () => {
  test("whose modules are for one version is rebuilt", () => {
    expect(needOf(unit(["PyFoo_New"]))).toMatchObject({ need: "builds", breaks: [], doubts: [] });
  });

  test("whose modules are for the stable ABI loads as built, if all its imports are exported", () => {
    expect(needOf(unit(["PyFoo_New"], { build: stable }))).toMatchObject({ need: "loads" });
  });

  test("loads if both are of one series", () => {
    expect(needOf(unit(["PyFoo_New"], { build: { abi: "cp", version: "3.14" } }))).toMatchObject({ need: "loads" });
  });

  test("of another kind of build does not load", () => {
    expect(needOf(unit(["PyFoo_New"], { build: { abi: "cpd", version: "3.14" } }))).toMatchObject({ need: "builds" });
  });

  test("whose limited API is newer than the version does not load", () => {
    expect(needOf(unit(["PyFoo_New"], { build: { abi: "abi3", version: "3.15" } }))).toMatchObject({ need: "builds" });
  });

  test("that uses a removed name needs work, with details", () => {
    expect(needOf(unit(["PyBar_New", "PyFoo_New"]))).toMatchObject({
      need: "work",
      already: false,
      breaks: [
        { used: "PyBar_New", by: "author", modules: 1, already: false, message: expect.stringMatching(/PyBar_New/) },
      ],
    });
  });

  test("is judged by all its modules, the worst first", () => {
    const one = pack("a", [unit(["PyFoo_New"], { build: stable }), unit(["PyBar_New"]), unit(["PyBar_New"])]);
    const { packages } = impact(usage([one]), { symbols: [foo, bar] }, { symbols: [foo] });
    expect(packages).toMatchObject([{ need: "work", modules: 3, breaks: [{ used: "PyBar_New", modules: 2 }] }]);
  });

  test("whose sources are known is judged by the members it uses", () => {
    const uses = unit(["PyThing.gone", "PyThing.kept"], { path: "", kind: "source", build: null });
    const thing = (...names: string[]) =>
      struct("PyThing", { members: names.map((name, i) => member(name, { offset: 4 * i })) });
    const { packages } = impact(
      usage([pack("a", [uses])]),
      { structs: [thing("kept", "gone")] },
      { structs: [thing("kept")] },
    );
    expect(packages).toMatchObject([{ need: "work", breaks: [{ used: "PyThing.gone", by: "author" }] }]);
  });

  test("is not affected by exports of other libraries", () => {
    const index = usage([pack("a", [unit(["PyOther_New"], { build: stable })])], {}, [], ["PyOther_New"]);
    expect(impact(index, {}, {}).packages).toMatchObject([{ need: "loads" }]);
  });
});

describe("code written by a tool", () => {
  const cython = { tool: "Cython 3.0.11" };
  const others = (count: number, uses: string[]) =>
    Array.from({ length: count }, (_, i) => pack(`other${i}`, [unit(uses, { tool: "Cython 3.0.10" })]));

  test("is the tool's if three projects have it: one new release of the tool fixes them all", () => {
    const index = usage([pack("a", [unit(["PyBar_New"], cython)]), ...others(2, ["PyBar_New"])]);
    expect(needOf(unit([]), index)).toMatchObject({
      need: "tool",
      breaks: [{ used: "PyBar_New", by: "tool", tools: ["Cython 3.0.11"] }],
    });
  });

  test("is the author's if fewer have it: it may be code in the tool's language", () => {
    const index = usage([pack("a", [unit(["PyBar_New"], cython)]), ...others(1, ["PyBar_New"])]);
    expect(needOf(unit([]), index)).toMatchObject({ need: "work", breaks: [{ by: "author" }] });
  });

  test("counts as one project's if several packages share the project", () => {
    const index = usage([
      pack("a", [unit(["PyBar_New"], cython)]),
      ...others(5, ["PyBar_New"]).map((one) => ({ ...one, project: "one" })),
    ]);
    expect(needOf(unit([]), index)).toMatchObject({ need: "work" });
  });

  test("is the author's if a hand-written module has it too", () => {
    const index = usage([pack("a", [unit(["PyBar_New"], cython), unit(["PyBar_New"])]), ...others(3, ["PyBar_New"])]);
    expect(needOf(unit([]), index)).toMatchObject({ need: "work", breaks: [{ by: "author", modules: 2 }] });
  });
});

describe("imports by CPython's own headers", () => {
  const string = func("_PyFoo_string");
  const get = macro("PyFoo_GET", { body: "_PyFoo_string" });

  test("disappear in a rebuild if the macro still exists", () => {
    const index = usage([pack("a", [unit(["_PyFoo_string"])])], { _PyFoo_string: ["PyFoo_GET"] });
    const reported = impact(index, { symbols: [string, get] }, { symbols: [macro("PyFoo_GET", { body: "0" })] });
    expect(reported.packages).toMatchObject([{ need: "builds" }]);
    expect(reported.changes).toMatchObject([
      { subject: { name: "_PyFoo_string" }, usedBy: { packages: 1, author: 0, tools: {}, headers: 1, names: ["a"] } },
    ]);
  });

  test("are missing if the macro is gone too", () => {
    const index = usage([pack("a", [unit(["_PyFoo_string"])])], { _PyFoo_string: ["PyFoo_GET"] });
    expect(impact(index, { symbols: [string, get] }, {}).packages).toMatchObject([{ need: "work" }]);
  });

  test("is missed by a module for the stable ABI that is loaded as it is", () => {
    const index = usage([pack("a", [unit(["_PyFoo_string"], { build: stable })])], { _PyFoo_string: ["PyFoo_GET"] });
    const reported = impact(index, { symbols: [string, get] }, { symbols: [macro("PyFoo_GET", { body: "0" })] });
    expect(reported.packages).toMatchObject([{ need: "builds" }]);
  });
});

describe("names that the older version lacks too", () => {
  test("were gone before, if the headers that the module was built with had them", () => {
    const reported = impact(usage([pack("a", [unit(["PyBar_New"])])]), {}, {});
    expect(reported.packages).toMatchObject([{ need: "work", already: true, breaks: [{ already: true }] }]);
    expect(reported.summary).toMatchObject({ work: 1, already: 1 });
  });

  test("are unknown if no header ever declared them, unless the stable ABI lists them", () => {
    const index = usage([pack("a", [unit(["_PyArg_Old"], { build: stable })])], {}, ["_PyArg_Old"]);
    expect(impact(index, {}, {}).packages).toMatchObject([{ need: "unknown", doubts: ["_PyArg_Old"] }]);
    expect(impact(index, {}, {}, ["_PyArg_Old"]).packages).toMatchObject([{ need: "loads", doubts: [] }]);
  });
});

test("users of a change are three separate numbers, packages whose own code uses it first", () => {
  const tools = ["Cython 3.0.11", "Cython 3.0.12", "Cython 3.1"].map((tool, i) =>
    pack(`c${i}`, [unit(["_PyBar"], { tool }), unit([])]),
  );
  const packages = [...tools, pack("own", [unit(["_PyBar"])]), pack("none", [unit(["PyFoo_New"])])];
  const { changes, summary } = impact(usage(packages), { symbols: [foo, func("_PyBar")] }, { symbols: [foo] });
  expect(changes).toMatchObject([
    {
      rule: "symbol-removed",
      usedBy: { packages: 4, author: 1, tools: { Cython: 3 }, headers: 0, names: ["own", "c0", "c1", "c2"] },
    },
  ]);
  expect(summary).toEqual({ work: 1, tool: 3, unknown: 0, builds: 1, loads: 0, already: 0 });
});

test("at most ten packages are named of one change", () => {
  const packages = Array.from({ length: 12 }, (_, i) => pack(`p${i}`, [unit(["PyBar_New"])]));
  const { changes } = impact(usage(packages), { symbols: [bar] }, {});
  expect(changes[0]?.usedBy.packages).toBe(12);
  expect(changes[0]?.usedBy.names).toHaveLength(10);
});
