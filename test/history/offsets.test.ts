import { describe, expect, test } from "vitest";
import { parseFact } from "../../src/history/fact.ts";
import { offsetsOf } from "../../src/history/offsets.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { enumerator, macro, manifest, member, struct, typedef } from "../diff/manifests.ts";
import { lineOf } from "./lines.ts";

const box = (name: string, offset: number, size: number) =>
  struct("PyBox", { size, members: [member("first"), member(name, { offset })] });

const old = { structs: [box("frame", 4, 8)], symbols: [macro("BIG", { value: "18446744073709551615" })] };

const versions = (parts: Record<string, Partial<Manifest>>) =>
  Object.entries(parts).map(([version, one], i) =>
    manifest({ ref: `v${version}`, version, commit: String(i).padStart(40, "0"), ...one }),
  );

const table = (manifests: Manifest[], facts: string[], prereleases = false) =>
  offsetsOf(
    facts.map((fact) => parseFact(fact)),
    [lineOf(manifests)],
    prereleases,
  );

const shapes = async (...args: Parameters<typeof table>) =>
  (await table(...args)).rows.map(({ from, to, releases, values }) => [
    `${from.version}-${to.version}`,
    releases,
    ...Object.values(values),
  ]);

describe("a table of offsets", () => {
  test("has sizes, offsets and values, the first spelling that is there, with versions of equal facts in one row", async () => {
    const released = versions({
      "3.1.0": old,
      "3.1.1": old,
      "3.1.2": { structs: [box("cframe", 8, 16)], symbols: [enumerator("E_ONE", { value: "1" })] },
    });
    expect(await shapes(released, ["size(PyBox)", "PyBox.frame | cframe", "PyBox.frame", "E_ONE", "BIG"])).toEqual([
      ["3.1.0-3.1.1", 2, 8, 4, 4, null, "18446744073709551615"],
      ["3.1.2-3.1.2", 1, 16, 8, null, 1, null],
    ]);
  });

  test("has spellings of several structs, nested paths, sizes of members, bits and widths", async () => {
    const structs = [
      struct("Inner", {
        size: 16,
        members: [member("x", { offset: 4, size: 4 }), member("flag", { offset: 8, bitOffset: 67, bitWidth: 2 })],
      }),
      struct("Outer", { size: 24, members: [member("pad"), member("inner", { type: "Inner", offset: 8, size: 16 })] }),
    ];
    const facts = ["Gone.x | Outer.inner.x", "size(Outer.inner)", "bit(Outer.inner.flag)", "width(Inner.flag)"];
    expect(await shapes(versions({ "3.1.0": { structs } }), facts)).toEqual([["3.1.0-3.1.0", 1, 12, 16, 131, 2]]);
  });

  test("has no row over unexamined versions: prereleases of a next series, and missing ones", async () => {
    const released = versions({ "3.1.0": old, "3.1.1": old, "3.2.0": old });
    expect(await shapes(released, ["PyBox.frame"])).toEqual([
      ["3.1.0-3.1.1", 2, 4],
      ["3.2.0-3.2.0", 1, 4],
    ]);
    expect(await shapes(released, ["PyBox.frame"], true)).toEqual([["3.1.0-3.2.0", 3, 4]]);
    const line = lineOf(released, undefined, ["v3.1.1rc1"]);
    (line.stops[1] as { afterMissing: boolean }).afterMissing = true;
    const { complete, missing, rows } = await offsetsOf([parseFact("PyBox.frame")], [line], true);
    expect({ complete, missing, from: rows.map(({ from }) => from.version) }).toEqual({
      complete: false,
      missing: ["v3.1.1rc1"],
      from: ["3.1.0", "3.1.1"],
    });
  });

  test("marks what was not understood, if it matters to the fact", async () => {
    const unclear = { code: "unknown-type", header: "Include/object.h", line: 7, message: "what" };
    const unknown = struct("PyOdd", { size: null, align: null, line: 7, header: "Include/object.h" });
    const reported = await table(
      versions({
        "3.1.0": { ...old, structs: [...old.structs, unknown], complete: false, diagnostics: [unclear] },
        "3.1.1": old,
      }),
      ["PyBox.frame", "size(PyOdd)", "GONE"],
    );
    expect(reported.complete).toBe(false);
    expect(reported.rows.map(({ doubts }) => doubts)).toEqual([["size(PyOdd)", "GONE"], []]);
  });

  test("tells which other version has a fact that none asked for has", async () => {
    const line = lineOf(versions({ "3.1.0": {}, "3.1.1": { ...old, symbols: [macro("ODD")] }, "3.1.2": {} }));
    const asked = { ...line, stops: line.stops.filter(({ ref }) => ref !== "v3.1.1") };
    const facts = ["PyBox.frame", "size(PyBox)", "ODD"].map((fact) => parseFact(fact));
    expect((await offsetsOf(facts, [asked], false)).unmet.map(({ reason, near }) => [reason, near])).toEqual([
      ["no version asked for has a struct or union PyBox, but 3.1.1 has", []],
      ["no version asked for has a struct or union PyBox, but 3.1.1 has", []],
      ["no version asked for has a symbol ODD, but 3.1.1 has", []],
    ]);
  });

  test("tells facts that no version has, why, and what is near", async () => {
    const released = versions({
      "3.1.0": { ...old, symbols: [macro("BIG", { value: null }), typedef("PyBox"), typedef("digit")] },
    });
    const facts = ["PyBox.fram", "size(PyBix)", "BIG", "PyBox", "size(digit)", "bit(PyBox.frame)", "PyBox.first"];
    expect((await table(released, facts)).unmet).toEqual([
      { name: "PyBox.fram", reason: "no version has a member PyBox.fram", near: ["PyBox.frame"] },
      { name: "size(PyBix)", reason: "no version has a struct or union PyBix", near: ["size(PyBox)"] },
      { name: "BIG", reason: "BIG is a macro without an integer value", near: [] },
      { name: "PyBox", reason: "PyBox is a struct or union", near: ["size(PyBox)"] },
      { name: "size(digit)", reason: "digit is a typedef, not a struct or union", near: [] },
      { name: "bit(PyBox.frame)", reason: "PyBox.frame is not a bit-field", near: [] },
    ]);
    const pointing = versions({
      "3.1.0": {
        structs: [box("frame", 4, 8), struct("PyTop", { members: [member("box", { type: "struct PyBox *" })] })],
      },
    });
    expect((await table(pointing, ["size(PyTop.box.frame)"])).unmet).toMatchObject([
      { reason: "PyTop.box is a pointer to PyBox", near: ["size(PyBox.frame)"] },
    ]);
    const [fact] = (await table(released, ["PyBox.fram | frane"])).unmet;
    expect(fact?.reason).toBe("no version has a member PyBox.fram; no version has a member PyBox.frane");
  });

  test("has no value for an enumerator that was not understood", async () => {
    const unclear = { symbols: [enumerator("E_ODD", { value: "", header: "Include/a.h", line: 3 })], complete: false };
    const diagnostics = [{ code: "unknown-value", header: "Include/a.h", line: 3, message: "" }];
    const found = await table(versions({ "3.1.0": { ...unclear, diagnostics } }), ["E_ODD"]);
    expect(found.rows).toMatchObject([{ values: { E_ODD: null }, doubts: ["E_ODD"] }]);
    expect(found.unmet).toEqual([]);
  });
});
