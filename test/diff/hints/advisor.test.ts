import { describe, expect, test } from "vitest";
import { diffManifests } from "../../../src/diff/diff.ts";
import { Advisor } from "../../../src/diff/hints/advisor.ts";
import { ManifestIndex } from "../../../src/diff/manifest-index.ts";
import type { Manifest, Tier } from "../../../src/manifest/model.ts";
import { headersManifest } from "../fixtures.ts";
import { func, manifest } from "../manifests.ts";

const index = (header: string) => ManifestIndex.of(headersManifest("test", new Map([["x.h", header]])));

/** What replaces a name in a version, or is null. @param before what an older version had */
function replaces(name: string, header: string, before = ""): readonly string[] | null {
  return new Advisor(index(before), index(header)).forSymbol(name)?.names ?? null;
}

describe("instead of a symbol there is", () => {
  test("the name that it only stands for", () => {
    expect(replaces("PyOld", "int PyNew(int x);\n#define PyOld(x) PyNew(x)\n")).toEqual(["PyNew"]);
    expect(replaces("PyOld", "int PyNew(int x);\n", "int PyNew(int x);\n#define PyOld(x) PyNew(x)\n")).toEqual([
      "PyNew",
    ]);
  });

  test("the public name with the same stem, even if it takes other arguments", () => {
    expect(replaces("_PyDict_Drop", "int PyDict_Drop(int x);\n", "int _PyDict_Drop(void);\n")).toEqual(["PyDict_Drop"]);
    expect(replaces("_PyLong_Odd", "int PyLong_GetOdd(int x);\nint _PyLong_Odd(void);\n")).toEqual(["PyLong_GetOdd"]);
    expect(replaces("PyDict_Drop", "int PyUnstable_Dict_Drop(int x);\n", "int PyDict_Drop(int x);\n")).toBeNull();
  });

  test("the function that returns a strong reference", () => {
    const get = "PyObject *PyBag_GetItem(PyObject *bag, int i);\nPyObject *PyPeg_GetObject(PyObject *peg);\n";
    const strong =
      "int PyBag_GetItemRef(PyObject *bag, int i, PyObject **result);\nint PyPeg_GetRef(PyObject *peg, PyObject **result);\n";
    expect(replaces("PyBag_GetItem", get + strong)).toEqual(["PyBag_GetItemRef"]);
    expect(replaces("PyPeg_GetObject", get + strong)).toEqual(["PyPeg_GetRef"]);
    expect(replaces("PyBag_GetItem", "int PyBag_GetItemRef(int other);\n", get)).toBeNull();
  });

  test("a documented replacement, if the version has it", () => {
    expect(replaces("PyImport_ImportModuleNoBlock", "int PyImport_ImportModule(void);\n")).toEqual([
      "PyImport_ImportModule",
    ]);
    expect(replaces("PyImport_ImportModuleNoBlock", "")).toBeNull();
  });

  test("a documented call, member or type of C; also one that pythoncapi-compat brings", () => {
    expect(replaces("Py_GetPrefix", "")).toEqual(['PyConfig_Get("base_prefix")']);
    expect(replaces("Py_DebugFlag", "typedef struct { int parser_debug; } PyConfig;\n")).toEqual([
      "PyConfig.parser_debug",
    ]);
    expect(replaces("Py_DebugFlag", "")).toBeNull();
    expect(replaces("Py_UNICODE", "")).toEqual(["wchar_t"]);
  });
});

test("instead of a member there are the functions named for it, or a macro's name", () => {
  const header =
    "typedef struct { int ob_pins; int ob_size; } PyPeg;\nint Py_PINS(PyPeg *peg);\nvoid Py_SET_PINS(PyPeg *peg, int n);\n";
  const advisor = new Advisor(null, index(header));
  expect(advisor.forMember("PyPeg", "ob_pins")?.names).toEqual(["Py_PINS", "Py_SET_PINS"]);
  expect(advisor.forMember("PyPeg", "ob_size")).toBeNull();
});

test("instead of a deprecated member there is what documentation names", () => {
  const dict = (mark: string) =>
    "#define PyX_OLD __attribute__((deprecated))\nint PyDict_AddWatcher(int x);\nint PyDict_Watch(int x);\n" +
    `typedef struct { long ma_version_tag ${mark}; } PyDictObject;\n`;
  const [before, after] = ["", "PyX_OLD"].map((mark) => headersManifest("test", new Map([["x.h", dict(mark)]])));
  const { changes } = diffManifests(before as Manifest, after as Manifest);
  expect(changes).toMatchObject([
    { rule: "deprecated", member: "ma_version_tag", replacement: ["PyDict_AddWatcher", "PyDict_Watch"] },
  ]);
});

test("a hint gives the version of its replacements, once if all have the same", () => {
  const header = "int PyA(void);\nint PyB(void);\n";
  const advisor = new Advisor(index(header), index(header));
  expect(advisor.text(["PyA", "PyB"])).toBe("Use PyA and PyB (also in 3.13).");
  expect(advisor.text(['PyA("x")', "PyA.y"])).toBe('Use PyA("x") and PyA.y (also in 3.13).');
  expect(advisor.text(["inner.member"])).toBe("Use inner.member.");
});

test("a hint says what else differs: the kind of reference, and that the limited API lacks the replacement", () => {
  const returns = "PyObject *";
  const [lent, held] = [
    func("PyLent", { returns, reference: "borrowed" }),
    func("PyHeld", { returns, reference: "new" }),
  ];
  const text = (tier: Tier, of: string) => {
    const symbols = [lent, held, func("PyPath", { returns: "wchar_t *", tier })];
    const both = ManifestIndex.of(manifest({ symbols }));
    return new Advisor(both, both).text(["PyHeld"], of);
  };
  expect(text("public", "PyLent")).toBe("Use PyHeld (also in 3.13; returns a new reference).");
  expect(text("limited", "PyPath")).toBe("Use PyHeld (also in 3.13; returns a new reference; not in the limited API).");
  expect(text("public", "PyHeld")).toBe("Use PyHeld (also in 3.13).");
});

test("a replacement that the older version lacks is new in a series only if no other can have brought it", () => {
  const textFor = (from: string, to: string) => {
    const [before, after] = [manifest({ version: from }), manifest({ version: to, symbols: [func("PyNew")] })];
    return new Advisor(ManifestIndex.of(before), ManifestIndex.of(after)).text(["PyNew"]);
  };
  expect(textFor("3.12.4", "3.13.0a1")).toBe("Use PyNew (new in 3.13).");
  expect(textFor("3.13.0a1", "3.13.2")).toBe("Use PyNew (new in 3.13).");
  // 3.12.0a7 may have brought it.
  expect(textFor("3.12.0a3", "3.13.2")).toBe("Use PyNew (not in 3.12.0a3).");
  expect(textFor("3.11.2", "3.13.2")).toBe("Use PyNew (not in 3.11).");
  expect(textFor("3.13.0", "3.13.2")).toBe("Use PyNew (not in 3.13.0).");
  expect(textFor("3.14.0a1", "3.13.2")).toBe("Use PyNew (not in 3.14.0a1).");
});
