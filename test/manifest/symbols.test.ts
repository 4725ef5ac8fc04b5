import { describe, expect, test } from "vitest";
import type { ManifestSymbol } from "../../src/manifest/model.ts";
import { manifestOf, manifestWith, named } from "./miniature.ts";

const { symbols } = manifestOf();

/** What the manifest says of a symbol of `Include/test.h`. */
function symbolIn(text: string, name: string): ManifestSymbol | undefined {
  return named(manifestWith(text).symbols, name);
}

describe("a function", () => {
  test("has its signature, location and tier", () => {
    expect(named(symbols, "PyBox_New")).toEqual({
      name: "PyBox_New",
      kind: "function",
      surface: "public",
      tier: "limited",
      header: "Include/box.h",
      line: 6,
      exported: true,
      returns: "PyObject *",
      params: [
        { type: "const char *", name: "label" },
        { type: "Py_ssize_t", name: "size" },
      ],
      variadic: false,
      deprecated: null,
      limitedApi: { since: "3.2" },
      stableAbi: { added: "3.2" },
      castMacro: false,
      macro: null,
      bodyHash: null,
      implementation: { kind: "call", name: "PyBox_New", imports: ["PyBox_New"] },
      calls: null,
      reference: null,
      threadSafety: null,
    });
  });

  test("has the line of its name, even if the declaration begins earlier", () => {
    expect(symbolIn("PyAPI_FUNC(int)\n\n  PyTest_Late(void);\n", "PyTest_Late")).toMatchObject({ line: 3 });
  });

  test("lists other headers that declare it", () => {
    const declared = "PyAPI_DATA(int) PyTest_Limit;\n";
    const text = `#include "early.h"\n${declared}${declared}PyAPI_DATA(int) PyTest_Once;\n`;
    const { symbols } = manifestOf({ "Include/early.h": declared, "Include/test.h": text });
    expect(named(symbols, "PyTest_Limit")).toMatchObject({ header: "Include/early.h", alsoIn: ["Include/test.h"] });
    expect(named(symbols, "PyTest_Once")).not.toHaveProperty("alsoIn");
  });

  test("is exported only where PyAPI_FUNC says so", () => {
    expect(named(symbols, "PyBox_Local")).toMatchObject({ kind: "function", exported: false });
    expect(named(symbols, "PyBox_Seal")).toMatchObject({ kind: "function", exported: true });
  });

  test("may take further arguments", () => {
    expect(named(symbols, "PyBox_Format")).toMatchObject({ variadic: true, params: [{}, { type: "const char *" }] });
  });

  test("has parameters as C adjusts them", () => {
    const params = [
      { type: "char **", name: "argv" },
      { type: "int (*)(void)", name: "call" },
      { type: "struct __va_list_tag *", name: "rest" },
    ];
    const text = "#include <stdarg.h>\nint PyTest_Main(char *argv[4], int call(void), va_list rest);\n";
    expect(symbolIn(text, "PyTest_Main")).toMatchObject({ params });
  });

  test("takes no arguments with and without (void)", () => {
    expect(symbolIn("int PyTest_A(void);\n", "PyTest_A")).toMatchObject({ params: [], variadic: false });
    expect(symbolIn("int PyTest_B();\n", "PyTest_B")).toMatchObject({ params: [], variadic: false });
  });

  test("is deprecated since the version in Py_DEPRECATED, or since an unknown version with a bare attribute", () => {
    expect(named(symbols, "PyBox_Length")).toMatchObject({ deprecated: "3.12" });
    expect(named(symbols, "PyBox_New")).toMatchObject({ deprecated: null });
    const text =
      'int PyTest_A(void) __attribute__((deprecated("use another")));\nPyAPI_FUNC(int) PyTest_B(void) Py_DEPRECATED(3.9);\n';
    expect(symbolIn(text, "PyTest_A")).toMatchObject({ deprecated: "" });
    expect(symbolIn(text, "PyTest_B")).toMatchObject({ deprecated: "3.9" });
  });

  test("merges the facts of several declarations", () => {
    const text = "int PyTest_A(int);\nPy_DEPRECATED(3.11) PyAPI_FUNC(int) PyTest_A(int again);\n";
    expect(symbolIn(text, "PyTest_A")).toMatchObject({ line: 1, exported: true, deprecated: "3.11" });
  });

  test("declared through a typedef of a function type is one too", () => {
    const text = "typedef int Callback(int);\nPyAPI_FUNC(int) PyTest_A(int);\nCallback PyTest_B;\n";
    expect(symbolIn(text, "PyTest_B")).toMatchObject({ kind: "function", returns: "int", params: [{ type: "int" }] });
  });
});

