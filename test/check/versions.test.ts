import { describe, expect, test } from "vitest";
import { Unread } from "../../src/check/earlier-uses.ts";
import type { VersionUses } from "../../src/check/extension.ts";
import type { BuiltModule } from "../../src/check/module/module.ts";
import { groupUses } from "../../src/check/use-groups.ts";
import { judgeVersions } from "../../src/check/versions.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { func, macro, manifest } from "../diff/manifests.ts";
import { miniature } from "../manifest/miniature.ts";

const limited = (since: string) => ({ limitedApi: { since }, tier: "limited" }) as const;
const version = (ref: string, parts: Partial<Manifest>) => ({
  manifest: manifest({ ...parts, ref: `v${ref}`, version: ref, commit: ref.padEnd(40, "0") }),
  tree: null,
});
const uses = (parts: Partial<VersionUses>): VersionUses => ({
  commit: null,
  source: [],
  modules: [],
  complete: true,
  diagnostics: [],
  facts: {},
  generated: {},
  ...parts,
});
const symbol = (name: string, file = "a.c") => ({ kind: "symbol", name, place: { file, line: 1, column: 1 } }) as const;
const module = (parts: Partial<BuiltModule>): BuiltModule => ({
  file: "a.so",
  format: "ELF",
  architecture: "x86_64",
  platform: "linux_x86_64",
  build: null,
  imports: [],
  ...parts,
});

describe("a version", () => {
  const older = version("3.13.0", { symbols: [func("PyA")] });
  const newer = version("3.14.0", { complete: false });

  test("that was not fully understood makes the check incomplete, and is named", () => {
    expect(judgeVersions(older, newer, uses({}), null)).toMatchObject({
      complete: false,
      diagnostics: [{ code: "incomplete-manifest", gap: true }],
    });
    expect(judgeVersions(older, older, uses({ complete: false }), null).complete).toBe(false);
  });

  test("breaks Cython's code with the advice to run Cython again", () => {
    const generated = { "gen.c": { name: "Cython", version: "0.29.21" } };
    const judged = (...files: string[]) =>
      judgeVersions(
        older,
        newer,
        uses({ source: groupUses(files.map((file) => symbol("PyA", file))), generated }),
        null,
      );
    const advice = "Cython 0.29.21 wrote it: regenerate with Cython 3.0.11 or newer.";
    const diagnostic = { code: "generated-file", place: { file: "gen.c" }, message: advice, gap: false };
    const found = judged("gen.c");
    expect(found.findings[0]?.hint).toBe(advice);
    expect(found.diagnostics).toContainEqual(diagnostic);
    const mixed = judged("gen.c", "a.c");
    expect(mixed.findings[0]?.hint).toBeNull();
    expect(mixed.diagnostics).toContainEqual(diagnostic);
    const own = judged("a.c");
    expect(own.findings[0]?.hint).toBeNull();
    expect(own.diagnostics).not.toContainEqual(diagnostic);
  });
});

describe("an #error of the extension's own", () => {
  const [older, newer] = [version("3.13.0", {}), version("3.14.0", {})];
  const diagnostic = {
    code: "error-directive",
    place: { file: "a.c", line: 3 },
    message: "#error no AF_UNIX",
    gap: true,
  };
  const refused = uses({ complete: false, diagnostics: [diagnostic] });

  test("leaves the check incomplete if only the target reaches it", () => {
    expect(judgeVersions(older, newer, refused, uses({}))).toMatchObject({
      complete: false,
      diagnostics: [{ gap: true }],
    });
  });

  test("that the baseline reaches too is for lack of a macro, and no doubt about the target", () => {
    expect(judgeVersions(older, newer, refused, refused)).toMatchObject({
      complete: true,
      diagnostics: [{ gap: false }],
    });
    const condition = { ...diagnostic, code: "invalid-condition", message: "#if KERNEL_VERSION(2, 6)" };
    const invalid = uses({ complete: false, diagnostics: [condition] });
    expect(judgeVersions(older, newer, invalid, invalid).complete).toBe(true);
    const more = uses({ complete: false, diagnostics: [diagnostic, { ...diagnostic, code: "expression-limit" }] });
    expect(judgeVersions(older, newer, more, refused).complete).toBe(false);
  });
});

