import { describe, expect, test } from "vitest";
import { readReferenceCounts } from "../../src/cpython/refcounts.ts";

const path = "Doc/data/refcounts.dat";
const read = (text: string) =>
  readReferenceCounts({ ref: "x", commit: "0".repeat(40), files: new Map([[path, { path, blob: "", text }]]) });

describe("Doc/data/refcounts.dat", () => {
  test("gives the kind of reference a function returns", () => {
    const { entries, diagnostics } = read(`# Format: function:type:parameter:effect:comment

PyBox_New:PyObject*::+1:
PyBox_Get:PyObject *::0:from the box
PyBox_Type:PyTypeObject*::+1:
PyErr_Box:PyObject*::null:
PyBox_Size:Py_ssize_t:::
PyBox_Count:int::0:
`);
    expect(diagnostics).toEqual([]);
    expect([...entries].map(([name, { returns }]) => [name, returns])).toEqual([
      ["PyBox_New", "new"],
      ["PyBox_Get", "borrowed"],
      ["PyBox_Type", "new"],
      ["PyErr_Box", null],
      ["PyBox_Size", null],
      ["PyBox_Count", null],
    ]);
  });

  test("gives the effect on references to arguments", () => {
    const { entries } = read(`PyBox_Put:void:::
PyBox_Put:PyObject*:box:0:
PyBox_Put:PyObject*:item:0:stolen
PyBox_Drop:void:::
PyBox_Drop:PyObject*:item:-1:
PyBox_Keep:int:::
PyBox_Keep:PyObject*:item:+1:
PyBox_Keep:const char*:label:::
`);
    expect(entries.get("PyBox_Put")?.params).toEqual([
      { name: "box", effect: null },
      { name: "item", effect: "stolen" },
    ]);
    expect(entries.get("PyBox_Drop")?.params).toEqual([{ name: "item", effect: "released" }]);
    expect(entries.get("PyBox_Keep")?.params.map(({ effect }) => effect)).toEqual([null, null]);
  });

  test("continues after malformed lines, and reports their positions", () => {
    const { entries, diagnostics } = read(
      "PyBox_New:PyObject*::+1:\nPyBox_Get\n:int:::\nPyBox_Put:void::two:\nPyBox_Set:int:::",
    );
    expect([...entries.keys()]).toEqual(["PyBox_New", "PyBox_Set"]);
    expect(diagnostics.map(({ code, header, line }) => [code, header, line])).toEqual([
      ["invalid-refcounts", path, 2],
      ["invalid-refcounts", path, 3],
      ["invalid-refcounts", path, 4],
    ]);
    expect(diagnostics[0]?.message).toContain('"PyBox_Get"');
  });

  test("is not in every tree", () => {
    const { entries, diagnostics } = readReferenceCounts({ ref: "x", commit: "", files: new Map() });
    expect([entries.size, diagnostics]).toEqual([0, []]);
  });
});
