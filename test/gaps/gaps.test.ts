import { describe, expect, test } from "vitest";
import { defaultTarget } from "../../src/cpython/target.ts";
import { gapsBetween } from "../../src/gaps/gaps.ts";
import type { Gap } from "../../src/gaps/model.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { miniature } from "../manifest/miniature.ts";
import { usage as indexOf, pack, unit } from "../usage/indexes.ts";

const session = new ManifestSession();
const manifestWith = (text: string) => buildManifest(miniature({ "Include/test.h": text }), defaultTarget, session);

/** The gaps of an implementation with one header against a reference with another, otherwise equal. */
const gapsIn = (implementation: string, reference: string) =>
  gapsBetween(manifestWith(implementation), manifestWith(reference), null);
const reported = ({ gaps }: { gaps: Gap[] }) =>
  gaps.map(({ gap, name, kind, tier, details }) => [gap, name, kind, tier, ...details]);

const call = "PyAPI_FUNC(int) PyFoo_Call(int a);\n";

describe("a name of the reference", () => {
  test("defined alike on both sides is not a gap", () => {
    const text = `${call}#define PyFoo_ONE 1\ntypedef struct { int a; } PyFooObject;\n`;
    expect(gapsIn(text, text)).toMatchObject({ complete: true, gaps: [], unknown: [] });
  });

  test("is missing, with its kind and tier in the reference", () => {
    const text = `${call}PyAPI_DATA(int) _PyFoo_flag;\ntypedef struct { int a; } PyFooObject;\n`;
    expect(reported(gapsIn("", text))).toEqual([
      ["missing", "PyFooObject", "struct", "limited"],
      ["missing", "PyFoo_Call", "function", "limited"],
      ["missing", "_PyFoo_flag", "variable", "private"],
    ]);
  });

  test("is missing if only Py_BUILD_CORE shows it", () => {
    const text = `#ifdef Py_BUILD_CORE\n${call}#endif\n`;
    expect(reported(gapsIn(text, call))).toEqual([
      ["missing", "PyFoo_Call", "function", "limited", "it is there with Py_BUILD_CORE alone"],
    ]);
  });

  test("that the implementation has by a macro of another name is there, with the signature of that", () => {
    const renamed = "#define PyFoo_Call PyPyFoo_Call\nPyAPI_FUNC(int) PyPyFoo_Call(int a);\n";
    expect(reported(gapsIn(renamed, call))).toEqual([]);
    expect(reported(gapsIn(renamed.replace("int a", "int a, int b"), call))).toEqual([
      ["type", "PyFoo_Call", "function", "limited", "it takes 2 parameters, not 1"],
    ]);
  });

  test.each([
    ["#define PyFoo_Call(a) (a)", "it is a function-like macro, not a function"],
    ["static inline int PyFoo_Call(int a) { return a; }", "it is an inline function, not a function"],
    ["#define PyFoo_Call 1", "it is a macro, not a function"],
  ])("is of another kind: %s", (text, details) => {
    expect(reported(gapsIn(`${text}\n`, call))).toEqual([["kind", "PyFoo_Call", "function", "limited", details]]);
  });

  test.each([
    ["PyAPI_FUNC(long) PyFoo_Call(int a);", call, "it returns long, not int (8 bytes, not 4)"],
    ["PyAPI_DATA(long) PyFoo_Call;", "PyAPI_DATA(int) PyFoo_Call;", "it is long, not int"],
    ["#define PyFoo_Call(a, b) a", "#define PyFoo_Call(a) a", "it takes 2 arguments, not 1"],
    ["typedef int (*PyFoo_Call)(int);", "typedef int (*PyFoo_Call)(long);", "it is int (*)(int), not int (*)(long)"],
  ])("has another type: %s", (implementation, reference, details) => {
    expect(reported(gapsIn(implementation, reference))).toMatchObject([["type", "PyFoo_Call", {}, "limited", details]]);
  });

  test("has the same type through other typedefs", () => {
    expect(reported(gapsIn("typedef int PyFoo_Int;\nPyAPI_FUNC(PyFoo_Int) PyFoo_Call(int a);\n", call))).toEqual([
      ["extra", "PyFoo_Int", "typedef", "limited"],
    ]);
  });

  test.each([
    ["#define PyFoo_ONE 0x2", "#define PyFoo_ONE 1", "it is 2, not 1"],
    ["#define PyFoo_ONE (sizeof(struct unknown_))", "#define PyFoo_ONE 1", "it is no constant, not 1"],
    ["enum { PyFoo_ONE = 2 };", "enum { PyFoo_ONE = 1 };", "it is 2, not 1"],
    ['#define PyFoo_ONE "b"', '#define PyFoo_ONE "a"', 'it is "b", not "a"'],
  ])("has another value: %s", (implementation, reference, details) => {
    expect(reported(gapsIn(implementation, reference))).toMatchObject([["value", "PyFoo_ONE", {}, "limited", details]]);
  });
});

