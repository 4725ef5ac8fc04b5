/** The judges on a small tree with all that makes judging hard, and a manifest of it that is wrong on purpose. */
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { abis } from "../../../src/cpython/target.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";
import { buildManifest } from "../../../src/manifest/build.ts";
import type { Manifest } from "../../../src/manifest/model.ts";
import { compare, unjudged } from "./compare.ts";
import { Judge, type Truth } from "./judge.ts";
import type { LimitedNames } from "./limited-names.ts";
import { cTokens, includeGuard } from "./preprocessed.ts";
import { isSampled, targetsOf } from "./targets.ts";

const available = ["castxml", "gcc"].every((tool) => spawnSync(tool, ["--version"]).status === 0);
if (!available) console.warn("No castxml or no gcc: the judges are not tried.");

const headers: Record<string, string> = {
  "Include/patchlevel.h": `#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 4
#define PY_MICRO_VERSION 1
#define PY_RELEASE_LEVEL 0xF
#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.4.1"
`,
  "Include/Python.h": `#ifndef Py_PYTHON_H
#define Py_PYTHON_H
#include "patchlevel.h"
#include "pyconfig.h"
#include <stdbool.h>
#include <stdarg.h>
#define PyAPI_FUNC(T) __attribute__((visibility("default"))) T
#define PyAPI_DATA(T) extern __attribute__((visibility("default"))) T
typedef struct _object PyObject;
struct _object { long count; union { int flag : 3; char *text; }; struct { short x; } named[2]; };
typedef PyObject *(*unary)(PyObject *, ...);
PyAPI_FUNC(const char *) PyText(char *const *lines, int sizes[3], va_list arguments);
PyAPI_FUNC(bool)
    PyTest(
        unary test);
PyAPI_DATA(unsigned long) PyCount[];
static inline int PyLater(int);
static inline int PyLater(int value) { return value; }
#define PyLater(value) PyLater((int)(value))
typedef enum { PyRED = -1, PyGREEN } PyColour;
enum PyShape { PyROUND = 1 << 4 };
#if !defined(Py_LIMITED_API) || Py_LIMITED_API+0 >= 0x03030000
PyAPI_FUNC(void) PyNew(void);
#endif
#ifndef Py_LIMITED_API
struct PyOuter { struct PyInner *first; struct PyInner { enum PyKind { PyONE } kind; } inner; };
#endif
#endif
`,
  "Include/pollutes.h":
    "#define STAR 1\n#define BIG (sizeof(PyObject) * -1)\n#define CAST ((PyObject *)0)\n#define OPEN {\n#define COMMA(a, args...) a , args\n",
  "Include/polluted.h": "#ifdef STAR\nint polluted_star;\n#else\nextern int polluted_clean;\n#endif\n",
  "Include/broken.h": "unknown_type broken_function(void);\n#define BROKEN_MACRO 1\n",
  "Include/head.h": "#ifdef NOT_FOR_THIS\n#define PyBox_HEAD int count;\n#endif\n",
  "Include/headless.h": "#define HEADLESS_MACRO 1\nstruct headless { PyBox_HEAD char *text; };\n",
  "Include/refused.h": '#error "not like this"\nint refused;\n',
  "Include/internal/pycore_core.h":
    '#ifndef Py_BUILD_CORE\n#  error "core only"\n#endif\nextern int _PyCore_Run(void);\nextern int refused;\n',
};

const files = Object.entries(headers).map(([path, text]) => [path, { path, blob: "0".repeat(40), text }] as const);
const tree: SourceTree = { ref: "v3.4.1", commit: "0".repeat(40), files: new Map(files) };
const targets = targetsOf({ major: 3, minor: 4, micro: 1, stage: "final", serial: 0, text: "3.4.1" });
const cp = targets.find(({ label }) => label === "cp");

