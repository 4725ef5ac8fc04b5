import { expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Change } from "../../src/diff/model.ts";
import type { SymbolCommon } from "../../src/manifest/model.ts";
import { headersManifest } from "./fixtures.ts";
import { elsewhere, func, headersOf, macro, manifest, struct, typedef } from "./manifests.ts";

function between(before: string, after: string): Change[] {
  const [from, to] = [before, after].map((text) => headersManifest("test", new Map([["x.h", text]])));
  return diffManifests(from as NonNullable<typeof from>, to as NonNullable<typeof to>).changes;
}

test("a macro that got a function of the same name still comes first", () => {
  const run = "#define PyFoo_Run(s) PyFoo_RunFlags((s), 0)\n";
  const flags = "PyAPI_FUNC(int) PyFoo_RunFlags(const char *s, int flags);\n";
  const func = "PyAPI_FUNC(int) PyFoo_Run(const char *s);\n";
  expect(between(flags + run, flags + func + run)).toMatchObject([
    { source: "compatible", message: "The macro PyFoo_Run is a function too now, but calls still use the macro." },
  ]);
  expect(between(flags + run, flags + func)).toMatchObject([
    { message: expect.stringMatching(/^The macro PyFoo_Run is a function now/) },
  ]);
});

test("a macro that only called a function was as strict as that, and the function of its name is too", () => {
  const set = "PyAPI_FUNC(int) PyFoo_Set(void *foo, const char *name, void *value);\n";
  const drop = "#define PyFoo_Drop(foo, name) PyFoo_Set((foo), (name), NULL)\n";
  const after = (params: string) => between(set + drop, `${set}PyAPI_FUNC(int) PyFoo_Drop(${params});\n`);
  expect(after("void *foo, const char *name")).toMatchObject([
    {
      source: "compatible",
      message: "The macro PyFoo_Drop is a function now; imports PyFoo_Drop for that; no longer imports PyFoo_Set.",
    },
  ]);
  expect(after("void *foo, char *name")).toMatchObject([
    { source: "risky", message: expect.stringContaining("is a function now, and parameter name is char *, not const") },
  ]);
  expect(after("void *foo")).toMatchObject([{ source: "breaking" }]);
  const cast = "#define PyFoo_Drop(foo, name) PyFoo_Set((void *)(foo), (name), NULL)\n";
  const strict = `${set}PyAPI_FUNC(int) PyFoo_Drop(void *foo, const char *name);\n`;
  expect(between(set + cast, strict)).toMatchObject([{ source: "risky" }]);
});

test("a macro that hid a function took any pointer, unless it only called another function", () => {
  const check = "typedef struct { int on; } PyFoo;\nPyAPI_FUNC(int) PyFoo_Check(PyFoo *foo);\n";
  expect(between(`${check}#define PyFoo_Check(foo) ((foo)->on != 0)\n`, check)).toMatchObject([
    {
      rule: "kind-changed",
      source: "risky",
      message:
        "The function PyFoo_Check compiles to a call of PyFoo_Check, not text of a macro; imports PyFoo_Check for that.",
    },
  ]);
  const is = `${check}PyAPI_FUNC(int) PyFoo_Is(const PyFoo *foo, int on);\n`;
  expect(between(`${is}#define PyFoo_Check(foo) PyFoo_Is(foo, 1)\n`, is)).toMatchObject([
    { rule: "kind-changed", source: "risky", message: expect.stringMatching(/; parameter foo is PyFoo \*, not const/) },
  ]);
  const same = is.replace("const ", "");
  expect(between(`${same}#define PyFoo_Check(foo) PyFoo_Is(foo, 1)\n`, same)).toMatchObject([
    { rule: "kind-changed", source: "compatible" },
  ]);
  const cast = "#define PyFoo_Check(foo) PyFoo_Check((PyFoo *)(foo))\n";
  expect(between(`${check}#define PyFoo_Check(foo) ((foo)->on != 0)\n`, check + cast)).toMatchObject([
    { source: "compatible" },
  ]);
});

test("a function that a macro hides is still inline code where the macro is inline code", () => {
  const body = "(PyObject *op) { return op != 0; }\n";
  const shadowed = `PyAPI_FUNC(int) PyFoo_Is(PyObject *op);\nstatic inline int _PyFoo_Is${body}#define PyFoo_Is(op) _PyFoo_Is(op)\n`;
  const [first] = between(`static inline int PyFoo_Is${body}`, shadowed);
  expect(first?.message).toBe(
    "The inline function PyFoo_Is is a function now, but calls use a macro that compiles to the inline code of _PyFoo_Is.",
  );
});

