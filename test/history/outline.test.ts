import { describe, expect, test } from "vitest";
import { jsonBytes } from "../../cache/json.ts";
import { outlineOf } from "../../src/history/outline.ts";
import { lookupsFor } from "../../src/history/part-lookups.ts";
import { TargetIndex } from "../../src/history/target-index.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { type PartRequest, partOf } from "../../src/manifest/part.ts";
import { enumeration, func, macro, manifest, member, struct } from "../diff/manifests.ts";

const whole = manifest({
  symbols: [func("PyA_New", { header: "Include/a.h", line: 7 }), macro("PyB")],
  structs: [
    struct("PyA", { tag: "_a", members: [member("b", { type: "struct _b" }), member("d", { type: "const PyD" })] }),
    struct("PyBObject", { tag: "_b", members: [member("c", { type: "PyC" }), member("size", { type: "int" })] }),
    struct("PyC", { typedefs: ["PyC", "PyCAlias"], header: "Include/b.h", line: 3, members: [member("value")] }),
    struct("PyD", { members: [member("value")] }),
    struct("_PyE", { tag: "PyC", members: [] }),
  ],
  enums: [enumeration("PyC_Kind", [])],
  diagnostics: [
    { code: "x", header: "Include/b.h", line: 3, message: "not understood" },
    { code: "a", header: "Include/a.h", line: 7, message: "" },
  ],
  complete: false,
});

const index = new TargetIndex();
index.take(index.record(whole, jsonBytes(whole)) as Buffer);

const outlineFor = (part: PartRequest): Manifest | null => {
  const lookups = lookupsFor(part, index);
  return lookups && JSON.parse((outlineOf(index, whole, lookups) as Buffer).toString());
};

describe("the outline for a part of a manifest", () => {
  test.each<PartRequest>([
    { kind: "symbol", name: "PyA_New" },
    ...["PyA", "struct _a", "_a", "PyC", "struct PyC", "PyCAlias"].map((name) => ({ kind: "struct" as const, name })),
    { kind: "struct", name: "PyA", expand: true },
    ...["d", "b.c", "b.c.value"].map((member) => ({ kind: "struct" as const, name: "PyA", member })),
    { kind: "struct", name: "PyA", member: "b", expand: true },
    { kind: "layouts", name: "Py?" },
    { kind: "layouts", name: "*A*", member: "b.c", expand: true },
  ])("gives the same as the manifest: %o", (part) => {
    expect(partOf(outlineFor(part) as Manifest, part)).toEqual(partOf(whole, part));
  });

  test("has what the part is made of and all diagnostics, and says whether the manifest is complete", () => {
    const outline = outlineFor({ kind: "struct", name: "PyA", member: "b.c" });
    expect(outline?.structs.map(({ name }) => name)).toEqual(["PyA", "PyBObject"]);
    expect(outline).toMatchObject({ complete: false, diagnostics: whole.diagnostics, symbols: [], headers: [] });
  });

  test("lacks a name that the manifest lacks", () => {
    const part: PartRequest = { kind: "symbol", name: "PyNone" };
    expect(() => partOf(outlineFor(part) as Manifest, part)).toThrow("has no symbol");
  });

  test("is none for lists of entries", () => {
    expect(outlineFor({ kind: "symbols", filter: {}, page: { limit: 10 } })).toBeNull();
  });
});
