import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cythonUses } from "../../../src/check/pyx/uses.ts";
import type { Use } from "../../../src/check/use.ts";
import { cpuTime } from "../../cpu-time.ts";

const known = {
  isName: (name: string) => /^(?:Py_Known|PyKnown\w*|destructor|METH_O|_longobject|Py(?:Foo|List)Object)$/.test(name),
  isHeader: (name: string) => ["longintrepr.h", "internal/pycore_frame.h"].includes(name),
};
const usesOf = (text: string) => cythonUses([{ path: "x.pyx", text }], known);
const namesOf = (text: string) =>
  usesOf(text).map((use: Use) => {
    if (use.kind === "symbol") return use.name;
    return use.kind === "member" ? `${use.struct}.${use.member}` : `"${use.header}"`;
  });
/** What a block of Python.h declares. */
const declared = (...lines: string[]) =>
  namesOf(['cdef extern from "Python.h":', ...lines.map((line) => `    ${line}`)].join("\n"));

describe("declarations in a block of Python.h are used", () => {
  test.each([
    ["functions", "PyObject *PyList_New(Py_ssize_t)", ["PyList_New"]],
    ["that return objects", "PyList_GetSlice(object, Py_ssize_t, Py_ssize_t)", ["PyList_GetSlice"]],
    ["with what they raise", "int PyList_Append(object, PyObject *x) except -1 nogil", ["PyList_Append"]],
    ["inline ones of its own, with a body", "cdef inline int mine(o) noexcept: return PyList_Check(o)", []],
    ["variables", "PyTypeObject PyList_Type, *PyTuple_Types[10]", ["PyList_Type", "PyTuple_Types"]],
    ["constants", "int Py_LT, Py_LE", ["Py_LT", "Py_LE"]],
    ["typedefs", "ctypedef long Py_hash_t", ["Py_hash_t"]],
    ["of functions", "ctypedef int (*PyOther_visit)(PyObject *, void *) except -1", ["PyOther_visit"]],
    ["structs without members", "ctypedef struct PyObject", ["PyObject"]],
    [
      "enums",
      "cdef enum PySendResult: PYGEN_RETURN, PYGEN_ERROR = -1",
      ["PySendResult", "PYGEN_RETURN", "PYGEN_ERROR"],
    ],
    ["without a name", "enum: Py_EQ", ["Py_EQ"]],
    ["by their name in C", 'int size "PyObject_Size" (object)', ["PyObject_Size"]],
    ["which may be an expression", 'int kind "PyUnicode_KIND(Py_None)"', ["PyUnicode_KIND", "Py_None"]],
    ["names without a prefix where they are known", "ctypedef void (*destructor)(PyObject *)", ["destructor"]],
    ["and else not", "ctypedef unsigned long size_t", []],
    ["not what says nothing", "pass", []],
    ["nor what has no type", "PyList_Type", []],
  ])("%s", (_, line, names) => {
    expect(declared(line)).toEqual(names.filter((name) => /^_?P(?:y|Y_)/.test(name) || known.isName(name)));
  });

  test("members of its structs", () => {
    const struct = ["ctypedef struct PyFooObject:", "    int a, *b", '    int c "ob_base.ob_c"', "    pass"];
    const members = ["PyFooObject.a", "PyFooObject.b", "PyFooObject.ob_base.ob_c"];
    expect(declared(...struct, "int PyFoo_After")).toEqual(["PyFooObject", ...members, "PyFoo_After"]);
    expect(declared('struct long "struct _longobject":', "    int ob_digit[1]")).toEqual([
      "_longobject",
      "_longobject.ob_digit",
    ]);
  });

  test("members of extension types, but not their methods", () => {
    const type = ["ctypedef class builtins.list [object PyListObject, type PyList_Type, check_size ignore]:"];
    const body = ["    cdef PyObject **ob_item", "    @property", "    cdef inline int size(self) noexcept nogil:"];
    expect(declared(...type, ...body, "        return Py_SIZE(self)", "int PyList_Check(object)")).toEqual([
      "PyListObject",
      "PyList_Type",
      "PyListObject.ob_item",
      "PyList_Check",
    ]);
  });

  test("also under conditions of Cython's", () => {
    expect(declared("IF PY3:", "    int PyNew_Check(object)", "ELSE: ", "    int PyOld_Check(object)")).toEqual([
      "PyNew_Check",
      "PyOld_Check",
    ]);
  });
});

test("a use has its location, with the name in C if one is given", () => {
  const text =
    'cdef extern from "Python.h":\n    """\n    verbatim C\n    """\n    int f "PyFoo" ()\n    int (\n     PyBar)()';
  const place = (line: number, column: number) => ({ file: "x.pyx", line, column });
  expect(usesOf(text)[0]).toEqual({ kind: "symbol", name: "PyFoo", place: place(5, 11) });
  expect(usesOf("from cpython cimport \\\n  PyBar")).toEqual([{ kind: "symbol", name: "PyBar", place: place(2, 3) }]);
});

