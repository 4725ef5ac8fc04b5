import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { ManifestStruct } from "../../src/manifest/model.ts";
import { func, manifest, member, struct, typedef } from "./manifests.ts";

const members = [member("ob_size"), member("flag", { offset: 4, bitOffset: 32, bitWidth: 2 })];
const complete: Partial<ManifestStruct> = { size: 8, members };

/** PyFoo was complete as `was`; now the public surface only names it, and the internal headers may complete it as `is`. */
function becomesOpaque(is: Partial<ManifestStruct>, was = complete) {
  return diffManifests(
    manifest({ structs: [struct("PyFoo", { ...was, header: "Include/foo.h" })] }),
    manifest({ structs: [struct("PyFoo", { header: "Include/pytypedefs.h", ...is, opaque: true })] }),
    { rule: ["struct-opaque"] },
  ).changes;
}

describe("struct-opaque", () => {
  test("names the headers that completed it, and those that do now", () => {
    expect(becomesOpaque({ members: null })).toMatchObject([
      { message: "The struct PyFoo is opaque: Include/pytypedefs.h only names it." },
    ]);
    expect(becomesOpaque({ ...complete, header: "Include/internal/pycore_foo.h", surface: "public" })).toMatchObject([
      {
        message: "The struct PyFoo is opaque: only Include/internal/pycore_foo.h completes it.",
      },
    ]);
  });

  test("always breaks the source", () => {
    expect(becomesOpaque(complete)).toMatchObject([{ source: "breaking" }]);
  });

  const inner = (offset: number) => ({ ...complete, members: [member("u", { members: [member("i", { offset })] })] });
  test.each([
    ["compatible", "every member stayed", complete, complete],
    [
      "compatible",
      "members joined within the size",
      { ...complete, members: [...members, member("x", { offset: 6 })] },
      complete,
    ],
    ["risky", "the size changed", { ...complete, size: 16 }, complete],
    ["risky", "no header completes it", { size: null, members: null }, complete],
    [
      "risky",
      "the layout is not known",
      { size: null, members: members.map((m) => ({ ...m, offset: null, size: null })) },
      complete,
    ],
    [
      "breaking",
      "a number has another size",
      { ...complete, members: [member("ob_size", { size: 8 }), ...members.slice(1)] },
      complete,
    ],
    ["breaking", "a member is gone", { ...complete, members: [member("ob_size")] }, complete],
    [
      "breaking",
      "a member moved",
      { ...complete, members: [member("flag"), member("ob_size", { offset: 4 })] },
      complete,
    ],
    [
      "breaking",
      "a bit-field moved",
      { ...complete, members: [member("ob_size"), member("flag", { offset: 4, bitOffset: 34, bitWidth: 2 })] },
      complete,
    ],
    ["breaking", "a member of a member moved", inner(4), inner(0)],
  ])("is binary %s where %s", (binary, _, is, was) => {
    expect(becomesOpaque(is, was)).toMatchObject([{ binary }]);
  });

  test("is silent on a struct that was opaque, and on one that stays complete", () => {
    expect(becomesOpaque({}, { opaque: true })).toEqual([]);
    const same = manifest({ structs: [struct("PyFoo")] });
    expect(diffManifests(same, same).changes).toEqual([]);
  });

  test("is at most risky, and not on the public surface, if only internal headers completed it", () => {
    const was: Partial<ManifestStruct> = { opaque: true, header: "Include/internal/pycore_foo.h", surface: "public" };
    expect(becomesOpaque({ members: null }, was)).toMatchObject([
      {
        source: "risky",
        binary: "risky",
        from: { surface: "internal", tier: "internal" },
        to: { surface: "internal" },
      },
    ]);
  });
});

describe("the accessors of a struct that became opaque", () => {
  /** Of a struct PyFooObject with the member f_code, in the presence of functions. */
  const accessors = (name: string, ...functions: [name: string, firstParameter: string, returns?: string][]) => {
    const members = [member(name), member("f_other"), member("f_third")];
    const structs = (opaque: boolean) => [
      struct("PyFooObject", { tag: "_foo", typedefs: ["PyFooObject"], members, opaque }),
      struct("PyObject", { tag: "_object", typedefs: ["PyObject"], members: null }),
    ];
    const symbols = ["PyFooObject", "PyObject"].map((name) => typedef(name));
    const taking = functions.map(([name, type, returns = "void"]) =>
      func(name, { params: [{ type, name: null }], returns }),
    );
    const { changes } = diffManifests(
      manifest({ symbols, structs: structs(false) }),
      manifest({ symbols: [...symbols, ...taking], structs: structs(true) }),
      { rule: ["struct-opaque"] },
    );
    return changes[0]?.accessors ?? [];
  };
  const foo = "PyFooObject *";

  test("take the struct and are named after the member, without the common prefix of members", () => {
    expect(accessors("f_code", ["PyFoo_GetCode", foo], ["PyFoo_SetCode", foo])).toEqual([
      { member: "f_code", get: "PyFoo_GetCode", set: "PyFoo_SetCode" },
    ]);
  });

  test("may take any object if they are named after the struct", () => {
    expect(accessors("f_code", ["PyFoo_GET_CODE", "PyObject *"])).toEqual([
      { member: "f_code", get: "PyFoo_GET_CODE", set: null },
    ]);
    expect(accessors("f_code", ["PyBar_GetCode", "PyObject *"], ["PyFoo_GetCode", "int"])).toEqual([]);
  });

  test("need no verb if they return what the member is", () => {
    const next = (returns: string) => accessors("f_next", ["PyFoo_Next", foo, returns]);
    expect(next("int")).toEqual([{ member: "f_next", get: "PyFoo_Next", set: null }]);
    expect(next("void")).toEqual([]);
    expect(accessors("f_next", ["PyFoo_NextOne", foo, "int"])).toEqual([]);
  });

  test("may spell out an abbreviated member, in one word", () => {
    expect(accessors("interp", ["PyFoo_GetInterpreter", foo])).toMatchObject([{ get: "PyFoo_GetInterpreter" }]);
    expect(accessors("f_code", ["PyFoo_GetCodeFlags", foo])).toEqual([]);
  });

  test("are the ones with the best promise", () => {
    expect(accessors("f_code", ["_PyFoo_GetCode", foo], ["PyUnstable_Foo_GetCode", foo])).toMatchObject([
      { get: "PyUnstable_Foo_GetCode" },
    ]);
  });
});

test("a new opaque struct is in the header that extensions include, not in the one that completes it", () => {
  const internal = { ...complete, header: "Include/internal/pycore_foo.h", surface: "public", opaque: true } as const;
  const [from, to] = [manifest(), manifest({ structs: [struct("PyFoo", internal)], symbols: [typedef("PyFoo")] })];
  const { header, line } = typedef("PyFoo");
  expect(diffManifests(from, to).changes).toMatchObject([{ rule: "struct-added", to: { header, line } }]);
  expect(diffManifests(to, from).changes).toMatchObject([{ rule: "struct-removed", from: { header, line } }]);
});
