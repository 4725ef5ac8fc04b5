import { describe, expect, test } from "vitest";
import type { BuiltModule } from "../../src/check/module/module.ts";
import { groupUses } from "../../src/check/use-groups.ts";
import { mergedUsage } from "../../src/usage/merge.ts";
import { packageOf } from "../../src/usage/package.ts";
import { for313, pack, unit, usage } from "./indexes.ts";

const module = (file: string, more: Partial<BuiltModule>): BuiltModule => ({
  ...{ file, format: "ELF", architecture: "x86_64", platform: "linux_x86_64", build: for313, imports: [] },
  ...more,
});

describe("a package", () => {
  test("lists each module by itself, without imports that another one provides", () => {
    const modules = [
      module("a.so", { imports: ["PyFoo", "PyMine"], tool: "Cython 3.0.11" }),
      module("b.so", { imports: ["PyBar"], exports: ["PyMine"] }),
    ];
    expect(packageOf({ name: "one", version: "1.0" }, { source: [], modules, generated: {} })).toEqual(
      pack("one", [unit(["PyFoo"], { path: "a.so", tool: "Cython 3.0.11" }), unit(["PyBar"], { path: "b.so" })]),
    );
  });

  test("lists its sources by generator", () => {
    const at = (file: string) => ({ file, line: 1, column: 1 });
    const source = groupUses([
      { kind: "symbol", name: "PyFoo", place: at("a.c") },
      { kind: "symbol", name: "PyFoo", place: at("b.c") },
      { kind: "member", struct: "PyObject", member: "ob_type", place: at("b.c"), confidence: "certain" },
      { kind: "header", header: "Python.h", place: at("b.c") },
    ]);
    const generated = { "a.c": { name: "Cython", version: "3.0.11" } };
    const { units } = packageOf({ name: "one", version: "1.0" }, { source, modules: [], generated });
    expect(units).toEqual([
      { path: "", kind: "source", build: null, tool: "Cython 3.0.11", uses: ["PyFoo"] },
      { path: "", kind: "source", build: null, tool: null, uses: ["PyFoo", "PyObject.ob_type", "Python.h"] },
    ]);
  });
});

describe("indexes as one", () => {
  test("have the packages of all, of one name the last", () => {
    const merged = mergedUsage([
      usage([pack("a", [unit(["PyA"])]), pack("c", [])]),
      usage([pack("b", []), pack("a", [unit(["PyB"])])]),
    ]);
    expect(merged.packages.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    expect(merged.packages[0]?.units[0]?.uses).toEqual(["PyB"]);
    expect(merged.sources).toHaveLength(1);
  });

  test("merge the headers of all series, the newest last", () => {
    const older = usage([], { _PyOld: ["PyOld"] }, ["_PyA"], ["PyArray"]);
    const newer = { ...usage([], { _PyNew: ["PyNew"] }, ["_PyB"], ["PyQt"]) };
    const other = { ...newer, headers: newer.headers.map((one) => ({ ...one, series: "3.9" })) };
    const { headers, foreign } = mergedUsage([older, newer, other]);
    expect(headers.map(({ series, makers, unseen }) => [series, Object.keys(makers), unseen])).toEqual([
      ["3.9", ["_PyNew"], ["_PyB"]],
      ["3.13", ["_PyOld", "_PyNew"], ["_PyA", "_PyB"]],
    ]);
    expect(foreign).toEqual(["PyArray", "PyQt"]);
  });
});
