import { describe, expect, test } from "vitest";
import { cpython, names, reported, usesOf } from "./extension.ts";

const objects = `
typedef long Py_ssize_t;
typedef struct _object { Py_ssize_t ob_refcnt; struct _typeobject *ob_type; } PyObject;
typedef struct { PyObject ob_base; Py_ssize_t ob_size; } PyVarObject;
typedef void (*destructor)(PyObject *);
typedef struct _typeobject { PyVarObject ob_base; const char *tp_name; destructor tp_dealloc; int tp_print; } PyTypeObject;
#define PyObject_HEAD PyObject ob_base;
#define PyObject_HEAD_INIT(type) { 1, type },
#define _PyObject_CAST(op) ((PyObject *)(op))
#define Py_TYPE(ob) (_PyObject_CAST(ob)->ob_type)
static inline void Py_INCREF(PyObject *op) { op->ob_refcnt++; }
#define Py_INCREF(op) Py_INCREF(_PyObject_CAST(op))
PyObject *PyObject_Call(PyObject *callable, PyObject *args, PyObject *kwargs);
extern PyObject *PyExc_ValueError;
typedef struct _ts PyThreadState;
PyThreadState *PyThreadState_Get(void);
enum { Py_LT, Py_LE };
`;
const old = cpython(
  8,
  `${objects} struct _frame { struct _frame *f_back; PyObject *f_code; }; typedef struct _frame PyFrameObject;
  struct _ts { PyFrameObject *frame; int recursion_depth; int use_tracing; struct { PyObject *value; } exc; };`,
);
const target = cpython(13, `${objects} typedef struct _frame PyFrameObject; struct _ts { struct _ts *next; };`);

const tell = (source: string | Record<string, string>, tree = target) => usesOf(source, tree).uses.map(reported);

const isMember = (use: string) => /^\??\w+\./.test(use);

describe("a name", () => {
  test("is reported with its location and the arguments of its call", () => {
    expect(tell("PyObject *f(PyObject *o) {\n  return PyObject_Call(o, o, 0);\n}")).toEqual([
      "<Python.h>@ext.c:1:10",
      "PyObject@ext.c:2:1",
      "PyObject@ext.c:2:13",
      "PyObject_Call/3@ext.c:3:10",
    ]);
  });

  test.each([
    ["a variable", "PyObject *f(void) { return PyExc_ValueError; }", "PyExc_ValueError"],
    ["an enumerator", "int x = Py_LE;", "Py_LE"],
    ["a macro that is invoked", "void *f(PyObject *o) { return Py_TYPE(o); }", "Py_TYPE/1"],
    ["an inline function behind a macro", "void f(PyObject *o) { Py_INCREF(o); }", "Py_INCREF/1"],
    ["what nothing declares but begins as the API does", "void f(void) { PyFoo_Gone(1, 2); }", "PyFoo_Gone/2"],
    ["an argument of a macro", "void f(PyObject *o) { Py_TYPE(PyFoo_Gone(o)); }", "PyFoo_Gone/1"],
    ["a type in a cast", "void *f(void *p) { return (PyVarObject *)p; }", "PyVarObject"],
    ["a type in sizeof", "int x = sizeof(PyVarObject);", "PyVarObject"],
    ["a type of a struct's member", "struct s { PyVarObject o; };", "PyVarObject"],
    ["a function that is no call", "void *p = &PyObject_Call;", "PyObject_Call"],
  ])("%s", (_, source, name) => {
    expect(names(usesOf(source, target))).toContain(name);
  });

  test.each([
    ["in a comment or a string", 'const char *s = "PyFoo"; /* PyFoo */'],
    ["that is only tested", "#ifdef PyFoo\n#endif\n#if defined(PyFoo) || PyFoo > 3\n#endif"],
    ["of a local variable", "int f(void) { int PyFoo = 1; return PyFoo; }"],
    ["of a parameter", "int f(int PyFoo) { return PyFoo; }"],
    ["of a member of the extension's struct", "struct s { int PyFoo; }; int f(struct s *s) { return s->PyFoo; }"],
    ["of a function of the extension's", "static int PyFoo(void) { return 1; } int f(void) { return PyFoo(); }"],
    ["of a macro of the extension's", "#define PyFoo(x) (x)\nint f(void) { return PyFoo(1); }"],
    ["of a type of the extension's", "typedef int PyFoo; PyFoo f(PyFoo x) { return (PyFoo)x; }"],
    ["of a label", "void f(void) { goto PyFoo; PyFoo: return; }"],
    ["under a condition that does not hold", "#if PY_VERSION_HEX < 0x030d0000\nvoid f(void) { PyFoo(); }\n#endif"],
    ["in a macro that is never invoked", "#define CALL() PyFoo()"],
    ["that only CPython's own macros give", "void f(PyObject *o) { Py_TYPE(o); }\n#undef x", "_PyObject_CAST"],
  ])("is no use %s", (_, source, name = "PyFoo") => {
    expect(names(usesOf(source, target)).map((one) => one.replace(/\/.*/, ""))).not.toContain(name);
  });

  test("behind a macro of the extension's is located in that macro's definition, once", () => {
    const source = "#define CALL(o) \\\n  PyFoo_Gone(o)\nvoid f(PyObject *o) { CALL(o); CALL(o); }";
    expect(tell(source).filter((use) => use.startsWith("PyFoo"))).toEqual(["PyFoo_Gone/1@ext.c:3:3"]);
  });

  test("behind a macro has the places that expand it", () => {
    const source =
      "#define GONE(o) PyFoo_Gone(o)\n#define CALL(o) GONE(o)\nvoid f(PyObject *o) {\n  CALL(o);\n  GONE(o); }";
    const use = usesOf(source, target).uses.find((use) => use.kind === "symbol" && use.name === "PyFoo_Gone");
    expect(use?.place).toMatchObject({ line: 2 });
    expect(use?.expansions).toMatchObject([{ line: 5 }, { line: 6 }]);
    const [plain] = usesOf("void f(void) { PyFoo_Gone(1); }", target).uses.slice(-1);
    expect(plain).not.toHaveProperty("expansions");
  });

  test("is a use if the extension declares it, unless one of its files defines it", () => {
    const declares = "#include <Python.h>\nextern int PyFoo_Gone(int);\nint f(void) { return PyFoo_Gone(1); }";
    expect(names(usesOf({ "a.c": declares }, target))).toEqual(["PyFoo_Gone/1"]);
    const defines = "#include <Python.h>\nint PyFoo_Gone(int x) { return x; }";
    expect(names(usesOf({ "a.c": declares, "b.c": defines }, target))).toEqual([]);
  });

  test("that the API had in another version is a use if its header is included, whatever its prefix", () => {
    const isName = (name: string) => name === "cmpfunc";
    expect(names(usesOf("cmpfunc f;", target, { isName }))).toEqual(["cmpfunc"]);
    expect(names(usesOf("cmpfunc f;", target, { isName, isBrought: () => false }))).toEqual([]);
    expect(names(usesOf("cmpfunc f;", target))).toEqual([]);
  });
});

