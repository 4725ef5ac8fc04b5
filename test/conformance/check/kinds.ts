/** Small sources, one for each way in which a use breaks: of each line gcc says in the same run whether it compiles. */
export interface Kind {
  name: string;
  /** After `#include <Python.h>`: each line is one declaration. */
  text: string;
  isCpp?: boolean;
}

const inC = (name: string, ...lines: string[]): Kind => ({ name, text: lines.join("\n") });
const inCpp = (name: string, ...lines: string[]): Kind => ({ name, text: lines.join("\n"), isCpp: true });

/** Names of system headers, some of which CPython's include in some versions. */
const ofSystem = [
  "int b1(void) { struct timeval t; return gettimeofday(&t, 0); }",
  "int b2(int c) { return isspace(c) || toupper(c); }",
  "int b3(int fd) { return close(fd); }",
  "char *b4(const char *s) { return strdup(s); }",
  "int b5(void) { return errno == EINVAL; }",
  "void *b6(int n) { return alloca(n); }",
  "uint32_t b7 = INT32_MAX;",
  "ssize_t b8;",
  "int b9 = CHAR_BIT + INT_MAX;",
  "double b10(double x) { return sin(x) + M_PI + HUGE_VAL; }",
  "pthread_t b11;",
  "time_t b12(void) { return time(0); }",
  "struct stat b13;",
  "int b14 = O_RDONLY;",
  "size_t b15(const wchar_t *w) { return wcslen(w); }",
  "void b16(void *p) { assert(p); }",
  "FILE *b17(void) { return fopen(0, 0); }",
  "int b18(void) { struct tm t; return mktime(&t); }",
  "void *b19(void) { return malloc(1); }",
  "char *b20(void) { return getenv(0); }",
  "va_list b22;",
  "double b24 = DBL_MAX + FLT_MAX;",
  "char b25 = sizeof(PRId64);",
  "struct lconv *b26(void) { return localeconv(); }",
  "int b27(void) { return fork(); }",
  "sigset_t b28;",
  "fd_set b29;",
  "struct timespec b30;",
  "long b31(void *p) { return ((struct timeval *)p)->tv_sec; }",
  "int b32 = sizeof(struct stat);",
  "void b33(void) { puts(NULL); fputs(0, stderr); }",
  "double b34(void) { return INFINITY + NAN; }",
  "int b35(void) { return S_ISDIR(1); }",
  "void *b36(void *p) { return memcpy(p, p, strlen(p)); }",
  "int b37(void) { return strcasecmp(0, 0); }",
  "static int b38(int isspace, int close) { return isspace + close; }",
  "struct b39 { int errno_; int close; }; int b39f(struct b39 *b) { return b->close; }",
];

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
  ...["0x03020000", "0x03060000", "0x03090000", "0x030c0000", "0x030e0000", "0x030f0000"].flatMap((version) => {
    const lines = [`#define Py_LIMITED_API ${version}`, "#include <Python.h>"];
    return [inC(`limited API ${version}`, ...lines), inCpp(`limited API ${version} in C++`, ...lines)];
  }),
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
  ...[
    "#include <Python.h>",
    "#define Py_LIMITED_API 0x03090000\n#include <Python.h>",
    "#define Py_LIMITED_API 0x030b0000\n#include <Python.h>",
    "#include <Python.h>\n#include <unistd.h>\n#include <sys/wait.h>",
    "#include <Python.h>\n#include <pthread.h>\n#include <stdlib.h>\n#include <arpa/inet.h>",
    "#include <errno.h>\n#include <sys/time.h>\n#include <Python.h>",
  ].map((head) => inC(`what Python.h brings: ${head}`, ...head.split("\n"), ...ofSystem)),
  ...[
    "#include <Python.h>",
    "#include <Python.h>\n#include <vector>\n#include <string>",
    "#include <iostream>\n#include <Python.h>",
  ].map((head) =>
    inCpp(
      `what Python.h brings in C++: ${head}`,
      ...head.split("\n"),
      ...ofSystem.filter((line) => !/b18|b36|b38/.test(line)),
    ),
  ),
];
