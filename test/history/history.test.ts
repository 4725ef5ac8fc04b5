import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultTarget } from "../../src/cpython/target.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import { changesBetween } from "../../src/history/changes.ts";
import { historyOf, type TargetLine } from "../../src/history/history.ts";
import type { History, HistorySubject } from "../../src/history/model.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { func, manifest, member, struct, typedef } from "../diff/manifests.ts";
import { lineOf } from "./lines.ts";

const cpt = { ...defaultTarget, abi: "cpt" as const };

/** Versions 3.1.0, 3.2.0 … of these parts. */
function versionsOf(parts: readonly Partial<Manifest>[]): Manifest[] {
  return parts.map((one, i) =>
    manifest({ ref: `v3.${i + 1}.0`, version: `3.${i + 1}.0`, commit: String(i).padStart(40, "0"), ...one }),
  );
}

function history(subject: HistorySubject, versions: readonly Manifest[], ...more: TargetLine[]): Promise<History> {
  const byRef = new Map(versions.map((one) => [one.ref, one]));
  return historyOf(subject, [lineOf(versions), ...more], async (_target, from, to) =>
    changesBetween(byRef.get(from.ref) as Manifest, byRef.get(to.ref) as Manifest),
  );
}

/** `3.1.0-3.2.0 there`, with the rules of each boundary. */
const shapes = ({ histories }: History) =>
  histories[0]?.stretches.map(({ from, to, facts, restored, changes }) => {
    const state = facts === null ? "gone" : restored ? "restored" : "there";
    return [`${from.version}-${to.version} ${state}`, ...changes.map(({ rule }) => rule)].join(" ");
  });

const symbol = (name: string) => ({ kind: "symbol", name }) as const;
const memberOf = (name: string, member: string) => ({ kind: "member", name, member }) as const;

describe("the history of a symbol", () => {
  test("lists when it was added, removed and restored", async () => {
    const there = { symbols: [func("PyA")] };
    const reported = await history(symbol("PyA"), versionsOf([{}, there, there, {}, {}, there]));
    expect(shapes(reported)).toEqual([
      "3.1.0-3.1.0 gone",
      "3.2.0-3.3.0 there symbol-added",
      "3.4.0-3.5.0 gone symbol-removed",
      "3.6.0-3.6.0 restored symbol-added",
    ]);
  });

  test("starts a stretch at changes of the diff, not at a new line or parameter name", async () => {
    const named = (name: string, line: number) => ({
      symbols: [func("PyA", { line, params: [{ type: "int", name }] })],
    });
    const reported = await history(
      symbol("PyA"),
      versionsOf([named("a", 1), named("a", 2), named("b", 2), { symbols: [func("PyA", { returns: "void" })] }]),
    );
    expect(shapes(reported)).toEqual(["3.1.0-3.3.0 there", "3.4.0-3.4.0 there signature-changed"]);
    expect(reported.histories[0]?.stretches[0]).toMatchObject({ releases: 3, facts: { params: [{ name: "b" }] } });
  });

  test("gives each change its id, and the current name", async () => {
    const reported = await history(
      symbol("_PyCode_GetExtra"),
      versionsOf([{ symbols: [func("_PyCode_GetExtra")] }, { symbols: [func("PyUnstable_Code_GetExtra")] }]),
    );
    expect(reported.histories[0]?.stretches[1]?.changes).toContainEqual(
      expect.objectContaining({ newName: "PyUnstable_Code_GetExtra", id: expect.stringMatching(/^[0-9a-f]{12}$/) }),
    );
  });

  test("lists equal targets once, and others separately", async () => {
    const versions = versionsOf([{ symbols: [func("PyA")] }, { symbols: [func("PyA")] }]);
    const same = await history(symbol("PyA"), versions, lineOf(versions, cpt));
    expect(same.histories.map(({ targets }) => targets.map(({ abi }) => abi))).toEqual([["cp", "cpt"]]);
    const other = await history(symbol("PyA"), versions, lineOf(versions.slice(1), cpt));
    expect(other.histories.map(({ targets }) => targets.map(({ abi }) => abi))).toEqual([["cp"], ["cpt"]]);
  });

  test("is not complete if a version is missing, or something relevant was not understood", async () => {
    const diagnostics = [{ code: "x", header: "Include/object.h", line: 5, message: "" }];
    const there = { complete: false, diagnostics, symbols: [func("PyA", { line: 5 }), func("PyB", { line: 6 })] };
    const versions = versionsOf([there, { complete: false, diagnostics }]);
    expect((await history(symbol("PyA"), versions)).histories[0]?.doubts).toEqual(["v3.1.0", "v3.2.0"]);
    expect((await history(symbol("PyB"), versions)).histories[0]?.doubts).toEqual(["v3.2.0"]);
    const whole = versionsOf([{ symbols: [func("PyA")] }]);
    const missing = await history(symbol("PyA"), whole, { target: cpt, stops: [], missing: ["v3.9.0"] });
    expect(missing).toMatchObject({ complete: false, missing: ["v3.9.0"] });
    expect((await history(symbol("PyA"), whole)).complete).toBe(true);
  });

  test("of an unknown name suggests near names over all versions", async () => {
    const versions = versionsOf([{ symbols: [func("PyAlpha_Get")] }, { symbols: [func("PyBeta")] }]);
    await expect(history(symbol("PyAlpha_Gte"), versions)).rejects.toMatchObject({
      code: "unknown-symbol",
      details: { near: ["PyAlpha_Get"] },
    });
    await expect(history(memberOf("PyNone", "x"), versions)).rejects.toMatchObject({ code: "unknown-struct" });
  });

  test("of a name that only versions have which were not asked for names the newest of these", async () => {
    const there = { symbols: [func("PyA")], structs: [struct("PyBox", { members: [member("x")] })] };
    const line = lineOf(versionsOf([{}, there, there, {}]));
    const asked = [{ ...line, stops: line.stops.filter(({ ref }) => ref === "v3.1.0" || ref === "v3.4.0") }];
    for (const [subject, name] of [
      [symbol("PyA"), "PyA"],
      [{ kind: "struct", name: "PyBox" }, "PyBox"],
      [memberOf("PyBox", "x"), "PyBox.x"],
    ] as const) {
      await expect(historyOf(subject, asked, () => Promise.reject())).rejects.toMatchObject({
        code: `unknown-${subject.kind}`,
        message: `No version asked for has ${name}, but 3.3.0 has.`,
      });
    }
  });

  test("of a name that no version read so far has says how many are not read, and for which build", async () => {
    const line = { target: cpt, stops: [], missing: ["v3.9.0", "v3.9.1"] };
    await expect(history(symbol("PyB"), versionsOf([{ symbols: [func("PyA")] }]), line)).rejects.toThrow(
      'No version read so far has a symbol "PyB". 2 versions are not in the index of cpt on linux_x86_64 yet.',
    );
  });
});

