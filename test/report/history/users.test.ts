import { describe, expect, test } from "vitest";
import type { Facts, History, HistorySubject } from "../../../src/history/model.ts";
import { HistoryUsers } from "../../../src/report/history/users.ts";
import { func, macro, struct } from "../../diff/manifests.ts";
import { pack, unit, usage } from "../../usage/indexes.ts";

/** A history with these facts, one after the other. */
const historyOf = (subject: HistorySubject, ...facts: (Facts | null)[]): History => {
  const at = { ref: "v3.13.5", version: "3.13.5" };
  const stretches = facts.map((facts) => ({ from: at, to: at, releases: 1, facts, restored: false, changes: [] }));
  const targets = [{ abi: "cp", platform: "linux_x86_64" } as const];
  return {
    ...{ schemaVersion: 1, rulesetVersion: 1, subject, complete: true, missing: [] },
    histories: [{ targets, complete: true, doubts: [], stretches }],
  };
};
const symbol = (facts: Facts & { name: string }, ...more: (Facts | null)[]) =>
  historyOf({ kind: "symbol", name: facts.name }, facts, ...more);

const modules = new HistoryUsers(
  usage(
    [
      pack("author", [unit(["PyA", "PyMixed"])]),
      ...["a", "b", "c"].map((name) => pack(name, [unit(["PyA"], { tool: "Cython 3.0.11" })])),
      pack("header", [unit(["_PyB"])]),
    ],
    { _PyB: ["PyB_MACRO"] },
  ),
);
const source = { kind: "source", path: "", build: null } as const;
const sources = new HistoryUsers(usage([pack("read", [unit(["box.x", "PyBox.y", "LEVEL"], source)])]));

describe("the users of a symbol", () => {
  test("are counted by author, tool and headers, with the index they are counted in", () => {
    expect(modules.addTo(symbol(func("PyA")))).toMatchObject({
      subject: { name: "PyA" },
      usedBy: { packages: 4, author: 1, tools: { Cython: 3 }, headers: 0, names: ["author", "a", "b", "c"] },
      usage: { packages: 5, modules: 5, sources: [{ title: "a test", date: "2026-11-27" }] },
    });
    expect(modules.addTo(symbol(func("_PyB"))).usedBy).toMatchObject({ packages: 1, author: 0, headers: 1 });
  });

  test("are none of a function that no module imports, also once it is gone", () => {
    expect(modules.addTo(symbol(func("PyC"), null)).usedBy).toMatchObject({ packages: 0, names: [] });
  });

  test("are unknown if the name is a macro or inline function in some version, unless one is seen", () => {
    expect(modules.addTo(symbol(macro("LEVEL"))).usedBy).toBeNull();
    expect(modules.addTo(symbol(func("PyD", { kind: "inline-function" }), func("PyD"))).usedBy).toBeNull();
    expect(modules.addTo(symbol(macro("PyMixed"), func("PyMixed"))).usedBy).toMatchObject({ packages: 1 });
  });

  test("are known of a macro if each package has its sources in the index", () => {
    expect(sources.addTo(symbol(macro("LEVEL"))).usedBy).toMatchObject({ packages: 1 });
    expect(sources.addTo(symbol(macro("OTHER"))).usedBy).toMatchObject({ packages: 0 });
  });
});

describe("the users of a struct", () => {
  const box = struct("PyBox", { tag: "box", typedefs: ["PyBox"] });

  test("are those of its names and members, unknown from modules only", () => {
    expect(sources.addTo(historyOf({ kind: "struct", name: "box" }, box)).usedBy).toMatchObject({ packages: 1 });
    expect(modules.addTo(historyOf({ kind: "struct", name: "PyBox" }, box)).usedBy).toBeNull();
  });

  test("of a member are its own", () => {
    const facts = { type: "int", offset: 0, size: 4, opaque: false, header: "Include/a.h" } as const;
    const member = (member: string) =>
      historyOf({ kind: "member", name: "PyBox", member }, { ...facts, surface: "public", tier: "public" });
    expect(sources.addTo(member("y")).usedBy).toMatchObject({ packages: 1 });
    expect(sources.addTo(member("z")).usedBy).toMatchObject({ packages: 0 });
    expect(sources.addTo(member("inner.z")).usedBy).toBeNull();
  });
});
