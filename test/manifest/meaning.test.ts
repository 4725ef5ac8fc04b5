import { describe, expect, test } from "vitest";
import type { ManifestSymbol } from "../../src/manifest/model.ts";
import { headersManifest } from "../diff/fixtures.ts";

/** What the manifest says of the names of a header, by name. */
function read(header: string): (name: string) => Record<string, unknown> {
  const { symbols } = headersManifest("meaning", new Map([["foo.h", `#pragma once\n${header}\n`]]));
  const byName = new Map<string, ManifestSymbol>(symbols.map((symbol) => [symbol.name, symbol]));
  return (name) => byName.get(name) as unknown as Record<string, unknown>;
}

describe("the meaning of a macro", () => {
  const symbol = read(`
typedef int T; typedef T U; typedef T *V;
#define CAST(x) ((T *)(x))
#define CHECKED(x) (assert(x), CAST(x))
#define AS(type, x) ((type)(x))
#define NAME B
#define WRAPPED ((B))
#define CALLED(x, y) B(x, y)
#define CASTS(x, y) (B((T *)(x), CAST(y)))
#define CHECKS(x) B(CHECKED(x))
#define CASTS_AS(x) B(AS(T *, (x)))
#define BARE() B()
#define ITSELF ITSELF
#define NUMBER 12
#define WORDS B C
#define MINUS -B
#define NOTHING
#define OTHER_ORDER(x, y) B(y, x)
#define CONSTANT(x) B(x, 0)
#define SUM(x) B(x + x)
#define MORE(x) B(x) + 1
#define OF_CALL(x) B(f(x))
#define PRODUCT(x, y) B((x *)y, x)
`);

  test.each(["NAME", "WRAPPED", "CALLED", "CASTS", "CHECKS", "CASTS_AS", "BARE"])("%s is B", (name) => {
    expect(symbol(name)).toMatchObject({ standsFor: "B" });
  });

  test.each([
    "ITSELF",
    "NUMBER",
    "WORDS",
    "MINUS",
    "NOTHING",
    "OTHER_ORDER",
    "CONSTANT",
    "SUM",
    "MORE",
    "OF_CALL",
    "PRODUCT",
  ])("%s is more", (name) => expect(symbol(name)).toMatchObject({ standsFor: null }));

  test("is a typedef's name for another typedef", () => {
    expect([symbol("T"), symbol("U"), symbol("V")]).toMatchObject([
      { standsFor: null },
      { standsFor: "T" },
      { standsFor: null },
    ]);
  });
});

test("assignable macros expand to a member, an element, a variable or a dereferenced pointer", () => {
  const symbol = read(`
typedef struct { int size; int *items; } Foo;
PyAPI_DATA(int) Foo_Count;
#define SIZE(op) (((Foo *)(op))->size)
#define ITEM(op, i) (((Foo *)(op))->items[i])
#define POINTED(op) (*(int *)(op))
#define COUNT Foo_Count
#define VIA(op) SIZE(op)
#define CAST(op) ((long)(op)->size)
#define SUM(op) (SIZE(op) + 1)
#define PRODUCT(a, b) ((a) * (b))
#define CALL(op) Foo_Get(op)
`);
  const assignable = ["SIZE", "ITEM", "POINTED", "COUNT", "VIA"];
  for (const name of [...assignable, "CAST", "SUM", "PRODUCT", "CALL"])
    expect([name, symbol(name).assignable]).toEqual([name, assignable.includes(name)]);
});

describe("what the use of a name compiles to", () => {
  const symbol = read(`
PyAPI_FUNC(void) Foo_Dealloc(PyObject *op);
PyAPI_FUNC(void) Foo_Stop(const char *why);
PyAPI_FUNC(void) Foo_StopIn(const char *where, const char *why);
PyAPI_DATA(int) Foo_Count;
#define Foo_Stop(why) Foo_StopIn(__func__, why)
static inline void _Foo_DecRef(PyObject *op) { if (--Foo_Count == 0) Foo_Dealloc(op); }
#define Foo_DecRef(op) _Foo_DecRef((PyObject *)(op))
#define Foo_DecRef2(op) do { Foo_DecRef(op); } while (0)
#define Foo_IsBar(op) _Foo_Is(op, &Foo_Count)
static inline int _Foo_Is(PyObject *op, int *type) { return type == 0; }
#define Foo_Old(op) (--Foo_Count == 0 ? Foo_Dealloc(op) : (void)0)
#define Foo_Checked(op) (assert(Foo_Dealloc(op)), (op))
#define Foo_Delete Foo_Dealloc
#define FOO_MAX 3
#define PING(x) PONG(x)
#define PONG(x) PING(x)
#define Foo_Circle(op) Foo_Dealloc(PING(op))
#define CAST_TO(type, x) ((type)(x))
#define Foo_Cast(type, op) CAST_TO(type *, Foo_Dealloc(op))
#define arg(x) Foo_Dealloc(x)
#define Foo_Visit(op) visit(op, arg)
#define APPLY(what, op) what(op)
#define Foo_Apply(op) APPLY(arg, op)
`);

  test.each([
    ["Foo_Dealloc", "call", "Foo_Dealloc", ["Foo_Dealloc"]],
    ["Foo_Stop", "call", "Foo_StopIn", ["Foo_StopIn"]],
    ["Foo_Delete", "call", "Foo_Dealloc", ["Foo_Dealloc"]],
    ["Foo_DecRef", "inline", "_Foo_DecRef", ["Foo_Count", "Foo_Dealloc"]],
    ["Foo_DecRef2", "inline", "_Foo_DecRef", ["Foo_Count", "Foo_Dealloc"]],
    ["Foo_IsBar", "macro", null, ["Foo_Count"]],
    ["Foo_Old", "macro", null, ["Foo_Count", "Foo_Dealloc"]],
    ["Foo_Checked", "macro", null, []],
    ["PING", "macro", null, []],
    ["Foo_Circle", "call", "Foo_Dealloc", ["Foo_Dealloc"]],
    ["Foo_Cast", "call", "Foo_Dealloc", ["Foo_Dealloc"]],
    ["Foo_Visit", "macro", null, []],
    ["Foo_Apply", "macro", null, ["Foo_Dealloc"]],
  ])("%s: %s of %s", (name, kind, target, imports) => {
    expect(symbol(name).implementation).toEqual({ kind, name: target, imports });
  });

  test("is nothing for a constant", () => {
    expect(symbol("FOO_MAX").implementation).toBeNull();
  });
});

test("a macro is deprecated if something it uses is", () => {
  const symbol = read(`
Py_DEPRECATED(3.13) PyAPI_FUNC(int) _Foo_Prepare(int n);
#define Foo_Prepare(n) ((n) == 0 ? 0 : _Foo_Prepare(n))
#define FOO_PREPARE(n) Foo_Prepare(n)
#define Foo_Other(n) ((n)->_Foo_Prepare)
`);
  const reported = ["Foo_Prepare", "FOO_PREPARE", "Foo_Other"].map((name) => symbol(name).deprecated);
  expect(reported).toEqual(["3.13", "3.13", null]);
});
