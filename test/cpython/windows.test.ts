import { describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { commandLine, pyconfig } from "../../src/cpython/pyconfig.ts";
import type { Abi, TargetRequest } from "../../src/cpython/target.ts";
import { manifestOf, miniature, named } from "../manifest/miniature.ts";

const windows = platformDefinition("win_amd64");
const internal = (text: string) => ({ "Include/internal/test.h": text });

/** With the type from PC/pyconfig.h. */
function manifest(changes: Record<string, string>, request: Partial<TargetRequest> = {}) {
  const config = { "PC/pyconfig.h": "typedef __int64 ssize_t;\n" };
  return manifestOf({ ...config, ...changes }, { platform: "win_amd64", ...request });
}

const codes = (diagnostics: { code: string }[]) => diagnostics.map(({ code }) => code);

describe("pyconfig.h on Windows", () => {
  const generate = (files: Record<string, string>, abi: Abi = "cp") => pyconfig(miniature(files), windows, abi);

  test.for(["PC/pyconfig.h", "PC/pyconfig.h.in"])("is the ref's own %s", (path) => {
    const text = "#define MS_WINDOWS\n/* #undef HAVE_FORK */\n#undef HAVE_NICE\n";
    expect(generate({ [path]: text })).toEqual({ path, text, unknown: new Set() });
  });

  test("is edited by the build of 3.13 that is free-threaded, and by none else", () => {
    const template = { "PC/pyconfig.h.in": "#undef Py_GIL_DISABLED\n" };
    expect(generate(template).text).toBe("#undef Py_GIL_DISABLED\n");
    expect(generate(template, "cpt").text).toBe("#define Py_GIL_DISABLED 1\n");
  });

  test("has a placeholder in a tree without it", () => {
    const { path, text } = generate({});
    expect(path).toBe("Include/pyconfig.h");
    expect(text).toContain("#define MS_WINDOWS\n");
  });
});

test.for([
  ["cp", false, ["NDEBUG"]],
  ["cpd", false, ["_DEBUG"]],
  ["cpt", false, ["NDEBUG", "Py_GIL_DISABLED"]],
  ["cptd", false, ["_DEBUG", "Py_GIL_DISABLED"]],
  ["abi3", false, ["NDEBUG"]],
  ["cp", true, ["NDEBUG", "WIN32"]],
] as const)("the build for %s, internal %s, says on the command line: %s", ([abi, isInternal, names]) => {
  const lines = names.map((name) => `#define ${name} 1\n`);
  expect(commandLine(windows, abi, isInternal)).toBe(lines.join(""));
});

describe("a manifest for Windows", () => {
  const config = `
#include <limits.h>
#define MS_WINDOWS
#define HAVE_IO_H
#define HAVE_TEST_T 1
typedef __int64 ssize_t, Py_test_t;
#define PY_TEST_MAX LLONG_MAX
#ifdef _DEBUG
#define Py_DEBUG
#endif
`;
  const other = `
#ifndef HAVE_TEST_T
typedef intptr_t Py_test_t;
#define PY_TEST_MAX INTPTR_MAX
#endif
#ifdef Py_DEBUG
int PyTest_Debug(void);
#endif
`;
  const files = { "PC/pyconfig.h": config, "Include/test.h": other };

  test("lists the declarations of pyconfig.h, and those of its macros that another header defines too", () => {
    const { symbols, headers, complete } = manifest(files);
    expect(named(symbols, "Py_test_t")).toMatchObject({ header: "PC/pyconfig.h", line: 6, type: "long long" });
    expect(named(symbols, "PY_TEST_MAX")).toMatchObject({ header: "PC/pyconfig.h", value: "9223372036854775807" });
    expect(named(symbols, "HAVE_IO_H")).toBeUndefined();
    expect(headers.map(({ path }) => path)).toContain("PC/pyconfig.h");
    expect(complete).toBe(true);
  });

  test("of a debug build contains what _DEBUG adds", () => {
    expect(named(manifest(files).symbols, "PyTest_Debug")).toBeUndefined();
    expect(named(manifest(files, { abi: "cpd" }).symbols, "PyTest_Debug")).toBeDefined();
  });

  test.for([
    ["win32", 8, [0, 4]],
    ["win_amd64", 16, [0, 8]],
    ["win_arm64", 16, [0, 8]],
  ] as const)("for %s lays out by its sizes", ([platform, size, offsets]) => {
    const text = "struct test { long number; void *pointer; };\n";
    const struct = named(manifest({ "Include/test.h": text }, { platform }).structs, "test");
    expect(struct).toMatchObject({ size, members: offsets.map((offset) => ({ offset })) });
  });

  test("reads Visual C++'s own words", () => {
    const text = `
#define WARN(name) __pragma(warning(push)) __pragma(warning(suppress: 4100)) unused_ ## name __pragma(warning(pop))
static __forceinline int __fastcall TestFast(unsigned __int64 WARN(x)) { return 0; }
__declspec(noreturn) void __cdecl TestEnd(void);
__pragma(pack(push, 4))
struct test_packed { char first; __declspec(align(2)) char second; __int64 third; };
__pragma(pack(pop))
typedef struct __declspec(align(16)) { char only; } TestAligned;
struct test_fields { int a : 3; char b : 3; char c : 3; };
enum { TEST_LARGE = 0x7fffffffffffffffi64 > 0 };
#if 1ui64 - 2 > 0
#define TEST_UNSIGNED 1
#endif
`;
    const { symbols, structs, diagnostics } = manifest({ "Include/test.h": text });
    expect(codes(diagnostics)).toEqual(["stable-abi-disagrees"]);
    expect(named(symbols, "TestFast")).toMatchObject({ params: [{ type: "unsigned long long", name: "unused_x" }] });
    expect(named(symbols, "TestEnd")).toMatchObject({ returns: "void" });
    expect(named(symbols, "TEST_LARGE")).toMatchObject({ value: "1" });
    expect(named(symbols, "TEST_UNSIGNED")).toBeDefined();
    const offsets = [{ offset: 0 }, { offset: 2 }, { offset: 4 }];
    expect(named(structs, "test_packed")).toMatchObject({ size: 12, align: 4, members: offsets });
    expect(named(structs, "TestAligned")).toMatchObject({ size: 16, align: 16 });
    // A bit-field of another size begins a unit of its own.
    const bits = [{ bitOffset: 0 }, { bitOffset: 32 }, { bitOffset: 35 }];
    expect(named(structs, "test_fields")).toMatchObject({ size: 8, members: bits });
  });

  test("has none of gcc's macros", () => {
    const text = `
#if defined(__has_attribute) || defined(__has_builtin) || defined(__GNUC__) || defined(__STDC_VERSION__)
int TestGcc(void);
#endif
`;
    expect(named(manifest({ "Include/test.h": text }).symbols, "TestGcc")).toBeUndefined();
  });

  test("knows Windows' own types in internal headers, which CPython includes after windows.h", () => {
    const text = "struct test { HANDLE event; CRITICAL_SECTION lock; };\nBOOL WINAPI Test(LPCWSTR);\n";
    const { structs, complete } = manifest(internal(text));
    expect(complete).toBe(true);
    expect(named(structs, "test")).toMatchObject({ size: 48, members: [{ type: "HANDLE" }, { offset: 8, size: 40 }] });
  });

  test("omits a header that includes one that Windows lacks", () => {
    const { symbols, diagnostics, complete } = manifest({ "Include/test.h": "#include <curses.h>\nint Test(void);\n" });
    expect(named(symbols, "Test")).toBeUndefined();
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: "header-rejected", header: "Include/test.h" }));
    expect(complete).toBe(true);
  });
});