describe("a compiler refuses", () => {
  const made = cpython(
    13,
    `${objects} typedef struct { double real; char name[4]; const char *text; } PyMade;
    typedef struct _hidden PyHidden;`,
  );
  test.each([
    ["a comparison of a struct", "int f(PyMade m, PyObject *o) { return o == m; }", "PyMade conversion"],
    ["a struct as a condition", "int f(PyMade m) { if (m) return 1; return m ? 1 : !m; }", "PyMade conversion"],
    ["a cast of a struct to a number", "long f(PyMade m) { return (long)m; }", "PyMade conversion"],
    ["an assignment to an array", 'void f(PyMade *m) { m->name = "x"; }', "PyMade.name not-lvalue"],
    ["a number in two braces for a pointer", "PyMade m = { .text = { { 5 } } };", "PyMade.text conversion"],
    ["a parameter of an incomplete type", "void f(PyHidden h) {}", "PyHidden incomplete-type"],
    ["a result of an incomplete type", "PyHidden f(void) {}", "PyHidden incomplete-type"],
  ])("%s", (_, source, fault) => {
    const reported = usesOf(source, made).uses.flatMap((use) =>
      use.fault && use.kind !== "header"
        ? [`${use.kind === "symbol" ? use.name : `${use.struct}.${use.member}`} ${use.fault.kind}`]
        : [],
    );
    expect([...new Set(reported)]).toEqual([fault]);
  });

  test("no number, pointer or element, and no prototype of an incomplete type", () => {
    const source = `PyHidden f(PyHidden h);
      int g(PyMade *m) { m->name[0] = !m + !m->real; while (m && m->text) m++; return m ? (int)m->real : -1; }
      PyMade n = { .text = { { "x" } } };`;
    expect(usesOf(source, made).uses.filter(({ fault }) => fault)).toEqual([]);
  });

  const newer = cpython(
    14,
    `${objects} struct _ts; PyTypeObject *Py_TYPE_(PyObject *o);
#undef Py_TYPE
#define Py_TYPE(o) Py_TYPE_(o)
typedef struct _frame PyFrameObject;
typedef int (*visitproc)(PyObject *, void *);
typedef PyObject *(*PyCMethod)(PyObject *, Py_ssize_t);
int PyVisit(PyObject *o, visitproc v, PyTypeObject *t);
const char *PyText(PyObject *o);
extern int (*PyHook)(void);
int PyNames(const char * const *names);
Py_ssize_t PySize(PyObject *o);
enum { PY_FIRST, PY_SECOND };
typedef struct { const char *name; PyCMethod call; union { int first; void *second; }; int flags[2]; PyVarObject var; void *end; } PyDef;
static inline int Py_IsNew(PyObject *o) { return 0; }
#define Py_IsMacro(o) Py_IsNew(o)`,
  );
  const faults = (source: string, file = "a.c") =>
    usesOf({ [file]: `#include <Python.h>\n${source}` }, newer).uses.flatMap((use) =>
      use.fault ? [`${use.fault.kind} ${reported(use).replace(/@.*?:/, "@")}`] : [],
    );
  const inC = (statement: string) =>
    faults(`void f(PyObject *o, PyTypeObject *t) { ${statement}; }`).map((one) => one.replace(/@.*/, ""));
  const inCpp = (statement: string) =>
    faults(`void f(PyObject *o, PyTypeObject *t) { ${statement}; }`, "a.cpp").map((one) => one.replace(/@.*/, ""));

  test.each([
    ["Py_TYPE(o) = t", ["not-lvalue Py_TYPE"]],
    ["PyTypeObject **p = &Py_TYPE(o)", ["not-lvalue Py_TYPE"]],
    ["Py_TYPE(o)++", ["not-lvalue Py_TYPE"]],
    ["--Py_TYPE(o)", ["not-lvalue Py_TYPE"]],
    ["Py_TYPE(o) += 1", ["not-lvalue Py_TYPE"]],
    ["Py_TYPE(o)->tp_name = 0; void *p = &Py_TYPE(o)->tp_name; t = Py_TYPE(o)", []],
    ["void *p = &PySize", []],
    ["void *p = (void *)&PY_FIRST", ["not-lvalue PY_FIRST"]],
    ["PY_FIRST = 2", ["not-lvalue PY_FIRST"]],
  ])("what is no lvalue where one is needed: %s", (statement, expected) => {
    expect(inC(statement)).toEqual(expected);
  });

  test.each([
    ["PyFrameObject f", ["incomplete-type PyFrameObject"]],
    ["static PyFrameObject f[2]", ["incomplete-type PyFrameObject"]],
    ["int n = sizeof(PyFrameObject)", ["incomplete-type PyFrameObject"]],
    ["PyFrameObject *p = 0; int n = sizeof *p", ["incomplete-type PyFrameObject"]],
    ["PyFrameObject *p = 0; p++", ["incomplete-type PyFrameObject"]],
    ["struct s { PyFrameObject f; int x; }", ["incomplete-type PyFrameObject"]],
    [
      "extern PyFrameObject f; PyFrameObject *p = 0; struct s { PyFrameObject *f; }; int n = sizeof(PyFrameObject *)",
      [],
    ],
    ["PyFrameObject *p = 0, *q = 0; *p = *q", ["incomplete-type PyFrameObject", "incomplete-type PyFrameObject"]],
    ["void *v = 0; (void)*(PyFrameObject *)v", ["incomplete-type PyFrameObject"]],
    ["PyFrameObject *p = 0; int n = !*p", ["incomplete-type PyFrameObject"]],
    ["PyFrameObject *p = 0; int n = p[1] == 0", ["incomplete-type PyFrameObject"]],
    ["PyFrameObject **p = 0; *p = 0; void *v = &*p[0]; v = *p", []],
    ["struct own; struct own *p = 0; p++", []],
  ])("a size of what is opaque: %s", (statement, expected) => {
    expect(inC(statement)).toEqual(expected);
  });

  test.each([
    ["int *p = PySize(o)", ["conversion PySize"]],
    ["int n = PyText(o)", ["conversion PyText"]],
    ["int n; n = t->tp_name", ["conversion PyTypeObject.tp_name"]],
    ["t->tp_name = 5", ["conversion PyTypeObject.tp_name"]],
    ["t->tp_name = 0; t->tp_name = (char *)5; t->tp_print = 'x'; char *p = PyText(o); void *v = PyText(o)", []],
    ["PyVisit(o, f, t)", ["conversion PyVisit"]],
    ["PyVisit(o, (visitproc)f, t); PyVisit(o, 0, t)", []],
    ["PyVisit(o, o ? 0 : (visitproc)f, (PyTypeObject *)o)", []],
    ["PyVisit(o, 0, o)", ["conversion PyVisit"]],
    ["PyVisit(o, 0, o ? t : 0); PyVisit(o + 1, NULL, &t[1])", []],
    ["PyObject *g(PyObject *, unsigned long); PyCMethod m = g", ["conversion PyCMethod"]],
    ["PyObject *g(PyObject *, unsigned long); PyCMethod m = (PyCMethod)g; if (m && Py_TYPE(o) == t) m(o, 1)", []],
    ["double d = PySize(o) * 1.5; _Bool b = PyText(o); const void *p = o", []],
    ["unknown_t u = PyText(o); u = PySize(o); undeclared(PySize(o))", []],
  ])("a type where it does not go: %s", (statement, expected) => {
    expect(inC(statement)).toEqual(expected);
  });

  test.each([
    ["~PyText(o); -PyText(o)", ["conversion PyText", "conversion PyText"]],
    [
      "2 * PyText(o); PyText(o) / 2; 1 - PyText(o) % 2",
      ["conversion PyText", "conversion PyText", "conversion PyText"],
    ],
    ["int *a; a[PyText(o)]", ["conversion PyText"]],
    ["~PySize(o) * -PySize(o) % 2; int *a; a[PySize(o)]; PySize(o)[a]; PyText(o) + 1 * 2; -1 + PyText(o)", []],
    ["std::map<PyTypeObject *, int> m; map<PyCMethod*, double>::iterator i", []],
  ])("an operand that is no number: %s", (statement, expected) => {
    expect(inC(statement)).toEqual(expected);
  });

  test.each([
    ["visitproc v = 0; v(o)", ["arguments visitproc"]],
    ["visitproc v = 0; v(o, 0); (*v)(o, 0)", []],
    ["PyDef *d = 0; d->call(o, 1, 2)", ["arguments PyDef.call"]],
    ["PyDef *d = 0; d->call(o, 1); d->gone(1)", []],
    ["int (*own)(int) = 0; own(1, 2); unknown_t u; u(1)", []],
  ])("a call with another number of arguments: %s", (statement, expected) => {
    expect(inC(statement).filter((fault) => fault.startsWith("arguments"))).toEqual(expected);
  });

  test.each([
    ["PyDef *d = 0; d->var->ob_size", ["conversion PyDef.var"]],
    ["PyDef *d = 0; d->name.x", ["conversion PyDef.name"]],
    ["PyDef *d = 0; d->call->x", ["conversion PyDef.call"]],
    ["PyDef *d = 0; d->flags[0].x; d->flags.x", ["conversion PyDef.flags", "conversion PyDef.flags"]],
    ["PyDef *d = 0; d->var.ob_size; d->gone.x->y; o->ob_type->tp_name", []],
    ["struct own { int *p; } s; s.p.x", []],
  ])("a member of what has none: %s", (statement, expected) => {
    expect(inC(statement)).toEqual(expected);
  });

  test.each([
    ["PyHook = f", ["conversion PyHook"]],
    ["PyHook = 0; PyHook = (int (*)(void))f; PySize(o) ? PyHook() : 0", []],
    ["int *p = _Generic(o, PyTypeObject *: t, PyObject *: PySize)(o)", ["conversion PySize"]],
    ["_Generic(o, int: o, default: t)->gone; _Generic(o, unknown_t: o, default: t)->gone", []],
    ["~_Generic(1, PyObject *: PyText(o), default: PySize(o))", []],
  ])("a value by its type, selected or assigned: %s", (statement, expected) => {
    expect(inC(statement)).toEqual(expected);
  });

  test("a type that is returned", () => {
    expect(faults("int *f(PyObject *o) { return PySize(o); }")).toEqual(["conversion PySize@2:30"]);
    expect(faults("int f(PyObject *o) { return PySize(o); }")).toEqual([]);
  });

  test("more of types in C++", () => {
    expect(inCpp("char *p = PyText(o)")).toEqual(["conversion PyText"]);
    expect(inCpp("const char *p = PyText(o); auto q = PyText(o); std::string s = PyText(o); void *v = o")).toEqual([]);
    expect(inCpp("void *v = 0; PyVisit(o, nullptr, v)")).toEqual(["conversion PyVisit"]);
    expect(inCpp("PyVisit(o, (void *)0, 0)")).toEqual(["conversion PyVisit"]);
    expect(inCpp("PyVisit(o, NULL, NULL)")).toEqual([]);
    expect(inCpp("char **p = 0; PyNames(p); visitproc v = visitproc(f)")).toEqual([]);
    expect(faults("struct s : PyObject { }; s *g(); PyObject *h() { return g(); }", "a.cpp")).toEqual([]);
    expect(inCpp("const char **p = 0; PyText(p)")).toEqual(["conversion PyText"]);
    expect(inCpp("visitproc v = T<int>; v = x::T<int, long>; PyVisit(o, T<PyObject>, t)")).toEqual([]);
    expect(inCpp("PyVisit(o, NULL, reinterpret_cast<PyTypeObject *>(o))")).toEqual([]);
  });

  test("a base of a C++ class that is incomplete", () => {
    expect(faults("struct s : public PyFrameObject { };", "a.cpp")).toEqual(["incomplete-type PyFrameObject@2:19"]);
    expect(faults("struct s : PyObject, T<PyFrameObject> { };", "a.cpp")).toEqual([]);
  });

  test("an initialiser in parentheses in C++", () => {
    const total = "static Py_ssize_t total(0), other(sizeof(int)); ";
    expect(faults(`${total}Py_ssize_t f(PyObject *o) { return PyVisit(o, 0, 0) ? total : other; }`, "a.cpp")).toEqual(
      [],
    );
    expect(faults(`${total}PyObject *p(total);`, "a.cpp")).toEqual(["conversion PyObject@2:61"]);
    expect(faults("int f(unknown_t); int g(struct s *, ...); int h(...); int *p = f(0);", "a.cpp")).toEqual([]);
    expect(inCpp("char *p(PyText(o)); const char *q(PyText(o)); std::string s(PyText(o))")).toEqual([
      "conversion PyText",
    ]);
  });

  test.each([
    ['{ "a", 16 }', ["conversion PyDef.call@2:18"]],
    ['{ "a", (PyCMethod)16, 0, 1, 2, { 0, 0 }, "x" }', []],
    ['{ "a", 0, 0, { 1, 2 }, { 0 }, 7 }', ["conversion PyDef.end@2:41"]],
    ['{ "a", 0, 0, 1, 2, 1, t, 3, 7 }', ["conversion PyDef.end@2:39"]],
    ['{ .second = "x", 1, 2, { 0 }, 7 }', ["conversion PyDef.end@2:41"]],
    ["{ .flags[1] = 7, { 0 }, 7 }", ["conversion PyDef.end@2:35"]],
    ["{ .call = 16 }", ["conversion PyDef.call@2:21"]],
    ["{ .var.ob_size = 4, 7 }", ["conversion PyDef.end@2:31"]],
    ["{ call: 16 }", ["conversion PyDef.call@2:19"]],
    ["{ UNKNOWN 7, 8 }", []],
  ])("an initialiser in its position: %s", (initializer, expected) => {
    expect(faults(`PyDef d = ${initializer};`)).toEqual(expected);
  });

  test("what comes after a long table of numbers", () => {
    const table = "1, ".repeat(30_000);
    expect(faults(`int t[] = { ${table} (int)PyText(0), ${table} 2 }; PyDef d = { .call = 16 };`)).toEqual([
      "conversion PyDef.call@2:180056",
    ]);
    const both = faults(`int t[] = { ${table} PyText(0) }; int *p = PySize(0);`);
    expect(both.map((one) => one.replace(/@.*/, ""))).toEqual(["conversion PyText", "conversion PySize"]);
  });

  test("an initialiser of an element", () => {
    expect(faults('PyDef d[] = { { "a", 0 }, { "b", 3 }, [4] = { 9 } };')).toEqual([
      "conversion PyDef.call@2:34",
      "conversion PyDef.name@2:47",
    ]);
  });

  test.each([
    ["static Py_ssize_t PySize(PyObject *o);", ["redeclared PySize@2:19"]],
    ["static Py_ssize_t PySize(PyObject *o) { return 1; }", ["redeclared PySize@2:19"]],
    ["int PySize(PyObject *o);", ["redeclared PySize@2:5"]],
    ["extern Py_ssize_t PySize(PyObject *); Py_ssize_t PySize(PyObject *o);", []],
    ["static inline int Py_IsNew(PyObject *o) { return 0; }", ["redeclared Py_IsNew@2:19"]],
    ["static inline int Py_IsMacro(PyObject *o) { return 0; }", ["redeclared Py_IsNew@2:19"]],
    ["typedef int visitproc;", ["redeclared visitproc@2:13"]],
    ["enum { PY_FIRST };", ["redeclared PY_FIRST@2:8"]],
    ["enum { PySize };", ["redeclared PySize@2:8"]],
    ["static int PY_SECOND;", ["redeclared PY_SECOND@2:12"]],
    ["typedef int (*visitproc)(PyObject *, void *);", []],
    ["typedef struct { int x; } PyFrameObject;", ["redeclared PyFrameObject@2:27"]],
    ["typedef struct own { int x; } PyFrameObject;", ["redeclared PyFrameObject@2:31"]],
    ["typedef struct _frame PyFrameObject; typedef struct { int x; } Own;", []],
    ["struct _object { int x; };", ["redeclared PyObject@2:8"]],
    ["void f(void) { int PySize = 1; struct _object { int x; } o; }", []],
    ["#if PY_VERSION_HEX < 0x030e0000\nstatic int PySize(void);\n#endif", []],
  ])("what the headers declare otherwise: %s", (source, expected) => {
    expect(faults(source)).toEqual(expected);
  });

  test.each([
    ['extern "C" int PySize(PyObject *o);', ["redeclared PySize@2:16"]],
    ['extern "C" { int PySize(PyObject *o); }', ["redeclared PySize@2:18"]],
    ['extern "C" { extern "C++" { Py_ssize_t PySize(int); } }', []],
    ["int PySize(PyObject *o);", ["redeclared PySize@2:5"]],
    ["Py_ssize_t PySize(int);", []],
    ["template <class T> int PySize(T); int Missing::PySize(PyObject *o) { return 0; }", []],
    ["typedef int visitproc; typedef int visitproc;", ["redeclared visitproc@2:13", "redeclared visitproc@2:36"]],
    ["typedef int (*visitproc)(PyObject *, void *); typedef struct _object PyObject;", []],
    ["struct PyObject *o; struct _object *p; struct Own *q;", ["redeclared PyObject@2:8"]],
    ["namespace a { struct PyObject; struct PyVarObject *o; }", ["redeclared PyVarObject@2:39"]],
    [
      "enum visitproc v; enum Own { A }; enum Own o; typedef enum Both { B } Both; enum Both b;",
      ["redeclared visitproc@2:6"],
    ],
    ["namespace a { struct visitproc { }; } struct S { struct visitproc *v; };", ["redeclared visitproc@2:57"]],
  ])("what the headers declare otherwise, in C++: %s", (source, expected) => {
    expect(faults(source, "a.cpp")).toEqual(expected);
  });

  test("each declaration of a function in C, though the first gives the name another meaning", () => {
    const source = "int PySize(int); int PySize(int o) { return PySize(o); }";
    expect(faults(source)).toEqual(["redeclared PySize@2:5", "redeclared PySize@2:22"]);
  });

  test.each([
    ["namespace { int PySize(PyObject *o); } int f(PyObject *o) { return PySize(o); }", ["PySize@2:68"]],
    ["inline namespace n { int PySize(PyObject *o); } int f(PyObject *o) { return PySize(o); }", ["PySize@2:77"]],
    ["namespace n { struct PyDef { }; } using namespace n; PyDef *d;", ["PyDef@2:54"]],
    ["namespace n { int PySize(PyObject *o); int f(PyObject *o) { return PySize(o); } }", ["PySize@2:68"]],
    [
      "namespace n { int PySize(PyObject *o); int f() { return PySize(NULL); } int g(PyObject *o) { return n::PySize(o); } }",
      [],
    ],
    ["namespace { int PySize(int n); } int f(PyObject *o) { return PySize(o) + PySize(1); }", []],
    ["namespace { typedef struct _object PyObject; } PyObject *o;", []],
    ['namespace n { extern "C" Py_ssize_t PySize(PyObject *); } using namespace n; Py_ssize_t x = PySize(0);', []],
    ["namespace n { namespace { int PySize(PyObject *); } int f() { return PySize(0); } }", []],
  ])("what a C++ namespace declares too, where both are meant: %s", (source, expected) => {
    expect(faults(source, "a.cpp")).toEqual(expected.map((one) => `redeclared ${one}`));
  });

  test("what a C++ namespace declares, or a source that does not include them", () => {
    const source = "typedef enum { PY_FIRST } own; struct _object { int x; };";
    const reported = ["PY_FIRST", "PyObject"].map((name) => `redeclared ${name}`);
    const inFile = (text: string) => faults(text, "a.cpp").map((fault) => fault.replace(/@.*/, ""));
    expect(inFile(`extern "C" { ${source} }`)).toEqual(reported);
    expect(inFile(`namespace a { extern "C" { } namespace b { } ${source} }`)).toEqual([]);
    expect(inFile(`namespace a { } ${source}`)).toEqual(reported);
    expect(usesOf({ "a.cpp": source }, cpython(13, objects)).uses.filter(({ fault }) => fault)).toEqual([]);
  });
});

