/** The judges of readings are judged: they agree with what is right, see what is wrong, and say what they cannot take. */
import { describe, expect, test } from "vitest";
import type { TargetRequest } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { miniature } from "../manifest/miniature.ts";
import { compare, type Kind } from "./manifest/compare.ts";
import { judgeByAssertions } from "./readings/asserting.ts";
import { assertingCompiler } from "./readings/asserting-compilers.ts";
import { clangTargets } from "./readings/clang-targets.ts";
import { judgeReading } from "./readings/judge.ts";
import { mingw, whyNoMingw } from "./readings/mingw.ts";
import { judgeWithSystem } from "./readings/system.ts";
import { TreeFolder } from "./readings/tree-folder.ts";

const request: TargetRequest = { abi: "cp", platform: "win_amd64", limitedApi: null };
const header = `
typedef enum { TEST_ONE, TEST_TWO = TEST_ONE + 2 } TestEnum;
#pragma pack(push, 4)
struct test_packed { char first; __int64 second; struct { long a : 3; char b : 2; }; };
#pragma pack(pop)
struct test_outer { struct test_inner { void *pointer; } inner; long number; TestEnum kind; };
typedef struct { void *pointer; } TestLessAligned __attribute__((aligned(2)));
typedef struct { void *pointer; } TestMoreAligned __attribute__((aligned(32)));
PyAPI_FUNC(unsigned __int16) PyTest(struct test_outer *outer, unsigned __int64, __int8 *(*)(__int32));
static __inline int PyTest_Inline(void) { return 0; }
`;
const tree = miniature({ "PC/pyconfig.h": "typedef __int64 ssize_t;\n", "Include/test.h": header });
const manifest = buildManifest(tree, request);
const declarations: Kind[] = ["layout", "struct", "enum", "enumerator", "typedef"];

describe("clang, given what capidiff read", () => {
  const kinds: Kind[] = [...declarations, "variable", "function"];

  test("agrees", async () => {
    const truth = await judgeReading(tree, request, clangTargets.win_amd64 ?? []);
    const { agreed, total, disagreements } = compare(manifest, truth, null, kinds);
    expect(disagreements).toEqual([]);
    expect(agreed).toEqual(total);
    expect(kinds.map((kind) => total[kind])).not.toContain(0);
  });

  test("sees other sizes", async () => {
    const truth = await judgeReading(tree, request, clangTargets.win32 ?? []);
    const names = compare(manifest, truth, null, ["layout"]).disagreements.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["test_outer", "test_inner"]));
    expect(names).not.toContain("test_packed");
  });

  test("sees other bit-fields", async () => {
    const truth = await judgeReading(tree, request, ["-target", "x86_64-linux-gnu", "-fms-extensions"]);
    const names = compare(manifest, truth, null, ["layout"]).disagreements.map(({ name }) => name);
    expect(names).toContain("test_packed");
  });

  test("reports what it rejects, and judges the rest", async () => {
    const broken = miniature({ "Include/test.h": "int PyTest_Good(void);\nint PyTest_Bad(Nowhere *);\n" });
    const linux: TargetRequest = { ...request, platform: "macosx_arm64" };
    const truth = await judgeReading(broken, linux, clangTargets.macosx_arm64 ?? []);
    expect(truth.public.rejected).toMatchObject([
      { header: "Include/test.h", error: /:2: unknown type name 'Nowhere'/ },
    ]);
    const { unjudged, disagreements } = compare(buildManifest(broken, linux), truth, null, kinds);
    expect(disagreements).toEqual([]);
    expect([...unjudged]).toEqual([["Include/test.h", 1]]);
  });
});

describe("clang with mingw-w64's headers", () => {
  const reason = whyNoMingw("win_amd64");

  test("agrees, and sees another prelude", async ({ skip }) => {
    skip(reason !== null, reason ?? "");
    const folder = await TreeFolder.of(tree);
    const truth = await judgeWithSystem(folder, request, clangTargets.win_amd64 ?? [], mingw("win_amd64"));
    await folder.close();
    const kinds: Kind[] = [...declarations, "macro"];
    expect(compare(manifest, truth, null, kinds).disagreements).toEqual([]);
    const other = buildManifest(tree, { ...request, platform: "win32" });
    expect(compare(other, truth, null, ["layout"]).disagreements.map(({ name }) => name)).toContain("test_outer");
  });
});

describe("a compiler, given a manifest as assertions", () => {
  const asked: TargetRequest = { ...request, platform: "linux_x86_64" };
  const header = `
typedef struct { int first : 3; unsigned second : 5; struct { long third : 40; } inner[2]; char rest[]; } PyTest_Bits;
struct test_outer { struct test_inner { void *pointer; } inner; long number; };
enum test_enum { TEST_ONE, TEST_LEAST = -2147483647 - 1 };
typedef int (*PyTest_Function)(struct test_outer *, ...);
PyAPI_FUNC(int) PyTest(PyTest_Function, int[3]);
#define PyTest(f, a) (PyTest)((f), (a))
PyAPI_DATA(long) PyTest_Variable;
#define TEST_MASK (~0UL)
#define TEST_OTHER TEST_MACRO
#define TEST_MACRO (TEST_LEAST + 1)
`;
  const tree = miniature({ "Include/test.h": header });
  const manifest = buildManifest(tree, asked);
  const reason = assertingCompiler("linux_x86_64");
  const kinds: Kind[] = [...declarations, "variable", "function", "macro"];

  const judge = async (of: typeof manifest) => {
    if ("whyNot" in reason) throw new Error(reason.whyNot);
    const folder = await TreeFolder.of(tree);
    const { comparison } = await judgeByAssertions(folder, asked, reason, of);
    await folder.close();
    return comparison;
  };

  test("agrees", async ({ skip }) => {
    skip("whyNot" in reason, "whyNot" in reason ? reason.whyNot : "");
    const { agreed, total, disagreements } = await judge(manifest);
    expect(disagreements).toEqual([]);
    expect(agreed).toEqual(total);
    expect(kinds.map((kind) => total[kind])).not.toContain(0);
  });

  test("sees other sizes, bits, types and values, and names that are missing", async ({ skip }) => {
    skip("whyNot" in reason, "whyNot" in reason ? reason.whyNot : "");
    const other = JSON.parse(JSON.stringify(manifest).replaceAll('"-2147483648"', '"2147483648"')) as typeof manifest;
    other.symbols = other.symbols.filter(({ name }) => name !== "TEST_OTHER");
    for (const symbol of other.symbols) {
      if (symbol.name === "TEST_MASK" && symbol.kind === "macro") symbol.value = "-1";
      if (symbol.name === "PyTest" && symbol.kind === "function") symbol.variadic = true;
      if (symbol.name === "PyTest_Variable" && symbol.kind === "variable") symbol.type = "int";
      if (symbol.name === "PyTest_Function" && symbol.kind === "typedef") symbol.type = "int (*)(struct test_outer *)";
    }
    for (const { name, members } of other.structs) {
      for (const member of members ?? []) {
        if (name === "PyTest_Bits" && member.bitOffset !== undefined) member.bitOffset++;
        if (name === "test_outer" && member.name === "number") member.type = "unsigned long";
        if (name === "test_inner") member.offset = 8;
      }
    }
    const { disagreements } = await judge(other);
    expect(disagreements.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      "enum test_enum",
      "enumerator TEST_LEAST",
      "function PyTest",
      "layout PyTest_Bits",
      "layout test_inner",
      "macro TEST_MASK",
      "macro TEST_OTHER",
      "struct test_outer",
      "typedef PyTest_Function",
      "variable PyTest_Variable",
    ]);
  });
});