describe.skipIf(!available)("the judges", () => {
  let judge: Judge;
  let truth: Truth;
  let limited: LimitedNames;
  beforeAll(async () => {
    judge = await Judge.of(tree);
    truth = await judge.judge(cp as NonNullable<typeof cp>);
    limited = await judge.limitedApi("abi3");
  });
  afterAll(() => judge.close());

  test("spell types as clang does", () => {
    const { functions, variables, typedefs } = truth.public;
    expect(functions.get("PyText")).toMatchObject({
      returns: "const char *",
      params: [
        { type: "char *const *", name: "lines" },
        { type: "int *", name: "sizes" },
        { type: "struct __va_list_tag *", name: "arguments" },
      ],
      exported: true,
    });
    expect(functions.get("PyTest")).toMatchObject({ returns: "_Bool", params: [{ type: "unary" }] });
    expect(variables.get("PyCount")).toMatchObject({ type: "unsigned long[]", exported: true });
    expect(typedefs.get("unary")?.type).toBe("PyObject *(*)(PyObject *, ...)");
    expect(typedefs.get("PyColour")?.type).toBe("enum (unnamed)");
  });

  test("place a function at its definition, else at its name in the first declaration", () => {
    const lineOf = (text: string) =>
      headers["Include/Python.h"]?.slice(0, headers["Include/Python.h"].indexOf(text)).split("\n").length;
    expect(truth.public.functions.get("PyTest")).toMatchObject({ line: lineOf("PyTest("), inline: false });
    expect(truth.public.functions.get("PyLater")).toMatchObject({ line: lineOf("PyLater(int value)"), inline: true });
  });

  test("see members as C does, also of a struct within another", () => {
    const { structs, enumerators } = truth.public;
    expect(structs.get("struct _object")).toMatchObject({
      typedefs: ["PyObject"],
      size: 24,
      members: [
        { name: "count", offset: 0 },
        { name: "flag", offset: 64, bitWidth: 3 },
        { name: "text", offset: 64, size: 8 },
        { name: "named", type: "struct (unnamed)[2]", offset: 128, members: [{ name: "x", type: "short" }] },
      ],
    });
    expect(structs.get("struct PyInner")?.members).toMatchObject([{ name: "kind", type: "enum PyKind" }]);
    expect(enumerators.get("PyONE")).toMatchObject({ enum: "PyKind", value: "0" });
    expect(enumerators.get("PyRED")).toMatchObject({ enum: "PyColour", value: "-1" });
  });

  test("include each header by itself after Python.h, though they compile groups", () => {
    expect(truth.public.macros.get("COMMA")).toMatchObject({ params: ["a", "args..."], header: "Include/pollutes.h" });
    expect([...truth.public.variables.keys()]).toContain("polluted_clean");
    expect([...truth.public.variables.keys()]).not.toContain("polluted_star");
  });

  test("list headers that a compiler rejects, with its first error", () => {
    expect(truth.public.rejected.map(({ header, stage, error }) => ({ header, stage, error }))).toEqual([
      {
        header: "Include/refused.h",
        stage: "preprocessing",
        error: 'Include/refused.h:1:2: error: #error "not like this"',
      },
      {
        header: "Include/broken.h",
        stage: "compiling",
        error: "Include/broken.h:1:1: error: unknown type name 'unknown_type'",
      },
      {
        header: "Include/headless.h",
        stage: "compiling",
        error: "Include/headless.h:2:19: error: unknown type name 'PyBox_HEAD'",
      },
    ]);
    const declarations = ["Include/broken.h", "Include/headless.h", "Include/refused.h"];
    expect([...unjudged(truth).declarations].sort()).toEqual(declarations);
    expect([...unjudged(truth).macros]).toEqual(["Include/refused.h"]);
    expect(truth.public.macros.has("BROKEN_MACRO")).toBe(true);
  });

  test("compute macros that are integer constant expressions", () => {
    const values = Object.fromEntries(truth.public.values);
    expect(values).toMatchObject({ PY_MINOR_VERSION: "4", STAR: "1", BIG: String(2n ** 64n - 24n) });
    expect(values).toMatchObject({ PY_VERSION: null, CAST: null, OPEN: null });
  });

  test("find the first version of the limited API with a name", () => {
    expect(limited.since.get("PyTest")).toBe("3.2");
    expect(limited.since.get("PyNew")).toBe("3.3");
    expect(limited.since.has("PyOuter")).toBe(false);
  });

  test("separate the surfaces", () => {
    expect(truth.internal?.functions.has("_PyCore_Run")).toBe(true);
    expect(truth.public.functions.has("_PyCore_Run")).toBe(false);
  });

  describe("on a manifest", () => {
    let manifest: Manifest;
    beforeAll(() => {
      manifest = buildManifest(tree, (cp as NonNullable<typeof cp>).request);
    });

    test("that is right: nothing disagrees", () => {
      const { agreed, total, disagreements, unjudged } = compare(manifest, truth, limited);
      expect(disagreements).toEqual([]);
      expect(Object.fromEntries(unjudged)).toEqual({ "Include/broken.h": 1, "Include/headless.h": 1 });
      expect(agreed).toEqual(total);
      expect(Object.values(total).every((count) => count > 0)).toBe(true);
    });

    test.for<[what: string, change: (wrong: Manifest) => unknown]>([
      [
        "a symbol is missing",
        ({ symbols }) =>
          symbols.splice(
            symbols.findIndex(({ name }) => name === "PyTest"),
            1,
          ),
      ],
      [
        "a symbol that is not there",
        ({ symbols }) => symbols.push({ ...symbolOf(symbols, "PyTest"), name: "PyOther" }),
      ],
      ["a line", ({ symbols }) => symbolOf(symbols, "PyNew").line++],
      ["a header", ({ symbols }) => Object.assign(symbolOf(symbols, "PyNew"), { header: "Include/other.h" })],
      ["a tier", ({ symbols }) => Object.assign(symbolOf(symbols, "PyNew"), { tier: "public" })],
      ["a version", ({ symbols }) => Object.assign(symbolOf(symbols, "PyNew"), { limitedApi: { since: "3.2" } })],
      ["a return type", ({ symbols }) => Object.assign(symbolOf(symbols, "PyText"), { returns: "char *" })],
      ["an ellipsis", ({ symbols }) => Object.assign(symbolOf(symbols, "PyText"), { variadic: true })],
      ["an export", ({ symbols }) => Object.assign(symbolOf(symbols, "PyCount"), { exported: false })],
      ["a typedef", ({ symbols }) => Object.assign(symbolOf(symbols, "unary"), { type: "PyObject *" })],
      ["an enumerator", ({ symbols }) => Object.assign(symbolOf(symbols, "PyROUND"), { value: "17" })],
      ["a macro's body", ({ symbols }) => Object.assign(symbolOf(symbols, "COMMA"), { body: "a" })],
      ["a macro's parameters", ({ symbols }) => Object.assign(symbolOf(symbols, "COMMA"), { params: ["a"] })],
      ["a macro's value", ({ symbols }) => Object.assign(symbolOf(symbols, "STAR"), { value: null })],
      ["a macro in the way", ({ symbols }) => Object.assign(symbolOf(symbols, "PyLater"), { castMacro: false })],
      [
        "an enum's tag",
        ({ enums }) => Object.assign(enums.find(({ name }) => name === "PyShape") ?? {}, { tag: null }),
      ],
      ["a size", ({ structs }) => Object.assign(structOf(structs, "PyObject"), { size: 32 })],
      ["an offset", ({ structs }) => Object.assign(structOf(structs, "PyObject").members?.[2] ?? {}, { offset: 9 })],
      ["a bit", ({ structs }) => Object.assign(structOf(structs, "PyObject").members?.[1] ?? {}, { bitOffset: 65 })],
      ["a member", ({ structs }) => structOf(structs, "PyObject").members?.[3]?.members?.pop()],
      ["a secret", ({ structs }) => Object.assign(structOf(structs, "PyObject"), { opaque: true })],
    ])("that is wrong about %s: that is found", ([, change]) => {
      const wrong = structuredClone(manifest);
      change(wrong);
      const names = new Set(compare(wrong, truth, limited).disagreements.map(({ name }) => name));
      expect(names.size).toBe(1);
    });
  });
});