test("each use lists the declarations of the headers included there", () => {
  const tree = cpython(13, objects, { "extra.h": "struct _ts { int frame; }; int PyExtra(void);" });
  const declared = (source: string) =>
    usesOf(source, tree).uses.flatMap((use) =>
      use.kind === "header" ? [] : [`${reported(use).replace(/@.*/, "")} ${use.declared}`],
    );
  const source = "int f(struct _ts *t) { return t->frame + PyExtra(); }";
  expect(declared(source)).toEqual(["PyThreadState.frame false", "PyExtra/0 false"]);
  expect(declared(`#include "extra.h"\n${source}`)).toEqual(["PyThreadState.frame true", "PyExtra/0 true"]);
});

describe("pythoncapi-compat", () => {
  const compat = `#ifndef COMPAT_H
#define COMPAT_H
#include <Python.h>
#if PY_VERSION_HEX < 0x030900A4 && !defined(Py_SET_TYPE)
static inline void _Py_SET_TYPE(PyObject *ob, PyTypeObject *type) { ob->ob_type = type; }
#define Py_SET_TYPE(ob, type) _Py_SET_TYPE((PyObject*)(ob), type)
#endif
#endif`;
  const source = '#include "compat.h"\nvoid f(PyObject *o, PyTypeObject *t) { Py_SET_TYPE(o, t); }';

  test("shadows the API if it defines it", () => {
    const uses = names(usesOf({ "compat.h": compat, "ext.c": source }, old));
    expect(uses).toEqual(["PyObject", "PyTypeObject", "PyObject.ob_type"]);
  });

  test("shadows nothing if it does not", () => {
    const uses = names(usesOf({ "compat.h": compat, "ext.c": source }, target));
    expect(uses).toEqual(["PyObject", "PyTypeObject", "Py_SET_TYPE/2"]);
  });
});

