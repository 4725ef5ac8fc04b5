import { describe, expect, test } from "vitest";
import { declarationEvidence, declarator, memberEvidence } from "../../src/diff/declaration.ts";
import { memberTree } from "../../src/diff/member-tree.ts";
import { enumeration, enumerator, func, macro, member, struct, typedef, variable } from "./manifests.ts";

describe("declarator puts a name into a type as C does", () => {
  test.each([
    ["int", "int f"],
    ["const char *", "const char *f"],
    ["PyObject *const", "PyObject *const f"],
    ["int[4]", "int f[4]"],
    ["char *[2][3]", "char *f[2][3]"],
    ["void (*)(PyObject *)", "void (*f)(PyObject *)"],
    ["void (*const)(void)", "void (*const f)(void)"],
    ["void (**)(int)", "void (**f)(int)"],
    ["int (*)[4]", "int (*f)[4]"],
    ["int (*[3])(void)", "int (*f[3])(void)"],
    ["void (*(*)(int))(char)", "void (*(*f)(int))(char)"],
    ["int (int)", "int f(int)"],
    ["int (void (*)(int))", "int f(void (*)(int))"],
    ["_Atomic(int)", "_Atomic(int) f"],
    ["_Atomic(void *) *", "_Atomic(void *) *f"],
    ["_Atomic(void (*)(int))[4]", "_Atomic(void (*)(int)) f[4]"],
    ["struct (unnamed)", "struct { … } f"],
    ["struct (unnamed) *(*)(int)", "struct { … } *(*f)(int)"],
  ])("%s", (type, expected) => {
    expect(declarator(type, "f")).toBe(expected);
  });

  test("leaves a nameless parameter its type", () => {
    expect(declarator("int[4]", "")).toBe("int[4]");
  });
});

describe("declarationEvidence gives location and declaration", () => {
  const texts: [Parameters<typeof declarationEvidence>[1], string][] = [
    [
      func("PyList_Append", {
        params: [
          { type: "PyObject *", name: "list" },
          { type: "PyObject *", name: null },
        ],
      }),
      "PyAPI_FUNC(int) PyList_Append(PyObject *list, PyObject *);",
    ],
    [func("PyErr_Format", { variadic: true }), "PyAPI_FUNC(int) PyErr_Format(...);"],
    [func("_Py_hidden", { exported: false }), "int _Py_hidden(void);"],
    [func("Py_INCREF", { kind: "inline-function", returns: "void *" }), "inline void *Py_INCREF(void) { … }"],
    [
      func("signal", { exported: false, returns: "void (*)(int)", params: [{ type: "int", name: "sig" }] }),
      "void (*signal(int sig))(int);",
    ],
    [variable("Py_Table", { type: "const char *[2][3]" }), "PyAPI_DATA(const char *) Py_Table[2][3];"],
    [func("PyOld", { deprecated: "3.14" }), "Py_DEPRECATED(3.14) PyAPI_FUNC(int) PyOld(void);"],
    [func("_PyOld", { deprecated: "", exported: false }), "__attribute__((deprecated)) int _PyOld(void);"],
    [variable("Py_Old", { deprecated: "3.12", type: "int" }), "Py_DEPRECATED(3.12) PyAPI_DATA(int) Py_Old;"],
    [typedef("PyOld", { deprecated: "3.13" }), "Py_DEPRECATED(3.13) typedef int PyOld;"],
    [macro("Py_LIMIT", { body: "10" }), "#define Py_LIMIT 10"],
    [macro("Py_EMPTY", { body: "" }), "#define Py_EMPTY"],
    [macro("Py_ABS", { params: ["x"], body: "f(x)" }), "#define Py_ABS(x) f(x)"],
    [variable("PyExc_Foo"), "PyAPI_DATA(PyObject *) PyExc_Foo;"],
    [variable("_Py_x", { exported: false, type: "int[2]" }), "extern int _Py_x[2];"],
    [variable("_Py_y", { exported: false, static: true, type: "const int" }), "static const int _Py_y = …;"],
    [typedef("destructor", { type: "void (*)(PyObject *)" }), "typedef void (*destructor)(PyObject *);"],
    [enumerator("PYGEN_RETURN", { enum: "PySendResult" }), "enum { PYGEN_RETURN = 0 }; /* PySendResult */"],
    [enumerator("ALONE", { value: "-1" }), "enum { ALONE = -1 };"],
    [enumeration("PyE", ["A", "B"], { tag: "_e" }), "typedef enum _e { A, B } PyE;"],
    [enumeration("_e", ["A"], { tag: "_e" }), "enum _e { A };"],
    [struct("PyFoo", { tag: "_foo" }), "typedef struct _foo { … } PyFoo;"],
    [struct("PyFoo", { tag: "_foo", opaque: true }), "typedef struct _foo PyFoo;"],
    [struct("_foo", { tag: "_foo", typedefs: [], kind: "union" }), "union _foo { … };"],
  ];
  test.each(texts)("%#: $1", (entry, text) => {
    const { header, line } = entry;
    expect(declarationEvidence("to", entry)).toEqual({ kind: "declaration", side: "to", header, line, text });
  });

  test("cuts a macro of pages", () => {
    const { text } = declarationEvidence("from", macro("Py_PAGES", { body: "x ".repeat(5000) }));
    expect(text).toHaveLength(200);
    expect(text).toMatch(/…$/);
  });
});

test("memberEvidence shows the member in its struct, with its mark", () => {
  const owner = struct("PyFoo", { members: [member("version", { deprecated: "3.12" })] });
  const texts = memberTree(owner).map((node) => memberEvidence("to", owner, node).text);
  expect(texts).toEqual(["typedef struct { … Py_DEPRECATED(3.12) int version; … } PyFoo;"]);
});
