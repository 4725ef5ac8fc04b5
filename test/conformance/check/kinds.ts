/** Small sources, one for each way in which a use breaks: of each line gcc says in the same run whether it compiles. */
export interface Kind {
  name: string;
  /** After `#include <Python.h>`: each line is one declaration. */
  text: string;
  isCpp?: boolean;
}

const inC = (name: string, ...lines: string[]): Kind => ({ name, text: lines.join("\n") });
const inCpp = (name: string, ...lines: string[]): Kind => ({ name, text: lines.join("\n"), isCpp: true });

export const kinds: Kind[] = [
  inC(
    "names",
    "void *n1(PyObject *o) { return (void *)PyLong_AsInt(o); }",
    "void *n2(PyObject *o) { return (void *)(long)PyObject_AsReadBuffer(o, 0, 0); }",
    "int n3 = PyBUF_READ;",
    "int n4(void) { return PyEval_ThreadsInitialized(); }",
    "void n5(PyObject *o) { PyList_Append(o, o); }",
  ),
  inC(
    "members",
    "void *m1(PyThreadState *t) { return t->frame; }",
    "int m2(PyThreadState *t) { return t->use_tracing; }",
    "void *m3(PyThreadState *t) { return t->interp; }",
    "void *m4(PyGenObject *g) { return g->gi_code; }",
    "int m5(PyGenObject *g) { return g->gi_running; }",
    "void *m6(PyTypeObject *t) { return t->tp_print; }",
  ),
  inC(
    "positional initialisers",
    "static int print(PyObject *o, FILE *f, int n) { return 0; }",
    'PyTypeObject i1 = { PyVarObject_HEAD_INIT(0, 0) "m.T", 16, 0, 0, print };',
    'PyTypeObject i2 = { PyVarObject_HEAD_INIT(0, 0) "m.T", 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, print };',
    'PyTypeObject i3 = { PyVarObject_HEAD_INIT(0, 0) .tp_name = "m.T", .tp_basicsize = 16, .tp_hash = 0 };',
    "PyTypeObject i4 = { PyVarObject_HEAD_INIT(0, 0) .tp_name = 5 };",
    "PyTypeObject i5 = { PyVarObject_HEAD_INIT(0, 0) .tp_print = 0 };",
    'PyMethodDef i6[] = { { "a", 0, METH_VARARGS, "doc" }, { 0, 0, 0, 0 } };',
    'PyMethodDef i7[] = { { "a", print, METH_VARARGS, "doc" }, { 0 } };',
    'PyMethodDef i8[] = { { "a", 0, METH_VARARGS, 7 } };',
    'struct PyModuleDef i9 = { PyModuleDef_HEAD_INIT, "m", 0, -1, 0 };',
    'PyHeapTypeObject i10 = { { PyVarObject_HEAD_INIT(0, 0) "m" }, { 0 }, { .nb_add = 0 } };',
  ),
  inC(
    "objects and sizes",
    "int s1 = sizeof(PyFrameObject);",
    "int s2 = sizeof(PyTypeObject);",
    "struct s3 { PyFrameObject f; };",
    "struct s4 { PyObject_HEAD int x; };",
    "void s5(void) { PyInterpreterState i; (void)i; }",
    "void *s6(PyFrameObject *f) { return f + 1; }",
    "void *s7(PyThreadState **f) { return f + 1; }",
    "static struct PyModuleDef s8;",
    "struct s9 { PyLongObject l; };",
  ),
  inC(
    "lvalues",
    "void l1(PyObject *o) { Py_TYPE(o) = 0; }",
    "void l2(PyObject *o) { Py_REFCNT(o)++; }",
    "void *l3(PyObject *o) { return (void *)&Py_SIZE(o); }",
    "void l4(PyObject *o) { Py_SIZE(o) -= 1; }",
    "void *l5(PyObject *o) { return Py_TYPE(o); }",
    "void *l6(PyObject *o) { return (void *)&PyTuple_GET_ITEM(o, 0); }",
    "void *l7(PyObject *o) { return (void *)&PyList_Type; }",
  ),
  inC(
    "conversions",
    "static PyObject *with_size(PyObject *s, PyTypeObject *t, PyObject *const *a, size_t n, PyObject *k) { return 0; }",
    "PyCMethod c1 = with_size;",
    "PyCMethod c2 = (PyCMethod)with_size;",
    "char *c3(PyObject *o) { return PyUnicode_AsUTF8AndSize(o, 0); }",
    "int c4(PyObject *o) { return PyUnicode_AsUTF8(o); }",
    "void c5(PyObject *o) { int n; PyUnicode_AsUTF8AndSize(o, &n); }",
    "void c6(PyObject *o) { PyObject_Call(o, o, 1); }",
    "void c7(PyTypeObject *t) { PyObject_Init(t, t); }",
    "int c8(PyGenObject *g) { return g->gi_name == 0 ? 1 : 0; }",
    "const int *c9(PyThreadState *t) { return t->interp; }",
  ),
  inC(
    "own declarations",
    "static int PyLong_AsInt(PyObject *);",
    "static PyObject *PyList_GetItemRef(PyObject *o, Py_ssize_t n) { return 0; }",
    "static PyObject *PyList_New(Py_ssize_t n);",
    "int PyList_Size(int);",
    "Py_ssize_t PyTuple_Size(PyObject *);",
    "typedef int PyOwnName;",
  ),
  inC("internals", "#include <internal/pycore_frame.h>", "int x;"),
  inC("limited API", "#define Py_LIMITED_API 0x030f0000", "#include <Python.h>"),
  inCpp(
    "conversions in C++",
    "char *p1(PyObject *o) { return PyUnicode_AsUTF8AndSize(o, 0); }",
    "const char *p2(PyObject *o) { return PyUnicode_AsUTF8AndSize(o, 0); }",
    "void p3(PyObject *o) { void *v = o; PyObject *w = v; (void)w; }",
    "void p4(PyObject *o) { Py_TYPE(o) = 0; }",
    "int p5(PyThreadState *t) { return t->use_tracing; }",
    "static int PyLong_AsInt(PyObject *o) { return 0; }",
    "template <typename T> T *p6(PyObject *o) { return reinterpret_cast<T *>(o); }",
  ),
];