describe("a member", () => {
  const members = (source: string, tree = target) => names(usesOf(source, tree)).filter((name) => name.includes("."));

  test("of old greenlet's thread state is found with its line, even if the struct has lost it", () => {
    const greenlet = `static void save(PyThreadState *tstate) {
  int depth = tstate->recursion_depth;
  tstate->use_tracing = 0;
  PyFrameObject *back = PyThreadState_Get()->frame->f_back;
}`;
    const found = [
      "PyThreadState.recursion_depth@ext.c:3:23",
      "PyThreadState.use_tracing@ext.c:4:11",
      "PyThreadState.frame@ext.c:5:46",
    ];
    expect(tell(greenlet).filter(isMember)).toEqual(found);
    expect(tell(greenlet, old).filter(isMember)).toEqual([...found, "PyFrameObject.f_back@ext.c:5:53"]);
  });

  test("that is guarded by the version is none if it is not compiled", () => {
    const guarded = `void f(PyThreadState *t) {
#if PY_VERSION_HEX < 0x030B0000
  t->use_tracing = 0;
#endif
}`;
    expect(members(guarded, old)).toEqual(["PyThreadState.use_tracing"]);
    expect(members(guarded, target)).toEqual([]);
  });

  test.each([
    ["of a parameter", "int f(PyObject *o) { return o->ob_refcnt; }", ["PyObject.ob_refcnt"]],
    ["of a local", "int f(void) { PyVarObject v, *p = &v; return p->ob_size; }", ["PyVarObject.ob_size"]],
    ["of a file's variable", "PyVarObject v; int f(void) { return v.ob_size; }", ["PyVarObject.ob_size"]],
    ["of a cast", "int f(void *p) { return ((PyVarObject *)p)->ob_size; }", ["PyVarObject.ob_size"]],
    ["of what a pointer points to", "int f(PyVarObject *p) { return (*p).ob_size; }", ["PyVarObject.ob_size"]],
    ["of an element", "int f(PyVarObject **p) { return p[1]->ob_size; }", ["PyVarObject.ob_size"]],
    ["of a sum", "int f(PyVarObject *p) { return (p + 1)->ob_size; }", ["PyVarObject.ob_size"]],
    ["of either", "int f(int x, PyVarObject *p) { return (x ? p : NULL)->ob_size; }", ["PyVarObject.ob_size"]],
    ["of an assignment", "int f(PyVarObject *p) { PyVarObject *q; return (q = p)->ob_size; }", ["PyVarObject.ob_size"]],
    ["of a call", "void *f(void) { return PyThreadState_Get()->next; }", ["PyThreadState.next"]],
    [
      "of what CPython's macro gives",
      "void *f(PyObject *o) { return Py_TYPE(o)->tp_dealloc; }",
      ["PyTypeObject.tp_dealloc"],
    ],
    [
      "of a member",
      "int f(PyVarObject *p) { return p->ob_base.ob_refcnt; }",
      ["PyVarObject.ob_base", "PyObject.ob_refcnt"],
    ],
    [
      "of the extension's struct that has one",
      "typedef struct { PyObject_HEAD int x; } S; void *f(S *s) { return s->ob_base.ob_type; }",
      ["PyObject.ob_type"],
    ],
    [
      "of one through a struct of the extension's",
      "struct s { PyThreadState *t; }; int f(struct s *s) { return s->t->frame; }",
      ["PyThreadState.frame"],
    ],
    ["behind a typedef", "typedef PyThreadState *state; int f(state s) { return s->frame; }", ["PyThreadState.frame"]],
    [
      "behind the extension's macro",
      "#define DEPTH(t) (t)->recursion_depth\nint f(PyThreadState *t) { return DEPTH(t); }",
      ["PyThreadState.recursion_depth"],
    ],
    ["by its tag", "int f(struct _ts *t) { return t->frame; }", ["PyThreadState.frame"]],
    ["of a struct that nothing completes", "int f(PyFrameObject *f) { return f->f_code; }", ["PyFrameObject.f_code"]],
    ["of a type that nothing declares, which is told itself", "int f(PyCFrame *c) { return c->current; }", []],
    ["in offsetof", "int x = offsetof(PyThreadState, frame);", ["PyThreadState.frame"]],
    [
      "of an initialiser",
      'PyTypeObject T = { .tp_print = 0, .tp_name = "x" };',
      ["PyTypeObject.tp_print", "PyTypeObject.tp_name"],
    ],
    ["of an initialiser in GNU's old way", "PyTypeObject T = { tp_print: 0 };", ["PyTypeObject.tp_print"]],
    [
      "of a compound literal",
      "void g(void *); void f(void) { g(&(PyTypeObject){ .tp_print = 0 }); }",
      ["PyTypeObject.tp_print"],
    ],
    [
      "in a block within an expression",
      "int f(PyVarObject *p) { return ({ PyVarObject *q = p; q; })->ob_size; }",
      ["PyVarObject.ob_size"],
    ],
    ["of typeof", "int f(PyVarObject *p) { __typeof__(p) q = p; return q->ob_size; }", ["PyVarObject.ob_size"]],
    [
      "in a for statement",
      "void f(PyThreadState *t) { for (PyThreadState *n = t; n; n = n->next) ; }",
      ["PyThreadState.next"],
    ],
  ])("%s", (_, source, expected) => {
    expect(members(source)).toEqual(expected);
  });

  test.each([
    ["of the extension's own struct", "struct s { int frame; }; int f(struct s *s) { return s->frame; }"],
    ["that only CPython's macro names", "void *f(PyObject *o) { return Py_TYPE(o); }"],
    [
      "of a struct that the extension defines under CPython's tag",
      "struct _frame { int f_code; }; int f(struct _frame *x) { return x->f_code; }",
    ],
    ["of a local that hides a global", "PyThreadState *t; int f(void) { struct { int frame; } t; return t.frame; }"],
  ])("is none %s", (_, source) => {
    expect(members(source)).toEqual([]);
  });

  test("behind the name of its struct or in the result of a C++ function is one", () => {
    const of = (source: string) =>
      names(usesOf({ "x.cpp": `#include <Python.h>\n${source}` }, target)).filter((use) => use.includes("."));
    expect(of("auto x = &PyThreadState::frame;")).toEqual(["PyThreadState.frame"]);
    expect(of("int x = sizeof(PyThreadState::frame); decltype(PyThreadState::next) y;")).toEqual([
      "PyThreadState.frame",
      "PyThreadState.next",
    ]);
    expect(of("auto f(PyThreadState *t) -> decltype(t->frame);")).toEqual(["PyThreadState.frame"]);
    expect(of("struct s { static int frame; }; int s::frame = s::frame;")).toEqual([]);
  });

  test("of a struct without a name has its path from the one around it", () => {
    expect(members("void *f(PyThreadState *t) { return t->exc.value; }", old)).toEqual([
      "PyThreadState.exc",
      "PyThreadState.exc.value",
    ]);
  });

  test("of a member that is gone belongs to nothing", () => {
    const known = { structsWith: () => ["PyCodeObject"] };
    expect(
      names(usesOf("int f(PyThreadState *t) { return t->frame->co_code + t->frame[0].co_x(1)->co_y; }", target, known)),
    ).toEqual(["PyThreadState", "PyThreadState.frame"]);
  });

  test("of an unknown type is likely if exactly one of CPython's structs has such a member", () => {
    const known = { structsWith: (name: string) => ({ frame: ["PyThreadState"], next: ["A", "B"] })[name] ?? [] };
    const of = (source: string) => names(usesOf({ "x.cpp": `#include <Python.h>\n${source}` }, target, known));
    expect(of("void f() { auto t = other(); t->frame; t->next; t->none; }")).toEqual(["?PyThreadState.frame"]);
    expect(of("struct own { int frame; }; void f() { auto t = other(); t->frame; }")).toEqual([]);
    expect(of("void f(other_t *t) { t->frame; }")).toEqual([]);
  });
});

