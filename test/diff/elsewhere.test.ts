import { describe, expect, test } from "vitest";
import type { Abi } from "../../src/cpython/target.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import { pairElsewhere } from "../../src/diff/elsewhere.ts";
import { manifestWith } from "../manifest/miniature.ts";
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

describe("names of one target in headers", () => {
  const only = (condition: string, text: string) => `#if ${condition}\n${text}\n#endif\n`;
  const freeThreaded = "defined(Py_GIL_DISABLED)";
  const windows = "defined(MS_WINDOWS)";

  /** `rule name: targets`, or the impact on source if it is about the target itself. */
  function reported(before: string, after: string, abi: Abi = "cp"): string[] {
    const mention = `#include "pyconfig.h"\n${only(freeThreaded, "")}`;
    const [from, to] = [before, after].map((text) => manifestWith(mention + text, { abi }));
    const { changes } = diffManifests(from as NonNullable<typeof from>, to as NonNullable<typeof to>);
    return changes.map(
      ({ rule, subject, source, elsewhere }) => `${rule} ${subject.name}: ${elsewhere?.join(" ") ?? source}`,
    );
  }

  test.for([
    ["a build", freeThreaded, "int PyZoo_Lock(void);", "symbol-added PyZoo_Lock: cpt"],
    ["a build", freeThreaded, "int PyUnstable_Zoo_Lock(void);", "unstable-added PyUnstable_Zoo_Lock: cpt"],
    ["a system", windows, "typedef void *PyZoo_Handle;", "symbol-added PyZoo_Handle: win_amd64"],
    ["a system", "defined(__APPLE__)", "struct PyZoo { int cages; };", "struct-added PyZoo: macosx_arm64"],
    ["a debug build", "defined(Py_REF_DEBUG)", "#define PyZoo_TOTAL 1", "symbol-added PyZoo_TOTAL: cpd"],
    ["--with-trace-refs", "defined(Py_TRACE_REFS)", "int PyZoo_Next(void);", "symbol-added PyZoo_Next: Py_TRACE_REFS"],
  ] as const)("new and gone: %s, %s", ([, condition, text, added]) => {
    // As in CPython, a debug build counts references.
    const counts = "#ifdef Py_DEBUG\n#define Py_REF_DEBUG\n#endif\n";
    const after = counts + only(condition, text);
    expect(reported(counts, after)).toEqual([added]);
    expect(reported(after, counts)).toEqual([added.replace("-added", "-removed")]);
  });

  test("deprecated for one system", () => {
    const flag = (attribute: string) => only(windows, `${attribute}extern int PyZoo_Flag;`);
    const mark = '__attribute__((deprecated("3.12"))) ';
    expect(reported(flag(""), flag(mark))).toEqual(["deprecated PyZoo_Flag: win_amd64"]);
    expect(reported(flag(mark), flag(""))).toEqual(["undeprecated PyZoo_Flag: win_amd64"]);
  });

  test("a name that another build has too is told as a change of this one", () => {
    const lock = "int PyZoo_Lock(void);\n";
    expect(reported(only(freeThreaded, lock), lock)).toEqual(["availability-changed PyZoo_Lock: cpt"]);
    expect(reported(lock, only(freeThreaded, lock))).toEqual(["availability-changed PyZoo_Lock: cpt"]);
  });

  test("a free-threaded build is told of what only the default one has", () => {
    const after = only(`!${freeThreaded}`, "int PyZoo_Gil(void);");
    expect(reported("", after, "cpt")).toEqual(["symbol-added PyZoo_Gil: cp cpd"]);
  });
});
