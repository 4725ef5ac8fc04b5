import { describe, expect, test } from "vitest";
import type { Manifest, ManifestStruct } from "../../src/manifest/model.ts";
import { structPart } from "../../src/manifest/struct-part.ts";

const struct = (name: string, tag: string | null, typedefs: string[], rest: Partial<ManifestStruct> = {}) =>
  ({ name, kind: "struct", tag, typedefs, header: "Include/x.h", line: 1, ...rest }) as ManifestStruct;

const manifest = {
  schemaVersion: 1,
  ref: "v3.13.5",
  commit: "a".repeat(40),
  version: "3.13.5",
  target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
  complete: false,
  diagnostics: [
    { code: "unknown-layout", header: "Include/x.h", line: 9, message: "of the thing" },
    { code: "unknown-layout", header: "Include/y.h", line: 9, message: "of another" },
  ],
  headers: [],
  symbols: [],
  structs: [
    struct("PyObject", "_object", ["PyObject", "PyObjectAlias"]),
    struct("PyThing", null, ["PyThing"], { line: 9 }),
    struct("_tagged", "_tagged", []),
    struct("choice", "choice", [], { kind: "union" }),
  ],
  enums: [],
} as unknown as Manifest;

describe("a struct is found", () => {
  test.each([
    ["PyObject", "PyObject"],
    ["PyObjectAlias", "PyObject"],
    ["_object", "PyObject"],
    ["struct _object", "PyObject"],
    ["_tagged", "_tagged"],
    ["union choice", "choice"],
  ])("%s as %s", (asked, name) => expect(structPart(manifest, asked).struct.name).toBe(name));

  test("with the manifest that it is of, and only the diagnostics about it", () => {
    expect(structPart(manifest, "PyThing")).toMatchObject({
      ref: "v3.13.5",
      version: "3.13.5",
      complete: false,
      diagnostics: [{ message: "of the thing" }],
    });
    expect(structPart(manifest, "PyObject")).toMatchObject({ complete: true, diagnostics: [] });
  });
});

test.each([["PyObjekt"], ["struct PyObject"], ["struct choice"], [""], ["__proto__"]])("there is no %j", (asked) => {
  expect(() => structPart(manifest, asked)).toThrow(expect.objectContaining({ code: "unknown-struct" }));
});

test("an unknown one gets near names", () => {
  expect(() => structPart(manifest, "PyObjekt")).toThrow(expect.objectContaining({ details: { near: ["PyObject"] } }));
});
