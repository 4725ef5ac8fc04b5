import { describe, expect, test } from "vitest";
import { Repository } from "../../../src/cpython/repository.ts";
import { defaultTarget } from "../../../src/cpython/target.ts";
import { temporaryFolder } from "../../cache/disk.ts";
import { corpusRemote } from "../../corpus/corpus.ts";
import { cpython, reported, usesOf } from "./extension.ts";

/** Headers that fail to compile only with PyFoo_LIMITED. */
const tree = cpython(
  15,
  `
typedef struct _object PyObject;
#ifndef PyFoo_LIMITED
struct _object { long ob_refcnt; };
int PyFoo_Is(PyObject *);
#endif
static inline int PyFoo_Check(PyObject *o) { return PyFoo_Is(o) || o->ob_refcnt || sizeof(PyObject) || isspace(1); }
#define PyFoo_CHECK(o) PyFoo_Is(o)
#define PyFoo_COUNT(o) ((o)->ob_refcnt)
#ifdef PyFoo_UNUSED
static inline void PyFoo_Unused(void) { PyFoo_Gone(); }
#endif
`,
  { "other.h": "static inline int PyOther(void) { return PyOther_Gone(); }" },
);

const isName = (name: string) => name.startsWith("PyFoo");

const broken = (files: Record<string, string>, defines: readonly string[] = []) =>
  usesOf(files, tree, { isName }, {}, defines).uses.flatMap((use) =>
    use.fault?.kind === "broken-header" ? [`${reported(use)} ${use.fault.message}`] : [],
  );

describe("a header of CPython's", () => {
  const lacks = "uses PyFoo_Is, which nothing declares there, and 2 more.";

  test("that compiles is no finding, even if parts of it are not compiled", () => {
    expect(broken({ "a.c": "#include <Python.h>\nint f(void) { return PyFoo_Check(0); }" })).toEqual([]);
  });

  test("whose inline function does not compile under a source's macros breaks at the #include", () => {
    const source = "#define PyFoo_LIMITED\n#include <Python.h>\n";
    const [reported, ...others] = broken({ "a.c": source, "b.cpp": source, "c.c": "#include <Python.h>\n" });
    expect(reported).toMatch(new RegExp(`^<Python.h>@a.c:2:\\d+ Python.h:\\d+ ${lacks}$`));
    expect(others.map((other) => other.split(" ")[0])).toEqual([expect.stringMatching(/^<Python.h>@b.cpp:2:/)]);
  });

  test("or for those of the build", () => {
    const files = { "a.c": '#include "own.h"\n', "own.h": "#include <Python.h>\n", "b.c": "int x;" };
    expect(broken(files, ["#define PyFoo_LIMITED 1"])).toEqual([expect.stringMatching(/^<Python.h>@own.h:1:/)]);
    expect(broken(files, ["#define PyFoo_UNUSED 1"])).toEqual([expect.stringContaining("PyFoo_Gone")]);
  });

  test("breaks only code that includes it", () => {
    const files = { "a.c": "#include <Python.h>\n", "b.c": "#include <Python.h>\n#include <other.h>\n" };
    expect(broken(files)).toEqual([expect.stringMatching(/^<other.h>@b.c:2:\d+ other.h:1 uses PyOther_Gone/)]);
  });

  test("that another library presumably includes breaks where that one is included", () => {
    const source = "#include <lib/lib.h>\nint f(void) { return PyFoo_Check(0); }";
    const reported = broken({ "a.c": source }, ["#define PyFoo_LIMITED 1"]);
    expect(reported).toEqual([expect.stringMatching(/^<lib\/lib.h>@a.c:1:/)]);
  });
});

describe("a macro of CPython's", () => {
  test("breaks where it is used, if it expands to a missing name", () => {
    const uses = "int f(PyObject *o) { return PyFoo_CHECK(o); }\nlong g(PyObject *o) { return PyFoo_COUNT(o); }";
    expect(broken({ "a.c": `#include <Python.h>\n${uses}` })).toEqual([]);
    expect(broken({ "a.c": `#define PyFoo_LIMITED\n#include <Python.h>\n${uses}` }).slice(1)).toEqual([
      "PyFoo_CHECK@a.c:3:29 PyFoo_CHECK expands to PyFoo_Is, which nothing declares there.",
      "PyFoo_COUNT@a.c:4:30 PyFoo_COUNT expands to PyObject.ob_refcnt, which is not there.",
    ]);
  });

  test("breaks where a macro of the extension that uses it is expanded", () => {
    const uses = "#define BOTH(o) (1 && PyFoo_CHECK(o))\nint f(PyObject *o) { return BOTH(o); }";
    expect(broken({ "a.c": `#define PyFoo_LIMITED\n#include <Python.h>\n${uses}` }).slice(1)).toEqual([
      "PyFoo_Is@a.c:4:29 A macro of CPython expands to PyFoo_Is, which nothing declares there.",
    ]);
  });
});

const remote = corpusRemote();

describe.skipIf(!remote)("the headers of real CPython", () => {
  test("compile, but with an old limited API in a free-threaded build of 3.15", async () => {
    using disk = temporaryFolder();
    const headers = await new Repository(remote as string, disk.folder).tree("v3.15.2");
    const request = { ...defaultTarget, abi: "cpt" } as const;
    const messages = (text: string) =>
      usesOf({ "a.c": text, "a.cpp": text }, headers, {}, request).uses.flatMap(({ fault }) => fault?.message ?? []);
    expect(messages("#include <Python.h>")).toEqual([]);
    expect(messages("#define Py_LIMITED_API 0x030f0000\n#include <Python.h>")).toEqual([]);
    const message = expect.stringMatching(/^object.h:\d+ uses Py_IS_TYPE, which nothing declares there/);
    expect(messages("#define Py_LIMITED_API 0x030c0000\n#include <Python.h>")).toEqual([message, message]);
  });
});
