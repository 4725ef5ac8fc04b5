import { expect, test } from "vitest";
import { outsideLimitedApi } from "../../src/check/limited-api.ts";
import type { Manifest, ManifestSymbol } from "../../src/manifest/model.ts";

const symbol = (name: string, since: string | null, added: string | null) =>
  ({
    name,
    limitedApi: since === null ? null : { since },
    stableAbi: added === null ? null : { added },
  }) as ManifestSymbol;

const manifest: Pick<Manifest, "symbols"> = {
  symbols: [
    symbol("PyObject_Call", "3.2", "3.2"),
    symbol("PyType_GetName", "3.11", "3.11"),
    symbol("PyUnicode_AsUTF8AndSize", "3.10", "3.10"),
    symbol("_PyObject_GetState", null, null),
    // Only macros of old headers call it.
    symbol("_Py_Dealloc", null, "3.2"),
    // Before 3.10 there was no list.
    symbol("PyOld", "3.3", null),
    symbol("PyEarly", "3.12", "3.9"),
  ],
};
const outside = (version: string) =>
  outsideLimitedApi([...manifest.symbols.map(({ name }) => name), "PyUnknown_Name"], version, manifest);

test("imports from a later limited API, or from none", () => {
  expect(outside("3.9")).toEqual([
    { name: "PyType_GetName", since: "3.11" },
    { name: "PyUnicode_AsUTF8AndSize", since: "3.10" },
    { name: "_PyObject_GetState", since: null },
  ]);
  expect(outside("3.12")).toEqual([{ name: "_PyObject_GetState", since: null }]);
});

test("versions are numbers: 3.2 is before 3.10", () => {
  expect(outside("3.2").map(({ name }) => name)).toContain("PyOld");
  expect(outside("3.10").map(({ name }) => name)).toEqual(["PyType_GetName", "_PyObject_GetState"]);
});

test("names that are not imported are not reported", () => {
  expect(outsideLimitedApi(["PyObject_Call"], "3.2", manifest)).toEqual([]);
});
