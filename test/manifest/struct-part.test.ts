import { describe, expect, test } from "vitest";
import type { Manifest, ManifestMember, ManifestStruct } from "../../src/manifest/model.ts";
import { structList, structPart } from "../../src/manifest/struct-part.ts";
import { manifestWith } from "./miniature.ts";

const struct = (name: string, tag: string | null, typedefs: string[], rest: Partial<ManifestStruct> = {}) =>
  ({ name, kind: "struct", tag, typedefs, header: "Include/x.h", line: 1, ...rest }) as ManifestStruct;

const manifest = {
  schemaVersion: 1,
  ref: "v3.13.5",
  commit: "a".repeat(40),
  version: "3.13.5",
  target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
  complete: false,
  diagnostics: [
    { code: "unknown-layout", header: "Include/x.h", line: 9, message: "of the thing" },
    { code: "unknown-layout", header: "Include/y.h", line: 9, message: "of another" },
  ],
  headers: [],
  symbols: [],
  structs: [
    struct("PyObject", "_object", ["PyObject", "PyObjectAlias"]),
    struct("PyThing", null, ["PyThing"], { line: 9 }),
    struct("_tagged", "_tagged", []),
    struct("choice", "choice", [], { kind: "union" }),
  ],
  enums: [],
} as unknown as Manifest;

describe("a struct is found", () => {
  test.each([
    ["PyObject", "PyObject"],
    ["PyObjectAlias", "PyObject"],
    ["_object", "PyObject"],
    ["struct _object", "PyObject"],
    ["_tagged", "_tagged"],
    ["union choice", "choice"],
  ])("%s as %s", (asked, name) => expect(structPart(manifest, asked).struct.name).toBe(name));

  test("with the manifest that it is of, and only the diagnostics about it", () => {
    expect(structPart(manifest, "PyThing")).toMatchObject({
      ref: "v3.13.5",
      version: "3.13.5",
      complete: false,
      diagnostics: [{ message: "of the thing" }],
    });
    expect(structPart(manifest, "PyObject")).toMatchObject({ complete: true, diagnostics: [] });
  });
});

test.each([["PyObjekt"], ["struct PyObject"], ["struct choice"], [""], ["__proto__"]])("%j is unknown", (asked) => {
  expect(() => structPart(manifest, asked)).toThrow(expect.objectContaining({ code: "unknown-struct" }));
});

test("an unknown one gets near names", () => {
  expect(() => structPart(manifest, "PyObjekt")).toThrow(expect.objectContaining({ details: { near: ["PyObject"] } }));
});

describe("of a real layout", () => {
  const header = `
typedef struct { int first; unsigned low : 3; unsigned high : 5; } test_leaf;
struct test_branch { char c; const test_leaf leaf; struct { short deep; } own; };
typedef struct { long l; struct test_branch branch; struct test_branch *far; struct test_branch many[2]; } test_tree;
`;
  const tree = manifestWith(header);
  const paths = (members: readonly ManifestMember[] | null, outer = ""): string[] =>
    (members ?? []).flatMap(({ name, offset, bitOffset, members }) => [
      `${outer}${name} ${bitOffset === undefined ? offset : `bit ${bitOffset}`}`,
      ...paths(members ?? [], `${outer}${name}.`),
    ]);

  test("nested structs are expanded in place, pointees and elements are not", () => {
    expect(paths(structPart(tree, "test_tree", { expand: true }).struct.members)).toEqual([
      "l 0",
      "branch 8",
      "branch.c 8",
      "branch.leaf 12",
      "branch.leaf.first 12",
      "branch.leaf.low bit 128",
      "branch.leaf.high bit 131",
      "branch.own 20",
      "branch.own.deep 20",
      "far 24",
      "many 32",
    ]);
  });

  test("one member is found by its path, and expanded on request", () => {
    const { struct, member } = structPart(tree, "test_tree", { member: "branch.leaf" });
    expect({ member, paths: paths(struct.members) }).toEqual({
      member: "branch.leaf",
      paths: ["branch 8", "branch.leaf 12"],
    });
    const whole = structPart(tree, "test_tree", { member: "branch.own.deep", expand: true });
    expect(paths(whole.struct.members)).toEqual(["branch 8", "branch.own 20", "branch.own.deep 20"]);
    expect(paths(structPart(tree, "test_tree", { member: "branch.leaf", expand: true }).struct.members)).toEqual([
      "branch 8",
      "branch.leaf 12",
      "branch.leaf.first 12",
      "branch.leaf.low bit 128",
      "branch.leaf.high bit 131",
    ]);
  });

  test.each(["nothing", "far.c", "many.c", "branch.leaf.", ""])("member %j is unknown", (member) => {
    expect(() => structPart(tree, "test_tree", { member })).toThrow(
      expect.objectContaining({ code: "unknown-member" }),
    );
  });

  test("a glob names those of any matching name that have the member", () => {
    const names = (glob: string, member?: string) =>
      structList(tree, glob, { member }).layouts.map(({ struct }) => struct.name);
    expect(names("test_*")).toEqual(["test_branch", "test_leaf", "test_tree"]);
    expect(names("test_*", "leaf.first")).toEqual(["test_branch"]);
    expect(() => names("nothing_*")).toThrow(expect.objectContaining({ code: "unknown-struct" }));
    expect(() => names("test_*", "nothing")).toThrow(expect.objectContaining({ code: "unknown-member" }));
  });

  test("structs that double at each level are refused", () => {
    const levels = Array.from({ length: 20 }, (_, i) => `struct t${i + 1} { struct t${i} a, b; };`);
    const deep = manifestWith(`struct t0 { char c; };\n${levels.join("\n")}`);
    expect(() => structPart(deep, "t20", { expand: true })).toThrow(
      expect.objectContaining({ code: "invalid-request", message: expect.stringContaining("100000 members") }),
    );
  });
});