describe("the history of a member", () => {
  const box = (members: Parameters<typeof struct>[1]) => ({ structs: [struct("PyBox", members)] });

  test("gives its offset, also if only that changed", async () => {
    const reported = await history(
      memberOf("PyBox", "size"),
      versionsOf([
        box({ size: 4, members: [member("size")] }),
        box({ size: 8, members: [member("flags"), member("size", { offset: 4 })] }),
        box({ size: 4, members: [member("flags")] }),
      ]),
    );
    expect(shapes(reported)).toEqual([
      "3.1.0-3.1.0 there",
      "3.2.0-3.2.0 there member-added",
      "3.3.0-3.3.0 gone member-removed",
    ]);
    expect(reported.histories[0]?.stretches[1]).toMatchObject({
      facts: { offset: 4, size: 4, type: "int" },
      changes: [{ shifted: [{ member: "size", from: { offset: 0 }, to: { offset: 4 } }] }],
    });
  });

  test("goes on where its type is only spelled otherwise", async () => {
    const versionWith = (type: string) => ({
      ...box({ size: 8, members: [member("thing", { type, size: 8 })] }),
      symbols: [typedef("PyThing", { type: "struct _thing" })],
    });
    const reported = await history(
      memberOf("PyBox", "thing"),
      versionsOf(["struct _thing *", "PyThing *", "void *"].map(versionWith)),
    );
    expect(shapes(reported)).toEqual(["3.1.0-3.2.0 there", "3.3.0-3.3.0 there member-type-changed"]);
  });

  test("tells of the typedef that became its struct", async () => {
    const unit = struct("PyUnit", { size: 4, members: [member("code")] });
    const reported = await history(
      memberOf("PyUnit", "code"),
      versionsOf([
        { symbols: [typedef("PyUnit", { type: "int" })] },
        { structs: [unit], symbols: [typedef("PyUnit", { type: "struct (unnamed)" })] },
      ]),
    );
    expect(shapes(reported)).toEqual(["3.1.0-3.1.0 gone", "3.2.0-3.2.0 there typedef-changed"]);
  });

  test("follows a path through members of anonymous and of named types", async () => {
    const inner = struct("PyInner", { size: 8, members: [member("pad"), member("head", { offset: 4 })] });
    const outer = struct("PyOuter", {
      size: 24,
      members: [
        member("first", { size: 8 }),
        member("interpreters", { type: "PyInner", offset: 8, size: 8 }),
        member("u", { type: "union (unnamed)", offset: 16, size: 4, members: [member("x", { offset: 16 })] }),
      ],
    });
    const versions = versionsOf([{ structs: [inner, outer] }]);
    const offset = async (path: string) =>
      (await history(memberOf("PyOuter", path), versions)).histories[0]?.stretches[0]?.facts;
    expect(await offset("interpreters.head")).toMatchObject({ offset: 12, type: "int" });
    expect(await offset("u.x")).toMatchObject({ offset: 16 });
    await expect(offset("u.y")).rejects.toMatchObject({ code: "unknown-member", details: { near: ["PyOuter.u.x"] } });
  });

  test("suggests paths where one leads nowhere, in whatever version has them", async () => {
    const inner = struct("PyInner", { size: 8, members: [member("pad"), member("head", { offset: 4 })] });
    const outer = (name: string) =>
      struct("PyOuter", { size: 8, members: [member(name, { type: "PyInner", size: 8 })] });
    const versions = versionsOf([{ structs: [inner, outer("interpreters")] }, { structs: [inner, outer("threads")] }]);
    const near = (path: string) => history(memberOf("PyOuter", path), versions).catch(({ details }) => details.near);
    expect((await near("interpreters.heads"))[0]).toBe("PyOuter.interpreters.head");
    expect((await near("thread.head"))[0]).toBe("PyOuter.threads.head");
    expect(await near("something_else")).toEqual([]);
    expect(await near("thread.tail")).toEqual([]);
  });

  test("says that a path ends at a pointer, and where it goes on", async () => {
    const inner = struct("PyInner", { members: [member("head")] });
    const outer = struct("PyOuter", { members: [member("interp", { type: "PyInner *" })] });
    await expect(
      history(memberOf("PyOuter", "interp.head"), versionsOf([{ structs: [inner, outer] }])),
    ).rejects.toThrow('No version\'s PyOuter has a member "interp.head": PyOuter.interp is a pointer to PyInner.');
  });
});