function symbolOf(symbols: Manifest["symbols"], name: string) {
  return symbols.find((symbol) => symbol.name === name) as Manifest["symbols"][number];
}

function structOf(structs: Manifest["structs"], name: string) {
  return structs.find((struct) => struct.name === name) as Manifest["structs"][number];
}

test("CI's sample has each abi of the newest ref", () => {
  const newest = targetsOf({ major: 3, minor: 15, micro: 2, stage: "final", serial: 0, text: "3.15.2" });
  const sampled = newest.filter((target) => isSampled(target, "v3.15.2", ["v3.14.10", "v3.15.2"]));
  expect(new Set(sampled.map(({ request }) => request.abi))).toEqual(new Set(abis));
});

test.for<[text: string, guard: string | null]>([
  ["#ifndef G\n#define G\nint x;\n#endif\n", "G"],
  ["/* c */\n#if !defined(G) // d\n#  define G\n#if 1\n#else\n#endif\n#endif /* G */", "G"],
  ["#ifndef Py_LIMITED_API\n#ifndef G\n#define G\nint x;\n#endif\n#endif", "G"],
  ["#ifndef G\n#define G\n#else\nint x;\n#endif", null],
  ["#ifndef G\n#define G 3\n#endif", null],
  ["#ifndef G\n#define G\n#endif\nint x;", null],
])("the include guard of %j is %s", ([text, guard]) => {
  expect(includeGuard(text)).toBe(guard);
});

test("tokens do not depend on white space", () => {
  expect(cTokens(" a+++b<<=0x1p-3 \"x \\\" y\"L'\\'' ... ## ")).toEqual([
    "a",
    "++",
    "+",
    "b",
    "<<=",
    "0x1p-3",
    '"x \\" y"',
    "L'\\''",
    "...",
    "##",
  ]);
});
