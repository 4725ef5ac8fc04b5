import { describe, expect, test } from "vitest";
import { manifestOf, manifestWith, named } from "./miniature.ts";

const { structs } = manifestOf();

describe("a struct", () => {
  test("has its layout and members, with those of anonymous structs and unions as its own", () => {
    expect(named(structs, "PyBoxObject")).toEqual({
      name: "PyBoxObject",
      kind: "struct",
      tag: null,
      typedefs: ["PyBoxObject"],
      surface: "public",
      tier: "public",
      header: "Include/cpython/box.h",
      line: 5,
      opaque: false,
      size: 56,
      align: 8,
      members: [
        { name: "ob_base", type: "PyObject", offset: 0, size: 16 },
        { name: "items", type: "PyObject **", offset: 16, size: 8 },
        { name: "sealed", type: "unsigned int", offset: 24, size: 4, bitOffset: 192, bitWidth: 1 },
        { name: "shape", type: "unsigned int", offset: 24, size: 4, bitOffset: 193, bitWidth: 3 },
        { name: null, type: "unsigned int", offset: 28, size: 4, bitOffset: 224, bitWidth: 0 },
        { name: "count", type: "long", offset: 32, size: 8 },
        { name: "weight", type: "double", offset: 32, size: 8 },
        {
          name: "measures",
          type: "struct (unnamed)",
          offset: 40,
          size: 4,
          members: [
            { name: "width", type: "short", offset: 40, size: 2 },
            { name: "height", type: "short", offset: 42, size: 2 },
          ],
        },
        { name: "label", type: "char[8]", offset: 44, size: 8 },
      ],
      limitedApi: null,
      stableAbi: null,
    });
  });

  test("is known by its typedef, else by its tag", () => {
    expect(named(structs, "PyObject")).toMatchObject({ tag: "_object", typedefs: ["PyObject"] });
    expect(named(structs, "_object")).toBeUndefined();
    expect(named(structs, "_boxpool")).toMatchObject({ tag: "_boxpool", typedefs: [] });
    const { structs: two } = manifestWith("typedef struct _pair PyPairB;\ntypedef struct _pair PyPairA;\n");
    expect(named(two, "PyPairB")).toMatchObject({ tag: "_pair", typedefs: ["PyPairA", "PyPairB"] });
    expect(named(two, "PyPairA")).toBeUndefined();
  });

  test("has the place that completes it, wherever it was named first", () => {
    expect(named(structs, "PyObject")).toMatchObject({ header: "Include/object.h", line: 8 });
  });

  test("is opaque if the public surface names but does not complete it", () => {
    expect(named(structs, "PyTypeObject")).toMatchObject({ opaque: true, size: null, align: null, members: null });
    expect(named(structs, "_boxpool")).toMatchObject({ opaque: true, members: null });
  });

  test("is opaque, with its members, if only the internal surface completes it", () => {
    expect(named(structs, "PyBoxState")).toMatchObject({
      opaque: true,
      surface: "public",
      header: "Include/internal/pycore_box.h",
      size: 16,
      members: [{ name: "depth" }, { name: "owner", offset: 8 }],
    });
  });

  test("that only internal headers name is internal and not opaque", () => {
    const { structs } = manifestOf({ "Include/internal/pycore_test.h": "struct _hidden { int a; };\n" });
    expect(named(structs, "_hidden")).toMatchObject({ surface: "internal", tier: "internal", opaque: false, size: 4 });
  });

  test("may be a union", () => {
    const { structs } = manifestWith("union _test { char c; long l; };\n");
    expect(named(structs, "_test")).toMatchObject({ kind: "union", size: 8, members: [{ offset: 0 }, { offset: 0 }] });
  });

  test("defined inside another, with a tag, is one by itself", () => {
    const { structs } = manifestWith("struct outer { int a; struct inner { int b; } in; };\n");
    expect(named(structs, "inner")).toMatchObject({ size: 4, line: 1 });
    expect(named(structs, "outer")).toMatchObject({ members: [{}, { name: "in", type: "struct inner" }] });
  });

  test("defined in a typedef of a pointer to it is known by its tag only", () => {
    const { structs } = manifestWith("typedef struct _test { int a; } *PyTestPointer;\n");
    expect(named(structs, "_test")).toMatchObject({ typedefs: [], size: 4 });
    expect(named(structs, "PyTestPointer")).toBeUndefined();
  });

  test("has the alignment of the typedef that names it; another type aligned otherwise is not its name", () => {
    const { structs } = manifestWith(
      "typedef struct { char c; } PyAlone __attribute__((aligned(16)));\n" +
        "struct _tag { int a; };\ntypedef struct _tag PyAligned __attribute__((aligned(32)));\n",
    );
    expect(named(structs, "PyAlone")).toMatchObject({ size: 1, align: 16 });
    expect(named(structs, "_tag")).toMatchObject({ typedefs: [], size: 4, align: 4 });
  });

  test("is not complete after a pragma that changes layouts in a way that is not supported", () => {
    const { diagnostics, complete } = manifestWith(
      "#pragma scalar_storage_order big-endian\nstruct PyBits { int a : 3; };\n",
    );
    expect(diagnostics).toContainEqual({
      code: "unsupported-pragma",
      header: "Include/test.h",
      line: 1,
      message: "#pragma scalar_storage_order big-endian may change layouts and is not supported",
    });
    expect(complete).toBe(false);
    const { structs } = manifestWith(
      'struct PyOrder { int a : 3; } __attribute__((scalar_storage_order("big-endian")));\n',
    );
    expect(named(structs, "PyOrder")?.size).toBeNull();
  });

  test("of the system is not listed, even if a typedef of CPython's names it", () => {
    const { structs } = manifestWith("#include <time.h>\ntypedef struct tm PyTest_Time;\n");
    expect(named(structs, "tm")).toBeUndefined();
    expect(named(structs, "PyTest_Time")).toBeUndefined();
  });
});

describe("an unknown layout", () => {
  const broken = `
struct good { int a; long b; };
struct bad { int before; struct nowhere inside; int after; };
struct behind { struct bad first; int second; };
struct pointing { struct nowhere *p; unknown_type *q; };
struct typed { unknown_type t; };
`;
  const { structs, diagnostics, complete } = manifestWith(broken);

  test("is null with the reason, and has the members by name", () => {
    expect(named(structs, "bad")).toMatchObject({
      opaque: false,
      size: null,
      align: null,
      members: [
        { name: "before", type: "int", offset: null, size: null },
        { name: "inside", type: "struct nowhere", offset: null, size: null },
        { name: "after", type: "int", offset: null, size: null },
      ],
    });
    const message = expect.stringMatching(/layout of bad .*struct nowhere/);
    expect(diagnostics).toContainEqual({ code: "unknown-layout", header: "Include/test.h", line: 3, message });
    expect(complete).toBe(false);
  });

  test("extends to structs that contain it", () => {
    expect(named(structs, "behind")).toMatchObject({ size: null, members: [{ type: "struct bad" }, { type: "int" }] });
    expect(named(structs, "typed")).toMatchObject({ size: null, members: [{ type: "unknown_type" }] });
  });

  test("harms nothing else: a pointer needs no complete type", () => {
    expect(named(structs, "good")).toMatchObject({ size: 16, members: [{ offset: 0 }, { offset: 8 }] });
    expect(named(structs, "pointing")).toMatchObject({ size: 16, members: [{ offset: 0 }, { offset: 8 }] });
    expect(named(structs, "PyBoxObject")).toMatchObject({ size: 56 });
  });
});