describe("a header", () => {
  test("is a use if CPython has it, or once had it", () => {
    const source = {
      "a.c": '#include <Python.h>\n#include "longintrepr.h"\n#include <math.h>\n#include "own.h"\n',
      "own.h": "\n#include <structmember.h>",
    };
    const tree = cpython(13, objects, { "structmember.h": "" });
    const { uses } = usesOf(source, tree, { isHeader: (name) => name === "longintrepr.h" });
    expect(uses.map(reported)).toEqual([
      "<Python.h>@a.c:1:10",
      "<longintrepr.h>@a.c:2:10",
      "<structmember.h>@own.h:2:10",
    ]);
  });

  test("of the extension's own is not a use, whatever the names of CPython's", () => {
    const files = { "a.c": '#include <Python.h>\n#include "eval.h"', "eval.h": "" };
    expect(tell(files)).toEqual(["<Python.h>@a.c:1:10"]);
  });

  test("that hits #error is at fault if the extension's files lead to it", () => {
    const tree = cpython(13, `#ifdef Py_LIMITED_API\n#error "not here"\n#endif\n`, {
      "core.h": '#ifndef Py_BUILD_CORE\n#  error "needs Py_BUILD_CORE"\n#endif',
    });
    const faults = (files: Record<string, string>) =>
      usesOf(files, tree).uses.flatMap((use) => (use.fault ? [`${reported(use)} ${use.fault.message}`] : []));
    const core = { "a.c": '#include <Python.h>\n#include "b.h"', "b.h": "\n#include <core.h>" };
    expect(faults(core)).toEqual(['<core.h>@b.h:2:10 core.h:2: #error "needs Py_BUILD_CORE"']);
    expect(faults({ ...core, "a.c": `#define Py_BUILD_CORE\n${core["a.c"]}` })).toEqual([]);
    expect(faults({ ...core, "z.c": `#define Py_BUILD_CORE\n${core["a.c"]}` })).toHaveLength(1);
    expect(faults({ "a.c": "#define Py_LIMITED_API 0x030a0000\n#include <Python.h>" })).toHaveLength(1);
    expect(faults({ "a.c": "#include <Python.h>\n#if PY_VERSION_HEX > 0x030c0000\n#error not ready\n#endif" })).toEqual(
      ["<Python.h>@a.c:3:1 #error not ready"],
    );
  });

  test("that is missing stops nothing, and is reported unless it is a system header", () => {
    const { uses, diagnostics, complete } = usesOf(
      "#include <zlib.h>\n#include <numpy/arrayobject.h>\nPyArrayObject *a; void f(void) { PyFoo_Gone(); PyObject_Call(0, 0, 0); }",
      target,
      { isName: (name) => name === "PyFoo_Gone" },
    );
    // What begins with Py and is of no version may be numpy's.
    expect(uses.map(reported).slice(1)).toEqual(["PyFoo_Gone/0@ext.c:4:34", "PyObject_Call/3@ext.c:4:48"]);
    expect(diagnostics).toMatchObject([
      { code: "include-not-found", file: "ext.c", line: 3 },
      {
        ...{ code: "unknown-names", file: "ext.c", line: 4, gap: false },
        message: "PyArrayObject is in no version of CPython; numpy/arrayobject.h, which was not given, may declare it.",
      },
    ]);
    expect(complete).toBe(true);
  });

  test.each(["#ifndef LDAP_VERSION\n#error no LDAP\n#endif", "#if LDAP_VERSION >= LDAP_ENCODE(1, 2)\nint x;\n#endif"])(
    "of another library may be why a condition is not met or understood, one of the system's not: %s",
    (condition) => {
      expect(usesOf(`#include <ldap.h>\n${condition}`, target)).toMatchObject({ complete: true });
      for (const header of ["<stdlib.h>", "<sys/xattr.h>"]) {
        expect(usesOf(`#include ${header}\n${condition}`, target)).toMatchObject({ complete: false });
      }
    },
  );

  test("that is missing may be the one that includes Python.h", () => {
    const source =
      "#include <pybind11/pybind11.h>\n#if PY_VERSION_HEX >= 0x03000000\nint x = sizeof(PyVarObject);\n#endif";
    expect(names(usesOf({ "m.cpp": source }, target))).toEqual(["PyVarObject"]);
  });
});

