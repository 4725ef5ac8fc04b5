import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourceUses } from "../../../src/check/source/uses.ts";
import { decodeText } from "../../../src/cpython/files.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import { placed } from "../placed.ts";
import { cpython, names, nothing, reported, usesOf } from "./extension.ts";

const tree = cpython(
  13,
  `typedef struct _object { long ob_refcnt; } PyObject; PyObject *PyObject_New(void);
#define Py_TWICE(x) x x`,
);

const n = 20_000;
const doublings = (steps: number) =>
  Array.from({ length: steps }, (_, i) => `#define M${i + 1} M${i} M${i}`).join("\n");

describe("invalid and excessive sources", () => {
  test.each([
    ["parentheses", `int f(void) { return ${"(".repeat(n)}PyFoo_Gone()${")".repeat(n)}; }`],
    ["brackets that do not close", `int f(void) { return ${"(".repeat(n)}PyFoo_Gone(); }`],
    ["brackets that close nothing", `int f(void) { PyFoo_Gone(); ${")]}".repeat(n)}`],
    ["brackets that cross", `int f(void) { PyFoo_Gone(); ${"([".repeat(n)}${")]".repeat(n)} }`],
    ["blocks", `int f(void) { ${"{".repeat(n)} PyFoo_Gone(); ${"}".repeat(n)} }`],
    ["casts", `int f(void) { return ${"(int)".repeat(n)}PyFoo_Gone(); }`],
    ["operators", `int f(void) { return ${"- ".repeat(n)}PyFoo_Gone(); }`],
    ["conditionals", `int f(void) { return ${"1 ? 2 : ".repeat(n)}PyFoo_Gone(); }`],
    ["initialisers", `int a[] = ${"{".repeat(n)} PyFoo_Gone ${"}".repeat(n)};`],
    ["structs", `${"struct {".repeat(n)} int PyFoo_Gone; ${"} x;".repeat(n)} int y = PyFoo_Gone;`],
    ["declarators", `int ${"(*".repeat(n)} f ${")(void)".repeat(n)}; int y = PyFoo_Gone;`],
    ["templates", `int f() { return ${"a<".repeat(n)} PyFoo_Gone; }`],
    ["lambdas", `auto f = ${"[]{".repeat(n)} PyFoo_Gone(); ${"}".repeat(n)};`],
    ["an initialiser that is its own class's base", "struct A : A { int x; }; int f(A a) { return a.y + PyFoo_Gone; }"],
  ])("end in time with what was there: %s", (_, source) => {
    for (const path of ["a.c", "a.cpp"]) {
      const { uses } = usesOf({ [path]: `#include <Python.h>\n${source}` }, tree);
      expect(uses.some((use) => reported(use).startsWith("PyFoo_Gone"))).toBe(true);
    }
  });

  test("include each other without an end", () => {
    const files = {
      "a.c": '#include <Python.h>\n#include "a.h"\nint x = PyFoo_Gone;',
      "a.h": '#include "b.h"\n',
      "b.h": '#include "a.h"\n',
    };
    const { uses, diagnostics } = usesOf(files, tree);
    expect(uses.map(reported)).toContain("PyFoo_Gone@a.c:3:9");
    expect(diagnostics.map(({ code }) => code)).toContain("include-depth");
  });

  test("have macros that expand without measure", () => {
    const { complete } = usesOf(`#define M0 PyObject_New();\n${doublings(40)}\nvoid f(void) { M40 }`, tree);
    expect(complete).toBe(false);
  });

  test("are built with many sets of macros: Python.h is read again only for macros that change it", () => {
    const tested = "#ifdef PY_OTHER\nint PyFoo_Other(void);\n#else\nint PyFoo_Gone(void);\n#endif\n";
    const large = cpython(13, `${tested}${"int PyFoo_Many(void);\n".repeat(2_000)}`);
    const text = "#include <Python.h>\nint f(void) { return PyFoo_Other(); }\n";
    const files = Array.from({ length: 40 }, (_, index) => ({ path: `m${index}.c`, text }));
    const read = (...others: string[]) => {
      const directives = (path: string) => [`#define NAME ${path}`, ...others];
      const { complete, uses } = sourceUses(files, large, defaultTarget, nothing, { directives, maxTokens: 200_000 });
      const calls = placed(uses).filter((use) => use.kind === "symbol");
      return [complete, calls.length, calls.every(({ declared }) => declared)];
    };
    expect(read()).toEqual([true, 40, false]);
    expect(read("#define PY_OTHER 1")).toEqual([true, 40, true]);
    expect(read("#define PY_OTHER 1", "#undef PY_OTHER").at(-1)).toBe(false);
  });

  test("have too many tokens in total, though none of them by itself: the omission is reported", () => {
    const file = (name: string) => ({
      path: name,
      text: `#include <Python.h>\n${"int x; ".repeat(20_000)}PyFoo_Gone();`,
    });
    const files = ["a.c", "b.c", "c.c"].map(file);
    const read = (maxTokens: number) => sourceUses(files, tree, defaultTarget, nothing, { maxTokens });
    const whole = read(250_000);
    expect([whole.complete, placed(whole.uses).length]).toEqual([true, 6]);
    const { complete, uses, diagnostics } = read(150_000);
    expect(
      placed(uses)
        .map(reported)
        .filter((use) => use.startsWith("PyFoo")),
    ).toHaveLength(2);
    expect(diagnostics).toMatchObject([{ code: "token-limit", file: "c.c" }]);
    expect(complete).toBe(false);
  });

  test.each([
    ["macros", `#define M0 PyObject_New();\n${doublings(14)}\n`, "void f(void) { M14 }\n".repeat(4)],
    ["a header that is given again", '#include "many.h"\n'.repeat(30), "int x;\n"],
    ["headers that include each other", "", '#include "0.h"\n'],
    ["directives", "", "#if 1\n#endif\n".repeat(10_000)],
  ])("spend one budget in all files, and what is not read is told: %s", (_, head, body) => {
    const text = `#include <Python.h>\n${head}${body}`;
    const units = Array.from({ length: 12 }, (_, i) => ({ path: `${i}.c`, text }));
    // Each includes the next ten times, so that the last is met more often than anything can be read.
    const fan = Array.from({ length: 20 }, (_, i) => ({
      path: `${i}.h`,
      text: `#define A${i}\n#undef A${i}\n#include "${i + 1}.h"\n`.repeat(10),
    }));
    const many = { path: "many.h", text: "int PyFoo_Many(void);\n".repeat(3000) };
    const last = { path: "z.c", text: "#include <Python.h>\nint x = PyFoo_Gone;" };
    const files = [...units, last, ...fan, { path: "20.h", text: "" }, many];
    const { uses, diagnostics, complete } = sourceUses(files, tree, defaultTarget, nothing, { maxTokens: 300_000 });
    expect(placed(uses).map(reported)).not.toContain("PyFoo_Gone@z.c:2:9");
    expect(diagnostics.map(({ code }) => code)).toContain("token-limit");
    expect(complete).toBe(false);
  });

  test("have expressions nested too deep: their names are found, and that members may be missed is reported", () => {
    const deep = `${"(".repeat(1000)}PyObject_New()${")".repeat(1000)}`;
    const { uses, diagnostics, complete } = usesOf(`void f(void) {\n  ${deep};\n}`, tree);
    expect(uses.map(reported)).toContain("PyObject_New@ext.c:3:1003");
    expect(diagnostics).toMatchObject([{ code: "expression-limit", file: "ext.c", line: 3 }]);
    expect(complete).toBe(false);
  });

  test("do not end a declaration", () => {
    const { diagnostics, complete } = usesOf("int f(void) {\n if (1) {\n }\n", tree);
    expect(diagnostics).toMatchObject([{ code: "unterminated-declaration", file: "ext.c", line: 2 }]);
    expect(complete).toBe(false);
  });

  test("reject the version by #error: the rest is read all the same, with each further #error", () => {
    const rejection = '#if PY_VERSION_HEX > 0x030C0000\n#error "Not for 3.13"\n#endif\n';
    const { uses, diagnostics, complete } = usesOf(
      `${rejection}PyObject *f(void) { return PyObject_New(); }\n${rejection}`,
      tree,
    );
    expect(diagnostics).toMatchObject([
      { code: "error-directive", file: "ext.c", line: 3, message: '#error "Not for 3.13"' },
      { code: "error-directive", file: "ext.c", line: 7, message: '#error "Not for 3.13"' },
    ]);
    expect(complete).toBe(false);
    expect(uses.map(reported)).toContain("PyObject_New/0@ext.c:5:28");
    const refused = uses.flatMap(({ fault, place }) => (fault?.kind === "refused" ? [place?.line] : []));
    expect(refused).toEqual([3, 7]);
  });

  test("reject the version by an #if that is no expression there, and use the API's macros in it", () => {
    const conditions = "#if PyFoo_PACK(3, 14)\n#endif\n#if LIBRARY_VERSION(2)\n#endif\n";
    const { uses, diagnostics, complete } = usesOf(conditions, tree, { isName: (name) => name === "PyFoo_PACK" });
    expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual([
      "invalid-condition 2",
      "invalid-condition 4",
    ]);
    expect(complete).toBe(false);
    expect(uses.flatMap(({ fault, place }) => (fault?.kind === "refused" ? [place?.line] : []))).toEqual([2, 4]);
    expect(uses.filter(({ kind }) => kind === "symbol")).toMatchObject([
      { name: "PyFoo_PACK", declared: false, place: { line: 2, column: 5 } },
    ]);
  });

  test("are in Latin-1, or begin with a byte order mark", () => {
    const latin = Buffer.from('/* caf\xe9 */ int x = PyFoo_Gone; char *s = "\xe9";', "latin1");
    expect(names(usesOf(decodeText(latin), tree))).toEqual(["PyFoo_Gone"]);
    const marked = Buffer.from("\ufeff#include <Python.h>\nint x = PyFoo_Gone;");
    expect(names(usesOf({ "a.c": decodeText(marked) }, tree))).toEqual(["PyFoo_Gone"]);
  });

  test("are named as CPython's own headers", () => {
    const files = { "Include/Python.h": "int PyFoo_Gone;", "a.c": "#include <Python.h>\nint x = PyFoo_Gone;" };
    expect(names(usesOf(files, tree))).toEqual(["PyFoo_Gone"]);
  });

  test("are any tokens at all", () => {
    const token = fc.constantFrom(
      ..."( ) [ ] { } ; , : ? = * & < > -> . # \n ~ :: struct union enum class int typedef extern static template operator auto sizeof if for case return using namespace this new offsetof PyObject PyFoo x y 1 'c' \"s\" #define #include #if #endif \\".split(
        " ",
      ),
    );
    const property = fc.property(
      fc.array(token, { maxLength: 80 }),
      fc.constantFrom("a.c", "a.cpp"),
      (tokens, path) => {
        usesOf({ [path]: `#include <Python.h>\n${tokens.join(" ")}` }, tree);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});

describe("C++", () => {
  const uses = (source: string) =>
    names(usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, tree)).filter((name) => name !== "PyObject");

  test.each([
    ["a method, and what it uses before it is declared", "class A { int f() { return o->ob_refcnt; } PyObject *o; };"],
    ["a method outside of its class", "struct A { PyObject *o; int f(); }; int A::f() { return o->ob_refcnt; }"],
    ["this", "struct A { PyObject *o; int f() { return this->o->ob_refcnt; } };"],
    ["a base class", "struct B { PyObject *o; }; struct A : public B { int f() { return o->ob_refcnt; } };"],
    ["a struct that is one", "struct A : PyObject { }; int f(A *a) { return static_cast<PyObject *>(a)->ob_refcnt; }"],
    ["a reference", "int f(PyObject &o) { return o.ob_refcnt; }"],
    ["auto", "PyObject *g(); int f() { auto o = g(); return o->ob_refcnt; }"],
    ["casts", "int f(void *p) { return reinterpret_cast<PyObject *>(p)->ob_refcnt; }"],
    ["a lambda", "auto f = [](PyObject *o) -> int { return o->ob_refcnt; };"],
    ["a namespace", "namespace a { namespace { int f(PyObject *o) { return o->ob_refcnt; } } }"],
    ['extern "C"', 'extern "C" { int f(PyObject *o) { return o->ob_refcnt; } }'],
    ["an alias", "using P = PyObject *; int f(P p) { return p->ob_refcnt; }"],
    [
      "a template",
      "template <class T> struct A { T x; }; template <typename T> int f(A<T> a, PyObject *o) { return o->ob_refcnt; }",
    ],
    ["a constructor with initialisers", "struct A { int n; A(PyObject *o) : n(o->ob_refcnt) { } };"],
    ["a raw string", 'const char *s = R"x({)"(" )x"; int f(PyObject *o) { return o->ob_refcnt; }'],
    ["an operator", "struct A { PyObject *operator->(); }; int f(A a) { return a->ob_refcnt; }"],
    ["new", "struct A { PyObject *o; }; int f() { return (new A())->o->ob_refcnt; }"],
  ])("%s", (_, source) => {
    expect(uses(source)).toEqual(["PyObject.ob_refcnt"]);
  });

  test("knows a call of a template's function from a comparison", () => {
    const template = "template <class T> inline T &cast(PyObject *o) { return *(T *)o; }";
    expect(uses(`${template} int f(PyObject *self) { return cast<own *>(self)->Name; }`)).toEqual([]);
  });
});
