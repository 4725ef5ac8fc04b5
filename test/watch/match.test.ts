import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { compileSubscription, type Filters, indexed } from "../../src/watch/match.ts";
import { func, macro, manifest, member, struct } from "../diff/manifests.ts";

const foo = (...names: string[]) =>
  struct("PyFoo", { size: 4 * names.length, members: names.map((name, turn) => member(name, { offset: 4 * turn })) });

const diff = indexed(
  diffManifests(
    manifest({ symbols: [func("PyBar_Get"), macro("PyBar_FLAG")], structs: [foo("a", "b")] }),
    manifest({ symbols: [func("PyBar_New"), macro("PyBar_FLAG", { value: "2", body: "2" })], structs: [foo("b")] }),
  ),
);
const filter = (filters: Filters) => compileSubscription({ filters, uses: null });
const found = (filters: Filters) =>
  filter(filters)
    .matches(diff)
    .map(({ change: { rule, subject } }) => `${rule} ${subject.name}`);

describe("a subscription filter", () => {
  test("without filters wants all changes of every release, for the default target", () => {
    const all = filter({});
    expect(all.matches(diff).map(({ change }) => change)).toEqual(diff.changes);
    expect(all.isAboutChanges).toBe(false);
    expect(all.wantsRelease({ series: "3.9", stage: "final" })).toBe(true);
    expect(all.wantsTarget("cp", "linux_x86_64")).toBe(true);
    expect(all.wantsTarget("cpt", "linux_x86_64")).toBe(false);
    expect(all.wantsTarget("cp", "win_amd64")).toBe(false);
  });

  test("wants releases of its series and stages", () => {
    const { wantsRelease, isAboutChanges } = filter({ series: ["3.14", "3.15"], stages: ["beta", "rc"] });
    expect(isAboutChanges).toBe(false);
    expect(wantsRelease({ series: "3.15", stage: "beta" })).toBe(true);
    expect(wantsRelease({ series: "3.15", stage: "final" })).toBe(false);
    expect(wantsRelease({ series: "3.16", stage: "beta" })).toBe(false);
  });

  test("wants the targets that it names", () => {
    const { wantsTarget } = filter({ abis: ["cpt", "abi3"], platforms: ["win_amd64"] });
    expect(wantsTarget("abi3", "win_amd64")).toBe(true);
    expect(wantsTarget("cp", "win_amd64")).toBe(false);
  });

  test("wants changes that match all given fields", () => {
    expect(found({ rules: ["symbol-added", "macro-value-changed"] })).toEqual([
      "macro-value-changed PyBar_FLAG",
      "symbol-added PyBar_New",
    ]);
    expect(found({ symbols: ["PyB*_New", "PyFoo"] })).toEqual(["member-removed PyFoo", "symbol-added PyBar_New"]);
    expect(found({ symbols: ["PyBar*"], rules: ["member-removed"] })).toEqual([]);
    for (const filters of [{ rules: ["x"] }, { symbols: ["x"] }, { impact: { source: "risky" as const } }]) {
      expect(filter(filters).isAboutChanges).toBe(true);
    }
  });

  test("treats an impact as a minimum, on any given side", () => {
    const breakingSource = ["member-removed PyFoo", "symbol-removed PyBar_Get"];
    expect(found({ impact: { source: "breaking" } })).toEqual(breakingSource);
    const risky = found({ impact: { binary: "risky" } });
    expect(risky).toEqual(expect.arrayContaining([...breakingSource, "macro-value-changed PyBar_FLAG"]));
    expect(found({ impact: { source: "breaking", binary: "risky" } })).toEqual(risky);
    expect(risky).not.toContain("symbol-added PyBar_New");
  });

  test("with uses wants changes that affect them, and lists them per change", () => {
    const uses = { symbols: ["PyBar_New", "PyBar_FLAG"], members: [{ struct: "PyFoo", member: "b" }] };
    const all = compileSubscription({ filters: {}, uses });
    expect(all.isAboutChanges).toBe(true);
    expect(all.matches(diff).map(({ change, uses }) => [change.rule, uses])).toEqual([
      ["member-removed", { members: [{ struct: "PyFoo", member: "b" }] }],
      ["macro-value-changed", { symbols: ["PyBar_FLAG"] }],
      ["symbol-added", { symbols: ["PyBar_New"] }],
    ]);
    const bad = compileSubscription({ filters: { impact: { source: "breaking" } }, uses });
    expect(bad.matches(diff)).toHaveLength(1);
  });
});