describe("an extension of many files", () => {
  test("has macros of missing headers between declarations, which declare nothing", () => {
    const files = {
      "a.c": '#include <Python.h>\n#include <lib.h>\n#include "a.h"\n#include "b.h"',
      "a.h": "LIB_BEGIN_DECLS\nextern PyObject *a;\nlib_bool b(PyObject *);\nLIB_END_DECLS\n",
      "b.h": "LIB_BEGIN_DECLS\nlib_bool c(void);\nLIB_API lib_bool d(void);\nLIB_BEGIN_DECLS\nPyVarObject *e(void);",
      "c.c": `#include <Python.h>\n#include <lib.h>\nLIB_END_DECLS
        __attribute__((visibility("default"))) PyVarObject *f(PyVarObject *o) { return (PyVarObject *)o->ob_base.ob_type; }`,
    };
    const { uses } = usesOf(files, target);
    expect(uses.filter(({ fault }) => fault !== undefined)).toEqual([]);
    expect(uses.map(reported)).toEqual(
      expect.arrayContaining(["PyVarObject@b.h:5:1", "PyVarObject.ob_base@c.c:4:106"]),
    );
  });

  test("reads a file that another includes only as a part of that", () => {
    const files = {
      "a.c": '#include <Python.h>\ntypedef PyThreadState *T;\n#include "impl.c"',
      "impl.c": "int f(T t) { return t->frame; }",
    };
    expect(tell(files).filter(isMember)).toEqual(["PyThreadState.frame@impl.c:1:24"]);
  });

  test("reads files that include each other", () => {
    const files = {
      "a.c": '#include <Python.h>\n#include "b.c"\nint f(PyVarObject *o) { return o->ob_size; }',
      "b.c": '#include "a.c"',
    };
    const { uses } = usesOf(files, target);
    expect(uses.map(reported)).toContain("PyVarObject.ob_size@a.c:3:35");
  });

  test("does not leak definitions from one file into the next", () => {
    const files = {
      "a.c": "#include <Python.h>\n#define PyFoo_Gone() 0\nstatic int PyBar_Gone(void) { return PyFoo_Gone(); }",
      "b.c": "#include <Python.h>\nint f(void) { return PyFoo_Gone() + PyBar_Gone(); }",
    };
    expect(names(usesOf(files, target))).toEqual(["PyFoo_Gone/0", "PyBar_Gone/0"]);
  });

  test("finds its headers in whatever folder they are, the nearest first", () => {
    const files = {
      "src/a.c": '#include <Python.h>\n#include "ext/types.h"\nint f(T *t) { return t->frame; }',
      "src/include/ext/types.h": "typedef PyThreadState T;",
      "other/ext/types.h": "typedef int T;",
    };
    expect(names(usesOf(files, target))).toContain("PyThreadState.frame");
  });

  test("is read with the macros of its build", () => {
    const source = "#ifdef WITH_X\nvoid *f(void) { return PyThreadState_Get(); }\n#endif";
    const used = (...defines: string[]) => names(usesOf(source, target, {}, {}, defines));
    expect(used()).toEqual([]);
    expect(used("#define WITH_X 1")).toEqual(["PyThreadState_Get/0"]);
    expect(used("#define WITH_X 1", "#undef WITH_X")).toEqual([]);
  });

  test("sees only what the source includes of Python.h", () => {
    const tree = cpython(
      13,
      `${objects}
#ifdef Py_LIMITED_API
typedef struct _opaque PyOpaque;
#else
int PyNot_Limited(void);
typedef struct _opaque { int x; } PyOpaque;
#endif`,
    );
    const source = "#include <Python.h>\nint f(PyOpaque *o) { return PyNot_Limited() + o->x; }";
    const declared = (text: string) =>
      usesOf({ "a.c": text, "b.c": source }, tree).uses.flatMap((use) =>
        use.kind !== "header" && use.place?.file === "a.c" && use.declared === false
          ? [reported(use).replace(/@.*/, "")]
          : [],
      );
    expect(declared(source)).toEqual([]);
    expect(declared(`#define Py_LIMITED_API 0x030a0000\n${source}`)).toEqual(["PyNot_Limited/0", "PyOpaque.x"]);
  });

  test("lets a source set the macros that Python.h tests", () => {
    const tree = cpython(
      13,
      `${objects}\n#ifdef PY_SSIZE_T_CLEAN\nint PyArg_Clean(void);\n#else\nint PyArg_Parse(void);\n#endif`,
    );
    const source = "#define PY_SSIZE_T_CLEAN\n#include <Python.h>\nint f(void) { return PyArg_Clean(); }";
    expect(names(usesOf({ "a.c": source, "b.c": source }, tree))).toEqual(["PyArg_Clean/0"]);
  });
});

