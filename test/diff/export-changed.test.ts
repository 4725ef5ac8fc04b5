import { describe, expect, test } from "vitest";
import { Api } from "../../src/check/api.ts";
import type { Platform } from "../../src/cpython/target.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import type { ManifestSymbol } from "../../src/manifest/model.ts";
import { func, manifest, variable } from "./manifests.ts";

const internal = "Include/internal/pycore_foo.h";
const target = (platform: Platform) => ({ abi: "cp38", platform, limitedApi: null });

/** The changes from 3.8, where compilers do not hide what has no mark, to a later version. */
function changes(from: ManifestSymbol, to: ManifestSymbol, version = "3.9.0", platform: Platform = "linux_x86_64") {
  const older = manifest({ version: "3.8.0", target: target(platform), symbols: [from] });
  const newer = manifest({ version, target: target(platform), symbols: [to] });
  return diffManifests(older, newer).changes.map(({ rule, source, binary, message }) => {
    return { rule, source, binary, message };
  });
}

const unmarked = func("PyFoo", { exported: false });

describe("a function without a mark, exported by 3.8 but on Windows", () => {
  test("is hidden by 3.9", () => {
    const message = "The function PyFoo is hidden now: no header marks it.";
    expect(changes(unmarked, unmarked)).toEqual([
      { rule: "export-changed", source: "risky", binary: "risky", message },
    ]);
    expect(changes(unmarked, unmarked, "3.8.1")).toEqual([]);
    expect(changes(unmarked, unmarked, "3.9.0", "win_amd64")).toEqual([]);
  });

  test("stays exported with a mark, which is news on Windows alone", () => {
    expect(changes(unmarked, func("PyFoo"))).toEqual([]);
    expect(changes(unmarked, func("PyFoo"), "3.9.0", "win_amd64")).toMatchObject([
      { rule: "export-changed", binary: "compatible", message: "The function PyFoo is exported now." },
    ]);
  });

  test("is hidden as much where it moves at the same time", () => {
    const elsewhere = { header: "Include/cpython/foo.h" };
    expect(changes(unmarked, func("PyFoo", { ...elsewhere, exported: false }))).toMatchObject([
      { rule: "symbol-moved", source: "risky", binary: "risky" },
    ]);
    expect(changes(func("PyFoo"), func("PyFoo", { ...elsewhere, exported: false }))).toMatchObject([
      { rule: "symbol-moved", source: "breaking", binary: "breaking" },
    ]);
    expect(changes(unmarked, func("PyFoo", elsewhere))).toMatchObject([{ source: "compatible", binary: "compatible" }]);
  });

  test("may break modules where it becomes internal", () => {
    const moved = func("PyFoo", { exported: false, header: internal });
    expect(changes(unmarked, moved)).toMatchObject([{ rule: "symbol-moved", binary: "risky" }]);
    expect(changes(unmarked, moved, "3.9.0", "win_amd64")).toMatchObject([
      { rule: "symbol-moved", binary: "compatible" },
    ]);
  });

  test("is of no interest if it always was internal", () => {
    const hidden = func("_PyFoo", { exported: false, header: internal });
    expect(changes(hidden, hidden)).toEqual([]);
  });

  test("is found by modules", () => {
    const presence = (version: string, platform: Platform) =>
      new Api(manifest({ version, target: target(platform), symbols: [unmarked] })).importPresence("PyFoo").state;
    expect(presence("3.8.0", "macosx_arm64")).toBe("there");
    expect(presence("3.8.0", "win32")).toBe("not-exported");
    expect(presence("3.9.0", "macosx_arm64")).toBe("not-exported");
  });
});

test("inline code that becomes a function without a mark compiles and does not link", () => {
  const inline = func("_PyFoo", { kind: "inline-function", exported: false, header: internal });
  const message = "The inline function _PyFoo is a function now, and no header exports it.";
  expect(changes(inline, func("_PyFoo", { exported: false, header: internal }))).toMatchObject([
    { rule: "kind-changed", source: "breaking", binary: "compatible", message },
  ]);
});

test("a static variable was never exported", () => {
  const own = variable("PyFooAPI", { exported: false, static: true });
  expect(changes(own, own)).toEqual([]);
});