describe("an inline function", () => {
  test("has a hash of its body that knows tokens and not white space", () => {
    const hash = (text: string) => {
      const symbol = symbolIn(text, "PyTest_A");
      return symbol?.kind === "inline-function" ? symbol.bodyHash : null;
    };
    const one = hash("static inline int PyTest_A(int x) { return x+1; }\n");
    expect(one).toMatch(/^[\da-f]{16}$/);
    expect(hash("static inline int PyTest_A(int x)\n{\n  return x + 1; // same\n}\n")).toBe(one);
    expect(hash("#define ONE 1\nstatic inline int PyTest_A(int x) { return x+ONE; }\n")).toBe(one);
    expect(hash("static inline int PyTest_A(int x) { return x+2; }\n")).not.toBe(one);
  });

  test.each([
    ["return PyBox_Seal(op);", "PyBox_Seal"],
    ["PyBox_Seal(op);", "PyBox_Seal"],
    ["return (int)PyBox_Seal((PyObject *)op);", "PyBox_Seal"],
    ["return (PyBox_Seal(op));", "PyBox_Seal"],
    ["return (unsigned long)(PyBox_Seal(op));", "PyBox_Seal"],
    ["return PyBox_Seal(op) + 1;", null],
    ["return PyBox_Seal(op)(1);", null],
    ["PyBox_Seal(op); return 0;", null],
    ["return op->ob_type;", null],
    ["", null],
  ])("whose whole body is one call names the callee: %s", (body, calls) => {
    const symbol = symbolIn(`static inline int PyTest_A(PyObject *op) { ${body} }\n`, "PyTest_A");
    expect(symbol).toMatchObject({ kind: "inline-function", exported: false, calls });
  });

  test("is one also after a prototype, and has the definition's location", () => {
    const text = "static inline int PyTest_A(void);\nstatic inline int PyTest_A(void) { return 1; }\n";
    expect(symbolIn(text, "PyTest_A")).toMatchObject({ kind: "inline-function", line: 2 });
  });
});

describe("a macro of a function's name", () => {
  test("that only casts the arguments is castMacro", () => {
    expect(named(symbols, "PyBox_ITEMS")).toMatchObject({ kind: "inline-function", castMacro: true, macro: null });
    expect(named(symbols, "Py_DECREF")).toMatchObject({ kind: "inline-function", castMacro: true, macro: null });
  });

  test("that does more is listed separately", () => {
    expect(named(symbols, "PyBox_Pack")).toMatchObject({
      kind: "function",
      castMacro: false,
      macro: { params: ["box", "flags"], body: "_PyBox_Resize(&(box), NULL)" },
    });
  });

  test.each([
    ["PyTest_A", true],
    ["(a) PyTest_A(a)", true],
    ["(a) PyTest_A((PyObject *)(a))", true],
    ["(a) (PyTest_A(_PyObject_CAST(a)))", true],
    ["(a) PyTest_A(_PyObject_CAST(a), 0)", false],
    ["(a) PyTest_A(&(a))", false],
    ["(a) PyTest_B(a)", false],
    ["(a, b) PyTest_A(b, a)", false],
    ["PyTest_B", false],
  ])("#define PyTest_A%s: castMacro %s", (definition, castMacro) => {
    const separator = definition.startsWith("(") ? "" : " ";
    const text = `int PyTest_A(PyObject *);\n#define PyTest_A${separator}${definition}\n`;
    const symbol = symbolIn(text, "PyTest_A");
    expect(symbol).toMatchObject({ kind: "function", castMacro });
    expect(symbol?.kind === "function" && symbol.macro === null).toBe(castMacro);
  });
});

