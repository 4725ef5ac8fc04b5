/** The judges of readings are judged: they agree with what is right, see what is wrong, and say what they cannot take. */
import { describe, expect, test } from "vitest";
import type { TargetRequest } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { miniature } from "../manifest/miniature.ts";
import { compare, type Kind } from "./manifest/compare.ts";
import { clangTargets } from "./readings/clang-targets.ts";
import { judgeReading } from "./readings/judge.ts";
import { mingw, whyNoMingw } from "./readings/mingw.ts";
import { SystemJudge } from "./readings/system.ts";

const request: TargetRequest = { abi: "cp", platform: "win_amd64", limitedApi: null };
const header = `
typedef enum { TEST_ONE, TEST_TWO = TEST_ONE + 2 } TestEnum;
#pragma pack(push, 4)
struct test_packed { char first; __int64 second; struct { long a : 3; char b : 2; }; };
#pragma pack(pop)
struct test_outer { struct test_inner { void *pointer; } inner; long number; TestEnum kind; };
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
    const judge = await SystemJudge.of(tree, mingw("win_amd64"));
    const truth = await judge.judge(request, clangTargets.win_amd64 ?? []);
    await judge.close();
    const kinds: Kind[] = [...declarations, "macro"];
    expect(compare(manifest, truth, null, kinds).disagreements).toEqual([]);
    const other = buildManifest(tree, { ...request, platform: "win32" });
    expect(compare(other, truth, null, ["layout"]).disagreements.map(({ name }) => name)).toContain("test_outer");
  });
});