test("a baseline not fully understood is reported, and does not make the target doubtful", () => {
  const older = version("3.13.0", { complete: false });
  const newer = version("3.14.0", {});
  const judged = judgeVersions(older, newer, uses({}), null);
  expect(judged).toMatchObject({ complete: true, diagnostics: [{ code: "incomplete-manifest", gap: false }] });
  expect(judged.diagnostics[0]?.message).toContain("v3.13.0");
});

describe("a built module", () => {
  const target = version("3.14.0", {
    symbols: [func("PyOld", limited("3.2")), func("PyNew", limited("3.11")), func("_PyOwn")],
  });
  const judged = (parts: Partial<BuiltModule>) =>
    judgeVersions(target, target, uses({ modules: [module(parts)] }), null);

  test("for the stable ABI imports no more than the limited API of its tag", () => {
    const imports = ["PyNew", "PyOld", "_PyOwn"];
    const { findings } = judged({ build: { abi: "abi3", version: "3.9" }, imports });
    expect(findings).toMatchObject([
      { kind: "outside-limited-api", impact: "risky", used: { name: "PyNew" }, places: [{ file: "a.so" }] },
      { kind: "outside-limited-api", used: { name: "_PyOwn" } },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      "PyNew is in the limited API only since 3.11, but the module is for abi3 of 3.9 on.",
      "_PyOwn is not in the limited API, but the module is for abi3 of 3.9 on.",
    ]);
    expect(judged({ build: { abi: "abi3", version: "3.11" }, imports: ["PyNew"] }).findings).toEqual([]);
    expect(judged({ build: { abi: "cp", version: "3.14" }, imports }).findings).toEqual([]);
  });

  const built = { abi: "cp", version: "3.13" } as const;

  test("for an older version breaks where its code, rebuilt, would", () => {
    const older = {
      ...version("3.13.0", { symbols: [func("_PyEmpty"), func("_PyGone"), func("PyGone"), func("PyTest_GET")] }),
      tree: miniature({ "Include/test.h": "#define PyTest_GET(o) (o ? _PyEmpty : PyGone)" }),
    };
    const newer = version("3.14.0", {
      symbols: [
        func("PyTest_GET"),
        func("_PyAlias", { kind: "inline-function" }),
        func("PyOld", { deprecated: "3.14" }),
      ],
    });
    const reported = (imports: string[], build: BuiltModule["build"]) =>
      judgeVersions(older, newer, uses({ modules: [module({ imports, build })] }), null).findings.map(
        ({ kind, used }) => `${kind} ${used.kind === "symbol" ? used.name : ""}`,
      );
    const imports = ["_PyEmpty", "_PyGone", "PyGone", "_PyAlias", "PyOld"];
    expect(reported(imports, built)).toEqual(["missing PyGone", "missing _PyGone", "deprecated PyOld"]);
    expect(reported(["_PyEmpty"], { abi: "cp", version: "3.14" })).toEqual(["missing _PyEmpty"]);
  });

  test("for the target's version does not break by what changed before it, as one for the stable ABI would", () => {
    const older = version("3.13.0", { symbols: [func("PyOld"), func("PyGone")] });
    const newer = version("3.14.0", { symbols: [func("PyOld", { params: [{ type: "int", name: "a" }] })] });
    const reported = (build: BuiltModule["build"], from = older) => {
      const modules = [module({ imports: ["PyOld", "PyGone"], build })];
      return judgeVersions(from, newer, uses({ modules }), null).findings.map(({ kind }) => kind);
    };
    expect(reported({ abi: "cp", version: "3.14" })).toEqual(["missing"]);
    expect(reported({ abi: "abi3", version: null }).sort()).toContain("changed");
    const alpha = version("3.14.0a1", { symbols: [func("PyOld"), func("PyGone")] });
    expect(reported({ abi: "cp", version: "3.14" }, alpha)).toContain("changed");
  });

  test("for builds with a GIL is rebuilt for a free-threaded one, and the other way round", () => {
    const target = { ...version("3.14.0", {}), tree: miniature({}) };
    const on = (abi: string, build: BuiltModule["build"]) => {
      target.manifest.target = { ...target.manifest.target, abi };
      const modules = [module({ imports: ["PyAny"], build })];
      const { diagnostics } = judgeVersions(target, target, uses({ modules }), null);
      return diagnostics.map(({ code, gap }) => `${code} ${gap}`);
    };
    expect(on("cp314t", { abi: "cp", version: "3.14" })).toEqual(["module-of-another-abi false"]);
    expect(on("cp314", { abi: "cpt", version: "3.14" })).toEqual(["module-of-another-abi false"]);
    expect(on("cp314", { abi: "cpd", version: "3.14" })).toEqual([]);
    expect(on("cp314t", { abi: "cpt", version: "3.14" })).toEqual([]);
    expect(on("cp314", { abi: "abi3", version: null })).toEqual([]);
    expect(on("abi3t", { abi: "abi3", version: "3.9" })).toEqual(["module-of-another-abi true"]);
  });

  test("may import names from another given module", () => {
    const modules = [
      module({ imports: ["PyErr_Ldb"], build: built }),
      module({ file: "b.so", exports: ["PyErr_Ldb"] }),
    ];
    expect(judgeVersions(target, target, uses({ modules }), null).findings).toEqual([]);
  });

  test("for abi3 and abi3t is judged for one of them, and names the other, so that the check is incomplete", () => {
    const [abi3, abi3t] = [
      { abi: "abi3", version: "3.15" },
      { abi: "abi3t", version: "3.15" },
    ] as const;
    const both = { build: abi3, alsoFor: [abi3t] };
    const on = (abi: string, parts: Partial<BuiltModule>, ref = "3.15.0") => {
      const target = version(ref, { symbols: [func("_PyOwn")] });
      target.manifest.target = { ...target.manifest.target, abi };
      const given = module({ imports: ["_PyOwn"], ...parts });
      const { findings, diagnostics } = judgeVersions(target, target, uses({ modules: [given] }), null);
      const unjudged = diagnostics.map(({ code, message, gap }) => [code, gap, /for (\w+),/.exec(message)?.[1]]);
      return [/for (\w+) of/.exec(findings[0]?.message ?? "")?.[1], ...unjudged];
    };
    const gap = (abi: string) => ["abi-not-judged", true, abi];
    expect(on("cp315", both)).toEqual(["abi3", gap("abi3t")]);
    expect(on("abi3t", both)).toEqual(["abi3t", gap("abi3")]);
    expect(on("cp315t", both)).toEqual(["abi3", gap("abi3"), gap("abi3t")]);
    expect(on("cp314", both, "3.14.0")).toEqual(["abi3"]);
    expect(on("cp315", { build: abi3 })).toEqual(["abi3"]);
    expect(on("cp315t", { build: abi3 })).toEqual(["abi3", ["module-of-another-abi", true, "abi3"]]);
    expect(on("abi3t", { build: abi3t })).toEqual(["abi3t"]);
    expect(on("cp315", { build: abi3t })).toEqual(["abi3t", gap("abi3t")]);
  });

  test("for the stable ABI of no version imports names of any limited API", () => {
    expect(judged({ build: { abi: "abi3", version: null }, imports: ["PyNew", "_PyOwn"] }).findings).toMatchObject([
      { kind: "outside-limited-api", used: { name: "_PyOwn" } },
    ]);
  });

  test("is reported as built for another version, platform or implementation", () => {
    const codes = (parts: Partial<BuiltModule>) =>
      judged({ imports: ["PyOld"], ...parts }).diagnostics.map(({ code, gap }) => [code, gap]);
    expect(codes({ build: { abi: "cp", version: "3.14" } })).toEqual([]);
    expect(codes({ build: { abi: "cp", version: "3.11" } })).toEqual([["module-of-another-version", false]]);
    expect(codes({ platform: "win_amd64" })).toEqual([["module-of-another-platform", true]]);
    expect(codes({ platform: null, architecture: "s390x" })).toEqual([["module-of-another-platform", false]]);
    expect(codes({ isOfPyPy: true, imports: [] })).toEqual([["module-of-another-implementation", true]]);
    expect(codes({ platform: "win_amd64", build: { abi: "cpt", version: "3.11" }, imports: [] })).toEqual([]);
  });

  test("for several platforms is judged by the part for the target's, or by all if there is none", () => {
    const build = { abi: "abi3", version: "3.9" } as const;
    const part = (platform: BuiltModule["platform"], name: string) =>
      module({ platform, build, imports: ["PyNew", name] });
    const on = (...modules: BuiltModule[]) => {
      const { findings, diagnostics } = judgeVersions(target, target, uses({ modules }), null);
      return [findings.map(({ used, places }) => [Object.values(used)[1], places.length]), diagnostics.length];
    };
    const [arm, intel] = [part("macosx_arm64", "_PyOwn"), part("macosx_x86_64", "PyOld")];
    expect(on(part("linux_x86_64", "PyOld"), arm)).toEqual([[["PyNew", 1]], 0]);
    expect(on(intel, arm)).toEqual([
      [
        ["PyNew", 1],
        ["_PyOwn", 1],
      ],
      2,
    ]);
  });
});