describe("a variable", () => {
  test("has its type", () => {
    expect(named(symbols, "PyBox_Type")).toMatchObject({
      kind: "variable",
      exported: true,
      type: "PyTypeObject",
      macro: null,
    });
  });

  test("has the array length that any declaration gives", () => {
    const text = 'extern int PyTest_A[];\nPyAPI_DATA(int) PyTest_A[4];\nstatic const char PyTest_B[] = "abc";\n';
    expect(symbolIn(text, "PyTest_A")).toMatchObject({ type: "int[4]", exported: true, static: false, line: 1 });
    expect(symbolIn(text, "PyTest_B")).toMatchObject({ type: "const char[4]", exported: false, static: true });
  });

  test("may be hidden by a macro", () => {
    const text = "PyAPI_DATA(int) PyTest_A;\n#define PyTest_A (*PyTest_Address())\n";
    expect(symbolIn(text, "PyTest_A")).toMatchObject({
      kind: "variable",
      macro: { params: null, body: "(*PyTest_Address())" },
    });
  });
});

describe("a typedef", () => {
  test("has what it stands for, one level", () => {
    expect(named(symbols, "destructor")).toMatchObject({ kind: "typedef", type: "void (*)(PyObject *)" });
    expect(named(symbols, "binaryfunc")).toMatchObject({ type: "PyObject *(*)(PyObject *, PyObject *)" });
    expect(named(symbols, "Py_ssize_t")).toMatchObject({ type: "ssize_t" });
    expect(named(symbols, "PyBoxState")).toMatchObject({ type: "struct _boxstate" });
  });

  test("may name several", () => {
    const text = "typedef struct _test PyTest, *PyTestPointer, PyTestPair[2];\n";
    expect(symbolIn(text, "PyTestPointer")).toMatchObject({ type: "struct _test *" });
    expect(symbolIn(text, "PyTestPair")).toMatchObject({ type: "struct _test[2]" });
  });
});

describe("an enumerator", () => {
  test("has its value and the enum that has it", () => {
    expect(named(symbols, "PYBOX_EMPTY")).toMatchObject({
      kind: "enumerator",
      enum: "PyBoxPhase",
      value: "-1",
      line: 5,
    });
    expect(named(symbols, "PYBOX_SEALED")).toMatchObject({ enum: "PyBoxPhase", value: "1" });
    expect(named(symbols, "BOX_LARGE")).toMatchObject({ enum: "_boxkind", value: "16" });
    expect(named(symbols, "BOX_MAXIMUM")).toMatchObject({ enum: null, value: "128" });
  });

  test("is one even if a macro of its own name exists for #ifdef", () => {
    const text = "enum { TEST_A = 3\n#define TEST_A TEST_A\n};\n";
    expect(symbolIn(text, "TEST_A")).toMatchObject({ kind: "enumerator", value: "3", macro: null });
  });

  test("of unknown value is marked", () => {
    const { symbols, diagnostics, complete } = manifestWith("enum { TEST_A = sizeof(struct nowhere), TEST_B };\n");
    expect(named(symbols, "TEST_A")).toMatchObject({ value: "" });
    expect(named(symbols, "TEST_B")).toMatchObject({ value: "" });
    const where = { code: "unknown-value", header: "Include/test.h", line: 1 };
    expect(diagnostics).toContainEqual({ ...where, message: expect.stringContaining("TEST_A") });
    expect(diagnostics).toContainEqual({ ...where, message: expect.stringContaining("TEST_B") });
    expect(complete).toBe(false);
  });
});

describe("a name has one entry", () => {
  test("sorted by code unit", () => {
    const names = symbols.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.indexOf("_Py_Dealloc")).toBeGreaterThan(names.indexOf("Py_DECREF"));
  });

  test("and a declaration takes precedence over a macro of the same name", () => {
    expect(symbolIn("typedef int PyTest_A;\n#define PyTest_A long\n", "PyTest_A")).toMatchObject({
      kind: "typedef",
      macro: { params: null, body: "long" },
    });
  });

  test("and its public declaration takes precedence over the internal one", () => {
    const text = "#ifdef Py_BUILD_CORE\n#define PyTest_A 2\n#define PyTest_B 2\n#else\n#define PyTest_A 1\n#endif\n";
    expect(symbolIn(text, "PyTest_A")).toMatchObject({ surface: "public", tier: "limited", body: "1" });
    expect(symbolIn(text, "PyTest_B")).toMatchObject({ surface: "internal", tier: "internal", body: "2" });
  });

  test("none for the system's and configure's", () => {
    const names = symbols.map(({ name }) => name);
    expect(names).not.toContain("size_t");
    expect(names).not.toContain("SIZEOF_VOID_P");
    expect(names).not.toContain("__GNUC__");
  });
});