test("blocks of other headers use known names, and the header if it is CPython's", () => {
  const text = `
cdef extern from "mine.h" namespace "mine" nogil:
    int PyKnown_1(), PyMine()
    void destructor()
cdef extern from *:
    int PyKnown_2(object)
cdef extern from "longintrepr.h":
    ctypedef int digit
cdef public extern from "internal/pycore_frame.h": int PyKnown_3
cdef extern int PyKnown_4(object)
cdef extern from "mine.hpp":
    cppclass PyKnown:
        int Py_Known()
`;
  expect(namesOf(text)).toEqual([
    "PyKnown_1",
    "PyKnown_2",
    '"longintrepr.h"',
    '"internal/pycore_frame.h"',
    "PyKnown_3",
    "PyKnown_4",
  ]);
});

describe("names taken from Cython's cpython package are used", () => {
  test.each([
    ["from cpython cimport PyList_New, PyList_Check as check", ["PyList_New", "PyList_Check"]],
    ["from cpython.list cimport (\n    PyList_New,  # one\n    PyList_Size,\n)", ["PyList_New", "PyList_Size"]],
    ["from cpython.version cimport PY_VERSION_HEX", ["PY_VERSION_HEX"]],
    ["def f():\n    from cpython.ref cimport Py_INCREF", ["Py_INCREF"]],
    ["cimport cpython.list\ncpython.list.PyList_New(3)", ["PyList_New"]],
    ["cimport cpython.ref as r, mine\nif r.Py_REFCNT(mine.PyMine): pass", ["Py_REFCNT"]],
    ["from cpython cimport ref, list as l\nl.PyList_New(ref.Py_True)", ["PyList_New", "Py_True"]],
    ["from mine cimport PyMine\nfrom cpython cimport *\nmine.PyMine.PyOther", []],
    ['"from cpython cimport PyList_New" # from cpython cimport PyTuple_New', []],
  ])("%j", (text, names) => {
    expect(namesOf(text)).toEqual(names);
  });
});

describe("invalid text", () => {
  test.each([
    ["brackets that are not closed", "x = (((\ncdef extern from 'Python.h':\n  int PyFoo()"],
    ["a text that is not closed", "x = 'abc\ncdef extern from 'Python.h':\n  int PyFoo()"],
    ["more closing brackets than open ones", ")]}\ncdef extern from 'Python.h':\n  int PyFoo()"],
    ["tabs, line ends of Windows and a form feed", "\f\r\ncdef extern from 'Python.h':\r\n\tint PyFoo()\r\n"],
  ])("hides nothing behind it: %s", (_, text) => {
    expect(namesOf(text)).toEqual(["PyFoo"]);
  });

  test.each([
    ["cdef Py_UNICODE *text = s", ["Py_UNICODE"]],
    ["cdef class C:\n    cdef Py_UNICODE[8] text", ["Py_UNICODE"]],
    ["def f(Py_UNICODE c): return <Py_UNICODE>c", ["Py_UNICODE", "Py_UNICODE"]],
    ["cdef Py_ssize_t n = 0  # Py_UNICODE", []],
    ["from cpython.datetime cimport date, import_datetime\nimport_datetime()", ['"datetime.h"', "PyDateTime_IMPORT"]],
    ["cimport cpython.datetime as dt\ndt.import_datetime()", ['"datetime.h"', "PyDateTime_IMPORT"]],
    ["from cpython cimport datetime, array", ['"datetime.h"']],
    ["import datetime", []],
  ])("has the types that Cython itself knows, and what a cimport of datetime brings: %s", (text, expected) => {
    const isName = (name: string) => ["Py_UNICODE", "PyDateTime_IMPORT"].includes(name);
    const uses = cythonUses([{ path: "x.pyx", text }], { isName, isHeader: () => true });
    const reported = uses.map((use) =>
      use.kind === "symbol" ? use.name : use.kind === "header" ? `"${use.header}"` : "",
    );
    expect(reported).toEqual(expected);
  });

  test("takes linear time", () => {
    const parts = [
      "(",
      "'",
      '"""',
      "a.",
      "cdef enum:\n ",
      "cdef extern from *:\n ",
      ",",
      "\\",
      "\n",
      "from cpython cimport ",
    ];
    const read = () => parts.map((part) => namesOf(part.repeat(200_000 / part.length)));
    expect(cpuTime(read)).toBeLessThan(5000);
  });

  test("is read to its end", () => {
    const words = fc.constantFrom(
      ...'cdef|extern|from|"Python.h"|:|\n|\n    |int|PyFoo|(|)|,|struct|enum|class|[|]|\''.split("|"),
    );
    fc.assert(fc.property(fc.array(words, { maxLength: 60 }), (parts) => void namesOf(parts.join(" "))));
  });
});