test("a macro of the same text says what its inner macros make extensions import, and what built ones still need", () => {
  const version = (flow: string, others = "") =>
    `PyAPI_FUNC(int) PyFoo_A(int);\n${others}#define _PyFoo_FLOW(x) ${flow}(x)\n#define PyFoo_Run(x) (1 + _PyFoo_FLOW(x))\n`;
  const messages = between(
    version("PyFoo_B", "PyAPI_FUNC(int) PyFoo_B(int);\n"),
    version("PyFoo_A", "int PyFoo_B(int);\n"),
  )
    .filter(({ rule }) => rule === "imports-changed")
    .map(({ binary, message }) => [binary, message]);
  expect(messages).toEqual([
    ["breaking", "The macro PyFoo_Run imports PyFoo_A now; no longer imports PyFoo_B, which no header exports now."],
  ]);
});

test("an enumerator without an enum on both sides is told like any value", () => {
  expect(between("enum { PyFoo_A = 1 };", "enum { PyFoo_A = 2 };")).toMatchObject([
    { message: "The enumerator PyFoo_A is 2; it was 1." },
  ]);
});

test("an object-like macro that became a function-like one says what it stood for", () => {
  const free = "PyAPI_FUNC(void) PyFoo_Free(void *p);\n";
  const changes = between(`${free}#define PyFoo_DEL PyFoo_Free\n`, `${free}#define PyFoo_DEL(p) PyFoo_Free((p))\n`);
  expect(changes.map(({ message }) => message)).toEqual([
    "The macro PyFoo_DEL changed: it no longer stands for PyFoo_Free except in calls.",
  ]);
  const macro = `${free}#define PyFoo_FREE(p) PyFoo_Free(p)\n`;
  expect(between(`${macro}#define PyFoo_DEL PyFoo_FREE\n`, `${macro}#define PyFoo_DEL(p) PyFoo_Free((p))\n`)).toEqual(
    [],
  );
});

test("a value made of hexadecimal constants is hexadecimal", () => {
  const mask = (flag: string) =>
    `#define PyFoo_A 0x10\n#define PyFoo_B ${flag}\n#define PyFoo_MASK (PyFoo_A | PyFoo_B)\n`;
  expect(between(mask("0x20"), mask("0x200")).map(({ message }) => message)).toContain(
    "The macro PyFoo_MASK is 0x210; it was 0x30.",
  );
  const size = (value: number) => `#define PyFoo_SIZE ${value}\n`;
  expect(between(size(16), size(32)).map(({ message }) => message)).toEqual(["The macro PyFoo_SIZE is 32; it was 16."]);
});

test("a limit that got a prefix and another value in one step is renamed, not gone", () => {
  const text = (prefix: string, value: number) =>
    `#define ${prefix}FOO_LIMIT ${value}\n#define ${prefix}LIMIT ${value}\n`;
  const changes = between(text("", 800), text("Py_", 1000));
  expect(changes.map(({ rule, subject }) => `${rule} ${subject.name}`)).toEqual([
    "symbol-renamed FOO_LIMIT",
    // A single word says too little.
    "symbol-removed LIMIT",
    "symbol-added Py_LIMIT",
  ]);
  expect(changes[0]).toMatchObject({
    confidence: "likely",
    source: "breaking",
    binary: "risky",
    against: ["its value is 1000, not 800"],
    message: "The macro FOO_LIMIT seems to be Py_FOO_LIMIT now; its value is 1000, not 800.",
  });
});

test("where the number of parameters differs, those of the same name are compared", () => {
  const [change] = between("void PyFoo(int a, const char *name, int);", "void PyFoo(void *name, int a);");
  expect(change?.message).toBe(
    "The function PyFoo changed: it takes 2 parameters, not 3; parameter name is void *, not const char *.",
  );
});

test("a struct that was only named by its tag can still be named", () => {
  expect(between("struct PyFoo; typedef struct bar PyBar;", "")).toMatchObject([
    { subject: { name: "PyBar" }, source: "breaking", binary: "compatible" },
    { subject: { name: "PyFoo" }, source: "compatible", binary: "compatible" },
  ]);
});

test("names of other targets are told with what was read: one machine of each system, which the others may be unlike", () => {
  const other = (name: string, targets: string[]) => elsewhere(name, targets, { header: "Include/x.h" });
  const changes = diffManifests(
    manifest({ elsewhere: [other("PyFoo", ["cpt", "macosx_arm64", "win_amd64"])] }),
    manifest(),
  ).changes;
  expect(changes).toMatchObject([
    {
      message:
        "The function PyFoo is gone from the public headers; it was in Include/x.h, for free-threaded builds, macOS (arm64) and Windows (amd64).",
      elsewhere: ["cpt", "macosx_arm64", "win_amd64"],
    },
  ]);
});

test("a header is no declaration: nothing in it says that it is there", () => {
  const added = diffManifests(manifest(), manifest({ headers: headersOf(["Include/new.h"], []) })).changes;
  expect(added.find(({ rule }) => rule === "header-added")).toMatchObject({
    to: { header: "Include/new.h" },
    evidence: [],
  });
});