describe("C++", () => {
  const gone = "void f(PyThreadState *t) { PyThreadState *u = t; u->frame; }";

  test.each([
    ["a template with a default argument", "template <class T, typename U = int> T *g(T *t, U) { return t; }"],
    ["an assignment operator", "struct A { A &operator=(const A &); }; A &A::operator=(const A &a) { return *this; }"],
    ["a class used by its own methods", "class B { B *b; B() {} ~B() {} static void *g(B *b) { return b; } };"],
  ])("is read on after %s", (_, before) => {
    const uses = usesOf({ "a.cpp": `#include <Python.h>\n${before}\n${gone}` }, target).uses;
    expect(uses.map(reported)).toEqual([
      "<Python.h>@a.cpp:1:10",
      "PyThreadState@a.cpp:3:8",
      "PyThreadState@a.cpp:3:28",
      "PyThreadState.frame@a.cpp:3:53",
    ]);
    expect(uses.filter(({ fault }) => fault)).toEqual([]);
  });

  test.each([
    ["object(handle<>(PyFoo_Gone(1)))"],
    ["object(handle<PyObject>(PyFoo_Gone(1)), 2)"],
    ["f(n::handle<>{PyFoo_Gone(1)})"],
    ["f(n::object(PyFoo_Gone(1)))"],
  ])("has names in the arguments of a constructor that are arguments themselves: %s", (expression) => {
    const classes = "template <class T = PyObject> class handle {}; class object {};";
    const text = `${classes} namespace n { ${classes} } auto x = ${expression};`;
    expect(names(usesOf({ "a.cpp": `#include <Python.h>\n${text}` }, target))).toContain("PyFoo_Gone/1");
  });

  test("has members of a base class", () => {
    const known = { structsWith: (name: string) => (name === "frame" ? ["PyThreadState"] : []) };
    const methods = "void *f() { return frame; } void *g(); void *h(void *frame) { return frame; } int frames; ";
    const lines = [
      `struct A : PyThreadState { ${methods}};`,
      "void *A::g() { return frames ? next : frame; }",
      "struct B : A { void *f() { return this->frame; } };",
      "void *g(B *b) { return b->next; }",
      "struct C : PyThreadState { void *frame; void *f() { return frame; } };",
      "struct D { void *f() { return frame; } };",
    ];
    const { uses } = usesOf({ "a.cpp": ["#include <Python.h>", ...lines].join("\n") }, target, known);
    const members = uses.flatMap((use) => (use.kind === "member" ? [[reported(use), use.declared]] : []));
    expect(members).toEqual([
      ["PyThreadState.frame@a.cpp:2:47", false],
      ["PyThreadState.next@a.cpp:3:32", true],
      ["PyThreadState.frame@a.cpp:3:39", false],
      ["PyThreadState.frame@a.cpp:4:41", false],
      ["PyThreadState.next@a.cpp:5:27", true],
    ]);
  });

  test.each([
    ["bool(…)", "bool f(PyThreadState *t) { return g(bool(t->frame)); }"],
    ["a constructor", "A::A() { t->frame; }"],
    ["a destructor", "A::~A() { t->frame; }"],
    ["a conversion", "A::operator bool() const { return t->frame; }"],
    ["a constructor of a template", "template <class T> C<T>::C() { t->frame; }"],
    ["a class inside another", "A::B::B() { u->frame; }"],
    ["a static member of a class inside another", "void f() { A::fixed.u->frame; }"],
    ["a type of a class", "void f(A::State *t) { t->frame; }"],
    ["a type of the class of a method", "A::State *A::m(State *t) { t->frame; }"],
  ])("is read in %s", (_, source) => {
    const classes = `struct A { typedef PyThreadState State; State *t; A(); ~A(); operator bool() const; State *m(State *);
      struct B { PyThreadState *u; B(); }; static B fixed; }; template <class T> struct C { PyThreadState *t; C(); };`;
    const { uses } = usesOf({ "a.cpp": `#include <Python.h>\n${classes}\n${source}` }, target);
    expect(uses.filter(({ kind }) => kind === "member").map(reported)).toEqual([
      expect.stringMatching(/^PyThreadState.frame@a.cpp:4:/),
    ]);
  });

  test("treats the name of a class as a type inside the class", () => {
    const source = "class C { C() {} static void h(C *v) { PyThread_Set(v); } };";
    const tree = cpython(13, `${objects} int PyThread_Set(void *);`);
    expect(usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, tree).uses.filter(({ fault }) => fault)).toEqual([]);
  });

  test("takes no initializer of a member for a declaration, even if the class is not declared", () => {
    const tree = cpython(13, `${objects} int PyThread_Set(void *);`);
    const source = "A::A(A &&a) noexcept : B(a), m(a.m) { a.m = 0; }\nvoid A::f() { PyThread_Set(m); }";
    expect(usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, tree).uses.filter(({ fault }) => fault)).toEqual([]);
  });

  test("is no pointer for the difference of two, even if unknown", () => {
    const tree = cpython(13, `${objects} int PyFoo_Size(Py_ssize_t);`);
    const source = "int f(PyObject **p, Unknown b) { return PyFoo_Size(p - b.p); }";
    expect(usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, tree).uses.filter(({ fault }) => fault)).toEqual([]);
  });

  const taking = cpython(13, `${objects} void PyFoo_Take(PyObject *o);`);
  const faults = (source: string) =>
    usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, taking).uses.flatMap(({ fault }) => fault?.message ?? []);

  test.each([
    ["with a default", "template <class T, bool clear = true>"],
    ["with a type of several words", "template <typename T, unsigned long clear>"],
    ["of a qualified type", "template <class T, typename std::enable_if<(sizeof(T) > 1), int>::type clear = 0>"],
    ["that are templates", "template <template <class, int> class T, bool clear = 1 && 2>"],
  ])("knows the values among a template's parameters, %s", (_, head) => {
    const body = "{ T *self; void reset(T *to) { if (clear && self && to) PyFoo_Take(self); } };";
    expect(faults(`${head} struct S ${body}`)).toEqual([]);
  });

  test.each([
    [
      "a namespace's name",
      "namespace a { typedef int PyObject; PyObject n = 1; } int f(PyObject *o) { return o->gone; }",
    ],
    ["a class's name", "class A { typedef int PyObject; PyObject n = 1; }; int f(PyObject *o) { return o->gone; }"],
    [
      "a using-declaration's",
      "namespace a { using b::PyObject; PyObject n = 1; } int f(PyObject *o) { return o->gone; }",
    ],
  ])("of the API means the API's outside of %s", (_, source) => {
    const { uses } = usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, target);
    expect(uses.map(reported)).toContain(`PyObject.gone@a.cpp:2:${source.indexOf("gone") + 1}`);
    expect(uses.filter(({ fault }) => fault)).toEqual([]);
  });

  test.each([
    ["typedef int PyObject; int a::f() { PyObject n = 1; return n; }", []],
    ["typedef int PyObject; } namespace c { namespace a { PyObject *n = 1; }", ["conversion"]],
    ["namespace b { typedef int PyObject; } } int a::b::f() { PyObject n = 1; return n; } namespace c {", []],
  ])("of the API has a namespace's meaning in the bodies of its functions: namespace a { %s }", (source, kinds) => {
    const { uses } = usesOf({ "a.cpp": `#include <Python.h>\nnamespace a { int f(); ${source} }` }, target);
    expect(uses.flatMap(({ fault }) => fault?.kind ?? [])).toEqual(kinds);
  });

  test("knows namespaces, whatever their prefix, and their aliases", () => {
    const source = "namespace PyMine::PyInner { int a(); }\nnamespace PyShort = PyMine;\n";
    const files = {
      "a.cpp": `#include <Python.h>\n${source}int f() { return PyMine::a() + PyShort::a() + PyOther::a(); }`,
    };
    expect(names(usesOf(files, target))).toEqual(["PyOther"]);
  });

  test("takes the arguments of a class's template for no comparison", () => {
    const template = "template <class T> PyThreadState *g(T) { return 0; }";
    expect(faults(`struct S { PyThreadState *f() { return g<int>(0); } ${template} };`)).toEqual([]);
  });

  test("takes a template's head for the declaration that follows only", () => {
    const body = "{ T *self; void reset() { bool clear = true; if (clear && self && self->ok) PyFoo_Take(self); } };";
    expect(faults(`template <class T> struct S ${body}`)).toEqual([]);
    expect(faults("template <class T> struct S { T *t; }; void f(void) { bool b = true; PyFoo_Take(b); }")).toEqual([
      '"_Bool" is given where "PyObject *" is expected.',
    ]);
  });

  test("does not know the type of a condition whose null pointer has an unknown one", () => {
    const source = "PyObject *f(int c) { return c ? unknown(c) : (void *)0; return c ? (void *)0 : unknown(c); }";
    expect(faults(source)).toEqual([]);
    expect(faults("PyObject *f(int c, void *p) { return c ? p : (void *)0; }")).toHaveLength(1);
  });

  describe("may overload a function, so its own declaration decides nothing about a call", () => {
    const own = "PyObject *lock(PyObject *o) { int fd = lock(o, 1); return o; }";
    const refused = ['"PyObject *" is given where "int" is expected.'];

    test.each([
      ["where a header is missing that may have another", `#include <apt-pkg/fileutl.h>\n${own}`, []],
      ["unless the headers are the system's and CPython's", `#include <string>\n#include <cstdio>\n${own}`, refused],
      ["where another declaration is given", `int lock(PyObject *, bool);\n${own}`, []],
      ["also if that comes later", "PyObject *lock(PyObject *); int lock(int); int fd = lock(3);", []],
      ["as a method", "struct S { int at(int); PyObject *at(char *); }; int f(S *s) { return s->at(3); }", []],
      ["but not if it is declared twice alike", `static PyObject *lock(PyObject *);\n${own}`, refused],
      ["but not where all return the same", `PyObject *lock(PyObject *, int);\n${own}`, refused],
    ])("%s", (_, source, expected) => {
      expect(faults(source)).toEqual(expected);
    });

    test("but a method's class is known, whatever is missing", () => {
      const source = "#include <apt-pkg/fileutl.h>\nstruct S { PyObject *at(); int f() { return at(); } };";
      expect(faults(source)).toEqual(refused);
    });

    test("and methods that differ in const only still determine the members of their results", () => {
      const source =
        "struct S { const PyThreadState *ts() const; PyThreadState *ts(); };\nvoid f(S *s) { s->ts()->frame; }";
      const uses = usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, target).uses.map(reported);
      expect(uses).toContain("PyThreadState.frame@a.cpp:3:25");
    });
  });
});

