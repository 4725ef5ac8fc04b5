import { describe, expect, test } from "vitest";
import { type EntryFilter, listStructs, listSymbols } from "../../src/manifest/entry-list.ts";
import type { Manifest, ManifestStruct, ManifestSymbol } from "../../src/manifest/model.ts";

const entry = { kind: "function", tier: "public", surface: "public", header: "Include/object.h", line: 1 };
const symbols = [
  { ...entry, name: "PyList_New", tier: "limited" },
  { ...entry, name: "Py_ABS", kind: "macro", header: "Include/pymacro.h" },
  { ...entry, name: "Py_Internal", surface: "internal", tier: "internal" },
  { ...entry, name: "_Py_Dealloc", tier: "private" },
] as ManifestSymbol[];
const structs = [
  { ...entry, name: "PyObject", kind: "struct", tag: "_object", typedefs: ["PyObject", "PyObjectAlias"] },
  { ...entry, name: "choice", kind: "union", tag: "choice", typedefs: [] },
] as unknown as ManifestStruct[];
const manifest = {
  schemaVersion: 1,
  ref: "v3.13.5",
  commit: "a".repeat(40),
  version: "3.13.5",
  target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
  complete: false,
  diagnostics: [],
  headers: [],
  symbols,
  structs,
  enums: [],
  elsewhere: [],
} satisfies Manifest;

const listed = (filter: EntryFilter) =>
  listSymbols(manifest, filter, { limit: 100 }).symbols.map((symbol) => symbol.name);
const listedStructs = (filter: EntryFilter) =>
  listStructs(manifest, filter, { limit: 100 }).structs.map((struct) => struct.name);

describe("a list of symbols", () => {
  test("names its manifest, and says whether something may be missing", () => {
    const { schemaVersion, ref, commit, version, target } = manifest;
    expect(listSymbols(manifest, {}, { limit: 100 })).toEqual({
      ...{ schemaVersion, ref, commit, version, target, complete: false, next: null },
      symbols,
    });
  });

  test("is filtered by kind, tier, surface, header and name", () => {
    expect(listed({ kind: "macro" })).toEqual(["Py_ABS"]);
    expect(listed({ tier: "limited" })).toEqual(["PyList_New"]);
    expect(listed({ surface: "internal" })).toEqual(["Py_Internal"]);
    expect(listed({ header: "Include/pymacro.h" })).toEqual(["Py_ABS"]);
    expect(listed({ name: "Py_*" })).toEqual(["Py_ABS", "Py_Internal"]);
    expect(listed({ name: "_Py_Dealloc" })).toEqual(["_Py_Dealloc"]);
    expect(listed({ kind: "function", name: "Py*", surface: "public" })).toEqual(["PyList_New"]);
  });

  test("is paged, and the pages together are complete, also filtered", () => {
    const filter = { kind: "function" } as const;
    const first = listSymbols(manifest, filter, { limit: 2 });
    expect(first.symbols.map(({ name }) => name)).toEqual(["PyList_New", "Py_Internal"]);
    const second = listSymbols(manifest, filter, { limit: 2, cursor: first.next ?? "" });
    expect(second).toMatchObject({ symbols: [{ name: "_Py_Dealloc" }], next: null });
  });

  test("refuses a cursor that no page gave", () => {
    expect(() => listSymbols(manifest, {}, { limit: 1, cursor: "nonsense" })).toThrow(
      expect.objectContaining({ code: "invalid-request" }),
    );
  });
});

test("a list of structs is filtered the same way, by any of their names", () => {
  expect(listedStructs({})).toEqual(["PyObject", "choice"]);
  expect(listedStructs({ kind: "union" })).toEqual(["choice"]);
  for (const name of ["PyObject", "*Alias", "_object"]) expect(listedStructs({ name })).toEqual(["PyObject"]);
});