test("what is lost with a header that extensions had to include follows from the loss of the header", () => {
  const header = "Include/alone2.h";
  const internal = "Include/internal/pycore_alone2.h";
  const names = ["A", "B"].map((name) => macro(`ALONE_${name}`, { header }));
  const from = manifest({
    symbols: [...names, func("PyAlone_Run", { header })],
    structs: [struct("alone", { header })],
    headers: headersOf([header, "Include/x.h"], ["Include/x.h"]),
  });
  const gone = diffManifests(from, manifest({ headers: headersOf(["Include/x.h"], ["Include/x.h"]) })).changes;
  const removal = gone.find(({ rule }) => rule === "header-removed");
  const others = gone.filter(({ subject }) => /alone/i.test(subject.name) && subject.kind !== "header");
  expect(others).toHaveLength(4);
  expect(new Set(others.map(({ because }) => because))).toEqual(new Set([removal?.id]));

  const moved = manifest({
    symbols: names.map((one) => ({
      ...one,
      header: internal,
      surface: "internal" as const,
      tier: "internal" as const,
    })),
    headers: headersOf([internal, "Include/x.h"], ["Include/x.h"]),
  });
  const changes = diffManifests(from, moved).changes;
  const renamed = changes.find(({ rule }) => rule === "header-renamed");
  const moves = changes.filter(({ rule }) => rule === "symbol-moved");
  expect(moves.map(({ because, source }) => ({ because, source }))).toEqual(
    names.map(() => ({ because: renamed?.id, source: "breaking" })),
  );
});

test("a deprecated name of another target has its replacement too", () => {
  const flag = (deprecated: string | null) =>
    manifest({
      structs: [struct("PyConfig")],
      elsewhere: [elsewhere("Py_LegacyWindowsStdioFlag", ["win_amd64"], { kind: "variable", deprecated })],
    });
  expect(diffManifests(flag(null), flag("3.12")).changes).toMatchObject([
    { rule: "deprecated", replacement: ["PyConfig.legacy_windows_stdio"] },
  ]);
});

test("a struct that moves and changes its tier is one change", () => {
  const at = (header: string, promise: Partial<Pick<SymbolCommon, "limitedApi" | "tier">>) =>
    manifest({
      structs: [struct("PyExport", { header, ...promise })],
      symbols: [typedef("PyExport", { header, ...promise })],
    });
  const limited = { limitedApi: { since: "3.15" }, tier: "limited" as const };
  const { changes } = diffManifests(at("Include/cpython/a.h", {}), at("Include/a.h", limited));
  expect(changes.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    "limited-api-added: The struct PyExport joined the limited API of 3.15 and up.",
    "struct-moved: The struct PyExport moved from Include/cpython/a.h to Include/a.h; its tier was public and is limited.",
  ]);
});

test("a macro that calls another function than before changed, unless that one was renamed", () => {
  const init = "PyAPI_FUNC(void) PyFoo_Init(void *p);\nPyAPI_FUNC(void) PyFoo_New(void *p);\n";
  const macro = (called: string) => `#define PyFoo_NEW(p) ((int *)${called}(p))\n`;
  expect(between(init + macro("PyFoo_Init"), init + macro("PyFoo_New"))).toMatchObject([
    {
      rule: "kind-changed",
      source: "compatible",
      message:
        "The macro PyFoo_NEW compiles to a call of PyFoo_New, not a call of PyFoo_Init; imports PyFoo_New for that; " +
        "no longer imports PyFoo_Init.",
    },
  ]);
  const renamed = init.replace("PyFoo_Init", "PyFoo_Start");
  const rules = between(init + macro("PyFoo_Init"), renamed + macro("PyFoo_Start")).map(({ rule }) => rule);
  expect(rules).not.toContain("kind-changed");
});

test("a cast by a macro is still a call", () => {
  const cast = "#define Py_CAST_TO(type, expr) ((type)(expr))\nPyAPI_FUNC(void *) PyFoo_New(void *p);\n";
  const plain = "#define PyFoo_NEW(type, p) ((type *)PyFoo_New(p))\n";
  expect(between(cast + plain, `${cast}#define PyFoo_NEW(type, p) Py_CAST_TO(type *, PyFoo_New(p))\n`)).toEqual([]);
});

test("what had to be included and comes with Python.h now is news", () => {
  const header = "Include/x2.h";
  const inside = "Include/x.h";
  const at = (place: string, paths: string[]) =>
    manifest({ symbols: [func("PyFoo_Get", { header: place })], headers: headersOf(paths, [inside]) });
  expect(diffManifests(at(header, [header, inside]), at(inside, [header, inside])).changes).toMatchObject([
    { topic: "api", message: `The function PyFoo_Get moved from ${header} to ${inside}; Python.h includes it now.` },
  ]);
  const other = "Include/x3.h";
  expect(diffManifests(at(inside, [other, inside]), at(other, [other, inside])).changes).not.toMatchObject([
    { message: expect.stringContaining("Python.h") },
  ]);
});