test.each([
  ["<utmpx.h>", "a.c", "linux_x86_64", true],
  ["<utmpx.h>", "a.c", "musllinux_x86_64", true],
  ["<optional>", "a.cpp", "linux_x86_64", true],
  ["<optional>", "a.c", "linux_x86_64", false],
  ["<windows.h>", "a.c", "linux_x86_64", false],
  // Its headers are not known.
  ["<utmpx.h>", "a.c", "win_amd64", false],
] as const)("what is behind __has_include(%s) in %s for %s is read: %s", (header, file, platform, isRead) => {
  const text = `#include <Python.h>\n#if __has_include(${header})\n#include ${header}\nvoid f(void) { PyFoo_Gone(1); }\n#endif`;
  const read = usesOf({ [file]: text }, target, {}, { platform });
  expect(names(read).includes("PyFoo_Gone/1")).toBe(isRead);
  expect(read).toMatchObject({ diagnostics: [], complete: true });
});

test("a member that a struct has not is asked of no other version, unless a class may inherit it", () => {
  const asked = (source: string) => {
    const members: string[] = [];
    const structsWith = (member: string) => {
      members.push(member);
      return [];
    };
    usesOf({ "a.cpp": `#include <Python.h>\n${source}` }, target, { structsWith });
    return members;
  };
  expect(asked("int f(PyTypeObject *t) { return t->tp_gone; }")).toEqual([]);
  expect(asked("struct A : PyTypeObject {}; int f(A *t) { return t->tp_gone; }")).toContain("tp_gone");
});