describe("any history", () => {
  const names = ["PyA", "PyB", "PyC"];
  const symbols = fc
    .array(fc.record({ name: fc.constantFrom(...names), returns: fc.constantFrom("int", "void"), line: fc.nat(9) }))
    .map((all) => [...new Map(all.map((one) => [one.name, func(one.name, one)])).values()])
    .map((all) => all.sort((a, b) => (a.name < b.name ? -1 : 1)));
  const members = fc
    .uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 })
    .map((all) => all.map((name, i) => member(name, { offset: 4 * i })));
  const structs = fc.option(members).map((all) => {
    return all === null ? [] : [struct("PyBox", { size: 4 * all.length, members: all })];
  });
  const parts = fc.array(fc.record({ symbols, structs }), { minLength: 1, maxLength: 7 });

  test("tiles the versions, and each boundary is a change of the diff of its two neighbours, both ways", () =>
    fc.assert(
      fc.asyncProperty(parts, fc.constantFrom(...names, "PyBox"), async (all, name) => {
        const versions = versionsOf(all);
        const kind = name === "PyBox" ? "struct" : "symbol";
        const isIn = ({ symbols, structs }: Manifest) => [...symbols, ...structs].some((entry) => entry.name === name);
        if (!versions.some(isIn)) return;
        const { histories } = await history({ kind, name }, versions);
        const stretches = histories[0]?.stretches ?? [];
        // They tile.
        const at = (ref: string) => versions.findIndex((one) => one.ref === ref);
        expect(stretches[0]?.from.ref).toBe("v3.1.0");
        expect(stretches.at(-1)?.to.ref).toBe(versions.at(-1)?.ref);
        for (const [i, { from, to, releases, facts }] of stretches.entries()) {
          if (i > 0) expect(at(from.ref)).toBe(at(stretches[i - 1]?.to.ref ?? "") + 1);
          expect(at(to.ref) - at(from.ref) + 1).toBe(releases);
          for (let v = at(from.ref); v <= at(to.ref); v++) expect(isIn(versions[v] as Manifest)).toBe(facts !== null);
        }
        // Neighbours whose diff has the name have a boundary between them.
        for (let v = 1; v < versions.length; v++) {
          const [from, to] = [versions[v - 1] as Manifest, versions[v] as Manifest];
          const ids = diffManifests(from, to, { symbol: name }).changes.map(({ id }) => id);
          const begun = stretches.find((stretch) => stretch.from.ref === to.ref);
          expect(begun !== undefined).toBe(ids.length > 0);
          for (const id of ids) expect(begun?.changes.map((change) => change.id)).toContain(id);
        }
      }),
      { numRuns: 150 },
    ));
});
