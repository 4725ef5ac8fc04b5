import { describe, expect, test } from "vitest";
import { ChangeIndex } from "../../src/check/touched.ts";
import type { UseList } from "../../src/check/use.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import {
  enumeration,
  enumerator,
  func,
  headersOf,
  macro,
  manifest,
  member,
  struct,
  typedef,
} from "../diff/manifests.ts";

/** The uses that each change affects, by rule and subject. */
function touched(from: Partial<Manifest>, to: Partial<Manifest>, uses: UseList): Record<string, UseList> {
  const { changes } = diffManifests(manifest(from), manifest(to));
  const found = new ChangeIndex(changes).touching(uses);
  return Object.fromEntries(
    found.map(({ change: { rule, subject, member }, uses }) => [
      `${rule} ${subject.name}${member === null ? "" : `.${member}`}`,
      uses,
    ]),
  );
}

const four = (name: string, turn: number) => member(name, { offset: 4 * turn });
const fields = (...names: string[]) => ({ size: 4 * names.length, members: names.map(four) });
const uses = (name: string, ...members: string[]) => ({
  members: members.map((member) => ({ struct: name, member })),
});

describe("a symbol", () => {
  test("is touched by changes of it, and by no others", () => {
    const from = { symbols: [func("PyFoo_Get"), func("PyBar_Get")] };
    expect(touched(from, { symbols: [] }, { symbols: ["PyFoo_Get", "PyBaz_Get"] })).toEqual({
      "symbol-removed PyFoo_Get": { symbols: ["PyFoo_Get"] },
    });
  });

  test("is touched by its renaming, under its old name, and under its new one as an addition", () => {
    const from = { symbols: [func("_PyFoo_Get")] };
    const to = {
      symbols: [
        func("PyUnstable_Foo_Get"),
        macro("_PyFoo_Get", { body: "PyUnstable_Foo_Get", value: null, standsFor: "PyUnstable_Foo_Get" }),
      ],
    };
    expect(touched(from, to, { symbols: ["_PyFoo_Get", "PyUnstable_Foo_Get"] })).toEqual({
      "symbol-renamed _PyFoo_Get": { symbols: ["_PyFoo_Get"] },
      "unstable-added PyUnstable_Foo_Get": { symbols: ["PyUnstable_Foo_Get"] },
    });
  });

  test("is touched with the type that it names, by typedef and by tag", () => {
    const from = {
      symbols: [typedef("PyFoo", { type: "struct _foo" })],
      structs: [struct("PyFoo", { tag: "_foo" })],
    };
    expect(touched(from, {}, { symbols: ["PyFoo", "_foo"] })).toEqual({
      "struct-removed PyFoo": { symbols: ["PyFoo", "_foo"] },
    });
  });

  test("is touched with its enum, if its own value changes", () => {
    const values = (...names: string[]) => ({
      enums: [enumeration("PyMode", names)],
      symbols: names.map((name, value) => enumerator(name, { enum: "PyMode", value: String(value) })),
    });
    const asked = { symbols: ["PyMode_A", "PyMode_B", "PyMode_C"] };
    const reordered = touched(
      values("PyMode_A", "PyMode_B", "PyMode_C"),
      values("PyMode_A", "PyMode_C", "PyMode_B"),
      asked,
    );
    expect(reordered).toEqual({ "enum-value-changed PyMode": { symbols: ["PyMode_B", "PyMode_C"] } });
    expect(touched(values("PyMode_A"), {}, asked)).toMatchObject({
      "symbol-removed PyMode": { symbols: ["PyMode_A"] },
    });
  });

  test("that names a struct is touched by an added member if the size changes: it may be embedded", () => {
    const before = { structs: [struct("PyFoo", fields("a", "b"))] };
    const grown = { structs: [struct("PyFoo", fields("a", "b", "c"))] };
    const renamed = { structs: [struct("PyFoo", fields("a", "other"))] };
    expect(touched(before, grown, { symbols: ["PyFoo"] })).toEqual({ "member-added PyFoo.c": { symbols: ["PyFoo"] } });
    expect(touched(before, renamed, { symbols: ["PyFoo"] })).toEqual({});
  });
});

describe("a member", () => {
  const before = { structs: [struct("PyFoo", { tag: "_foo", ...fields("a", "b", "c") })] };

  test("is touched by changes of it and by changes that shift it", () => {
    const after = { structs: [struct("PyFoo", { tag: "_foo", ...fields("a", "new", "b", "c") })] };
    expect(touched(before, after, uses("PyFoo", "a"))).toEqual({});
    expect(touched(before, after, uses("PyFoo", "c"))).toEqual({ "member-added PyFoo.new": uses("PyFoo", "c") });
    const without = { structs: [struct("PyFoo", { tag: "_foo", ...fields("a", "b") })] };
    expect(touched(before, without, uses("PyFoo", "b", "c"))).toEqual({
      "member-removed PyFoo.c": uses("PyFoo", "c"),
    });
  });

  test.each([
    ["struct-opaque", { structs: [struct("PyFoo", { tag: "_foo", opaque: true, size: null, members: null })] }],
    ["struct-removed", {}],
  ])("is touched with all others by %s, under each name of its struct", (rule, after) => {
    expect(touched(before, after, uses("PyFoo", "a", "b"))).toEqual({ [`${rule} PyFoo`]: uses("PyFoo", "a", "b") });
    expect(touched(before, after, uses("_foo", "a"))).toEqual({ [`${rule} PyFoo`]: uses("_foo", "a") });
  });

  test("is touched by another order of its struct if that moves it", () => {
    const after = { structs: [struct("PyFoo", { tag: "_foo", ...fields("b", "a", "c") })] };
    const [first, second] = ["a", "b"].map((name) => touched(before, after, uses("PyFoo", name)));
    expect([first, second]).toEqual([
      { "member-reordered PyFoo": uses("PyFoo", "a") },
      { "member-reordered PyFoo": uses("PyFoo", "b") },
    ]);
    expect(touched(before, after, uses("PyFoo", "c"))).toEqual({});
  });

  test("is touched by changes of a member inside it, and of the one that contains it", () => {
    const nested = (name: string) => ({
      structs: [struct("PyFoo", { members: [member("state", { type: "struct (unnamed)", members: [member(name)] })] })],
    });
    expect(touched(nested("ready"), nested("lock"), uses("PyFoo", "state", "state.ready", "stat"))).toMatchObject({
      "member-removed PyFoo.state.ready": uses("PyFoo", "state", "state.ready"),
    });
  });
});

describe("a header", () => {
  const from = {
    headers: headersOf(["Include/longintrepr.h", "Include/internal/pycore_frame.h"], ["Include/longintrepr.h"]),
  };
  const to = { headers: headersOf([], []) };

  test.each([
    ["longintrepr.h", "Include/longintrepr.h"],
    ["Include/longintrepr.h", "Include/longintrepr.h"],
    ["internal/pycore_frame.h", "Include/internal/pycore_frame.h"],
    ["pycore_frame.h", "Include/internal/pycore_frame.h"],
  ])("%s is touched by what becomes of %s", (header, path) => {
    expect(touched(from, to, { headers: [header] })).toEqual({ [`header-removed ${path}`]: { headers: [header] } });
  });
});