describe("the layout of a struct", () => {
  const struct = (members: string) => `typedef struct _foo { ${members} } PyFooObject;\n`;
  const layout = (implementation: string, reference: string) =>
    gapsIn(implementation, reference).gaps.map(({ gap, name, details }) => [gap, name, ...details]);

  test("differs in size, alignment and the places of members", () => {
    expect(layout(struct("char link; long size; char b; int gone_;"), struct("int a; int b;"))).toEqual([
      [
        ...["layout", "PyFooObject", "it has 24 bytes, not 8", "it is aligned to 8, not 4", "a is not there"],
        ...["b is at 16, not 4", "link is new, at 0", "size is new, at 8", "gone_ is new, at 20"],
      ],
    ]);
  });

  test("differs inside anonymous members, and in bits", () => {
    expect(
      layout(
        struct("struct { int b, a; } s; unsigned x:3, y:2;"),
        struct("struct { int a, b; } s; unsigned x:2, y:2;"),
      ),
    ).toEqual([
      [
        "layout",
        "PyFooObject",
        "s.a is at 4, not 0",
        "s.b is at 0, not 4",
        "x has 3 bits, not 2 bits",
        "y is at bit 67, not bit 66",
      ],
    ]);
  });

  test("is a gap if the implementation hides it, but not if the reference does", () => {
    const opaque = "typedef struct _foo PyFooObject;\n";
    expect(layout(opaque, struct("int a;"))).toEqual([["layout", "PyFooObject", "it is opaque, not of 4 bytes"]]);
    expect(layout(struct("int a;"), opaque)).toEqual([]);
  });

  test("is compared by the typedef or the tag", () => {
    expect(layout("struct _foo { long a; };\n", struct("int a;"))).toContainEqual([
      "layout",
      "PyFooObject",
      "it has 8 bytes, not 4",
      "it is aligned to 8, not 4",
      "a has 8 bytes, not 4 bytes",
    ]);
  });

  test("that is unknown is listed, and the answer is not complete", () => {
    const unknown = gapsIn(struct("unknown_t a;"), struct("int a;"));
    expect(unknown).toMatchObject({ complete: false, unknown: ["PyFooObject"], gaps: [] });
  });
});

describe("a name that the reference does not have", () => {
  test("is extra, unless a name of the API stands for it", () => {
    const text = `#define PyFoo_Call PyPyFoo_Call\nPyAPI_FUNC(int) PyPyFoo_Call(int a);\nPyAPI_FUNC(int) PyPyFoo_More(void);\n`;
    expect(reported(gapsIn(text, call))).toEqual([["extra", "PyPyFoo_More", "function", "limited"]]);
  });
});

test("gaps are counted by kind and tier, most used first", () => {
  const text =
    "PyAPI_FUNC(int) PyA(void);\nPyAPI_FUNC(int) PyB(void);\nPyAPI_FUNC(int) _PyC(void);\ntypedef struct { int a; } PyD;\n";
  const source = { path: "", kind: "source", build: null } as const;
  const index = indexOf([pack("one", [unit(["PyB", "_PyC"])]), pack("two", [unit(["PyB", "PyD.a"], source)])]);
  const { gaps, summary, usage } = gapsBetween(manifestWith(""), manifestWith(text), index);
  expect(gaps.map(({ name, usedBy }) => [name, usedBy?.packages])).toEqual([
    ["PyB", 2],
    ["PyD", 1],
    ["_PyC", 1],
    ["PyA", 0],
  ]);
  expect(gaps[0]?.usedBy).toMatchObject({ author: 2, tools: {}, headers: 0, names: ["one", "two"] });
  expect(summary.missing).toMatchObject({ limited: 3, private: 1 });
  expect(usage).toMatchObject({ packages: 2 });
});