describe("declarations of the headers included at a use", () => {
  const older = version("3.13.0", { symbols: [func("PyA")] });
  const newer = version("3.14.0", { symbols: [func("PyA")] });
  const declared = (declared: boolean, { manifest: { commit } }: typeof newer) =>
    uses({ commit, source: groupUses([{ ...symbol("PyA"), declared }]) });
  const found = (use: VersionUses, before: VersionUses) =>
    judgeVersions(older, newer, use, before).findings.map(({ kind }) => kind);

  test("counts", () => {
    expect(found(declared(false, newer), declared(true, older))).toEqual(["missing"]);
  });

  test("are no change if the baseline's do not declare it either", () => {
    expect(found(declared(false, newer), declared(false, older))).toEqual([]);
  });
});

describe("uses as compiled for the baseline", () => {
  const older = version("3.13.0", { symbols: [func("PyA"), func("PyGone"), func("PyNew", { params: [] })] });
  const newer = version("3.14.0", { symbols: [func("PyA"), macro("PyNew", { params: [] })] });
  const isMissed = (parts: Partial<VersionUses>) => {
    const unread = new Unread();
    const { findings } = judgeVersions(older, newer, uses(parts), unread);
    return [unread.isMissed, findings.map(({ kind }) => kind)];
  };

  test("do not matter to what is there unchanged, or not there at all", () => {
    expect(isMissed({ source: groupUses([symbol("PyA")]) })).toEqual([false, []]);
    expect(isMissed({ source: groupUses([{ ...symbol("PyGone"), declared: false }]) })).toEqual([false, ["missing"]]);
  });

  test("matter to what changed, what is there and not declared, and what the sources refuse", () => {
    const refusal = { code: "error-directive", message: "no", gap: true, place: { file: "a.c", line: 1 } };
    expect(isMissed({ source: groupUses([symbol("PyNew")]) })[0]).toBe(true);
    expect(isMissed({ source: groupUses([{ ...symbol("PyA"), declared: false }]) })[0]).toBe(true);
    expect(isMissed({ complete: false, diagnostics: [refusal] })[0]).toBe(true);
  });
});
