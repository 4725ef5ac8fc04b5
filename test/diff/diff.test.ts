import { describe, expect, test } from "vitest";
import { type DiffFilter, diffManifests } from "../../src/diff/diff.ts";
import type { Manifest, ManifestStruct, ManifestSymbol } from "../../src/manifest/model.ts";
import { cpuTime } from "../cpu-time.ts";
import { enumeration, enumerator, func, macro, manifest, member, struct, typedef, variable } from "./manifests.ts";

const empty = manifest();

/** `rule kind name` of each change, in order. */
function reported(from: Manifest, to: Manifest, filter?: DiffFilter): string[] {
  return diffManifests(from, to, filter).changes.map(({ rule, subject }) => `${rule} ${subject.kind} ${subject.name}`);
}

describe("diffManifests", () => {
  const from = manifest({
    ref: "v3.11.2",
    symbols: [
      func("PyFoo_Gone"),
      func("PyFoo_Moved", { header: "Include/foo.h" }),
      func("_PyFoo_Away", { header: "Include/foo.h" }),
      macro("_PyInternal_Gone", { header: "Include/internal/pycore_foo.h" }),
      func("PyFoo_Stays"),
    ],
  });
  const to = manifest({
    ref: "v3.13.5",
    symbols: [
      func("PyFoo_New"),
      func("PyUnstable_Foo", { header: "Include/cpython/foo.h" }),
      func("PyFoo_Moved", { header: "Include/cpython/foo.h" }),
      func("_PyFoo_Away", { header: "Include/internal/pycore_foo.h" }),
      func("PyFoo_Stays", { line: 77 }),
    ],
  });

  test("lists the public surface first, then by impact, rule and name", () => {
    expect(reported(from, to)).toEqual([
      "symbol-removed function PyFoo_Gone",
      "symbol-moved function _PyFoo_Away",
      "symbol-added function PyFoo_New",
      "symbol-moved function PyFoo_Moved",
      "unstable-added function PyUnstable_Foo",
      "symbol-removed macro _PyInternal_Gone",
    ]);
  });

  test("summarizes its changes", () => {
    expect(diffManifests(from, to).summary).toEqual({
      changes: 6,
      byRule: { "symbol-added": 1, "symbol-moved": 2, "symbol-removed": 2, "unstable-added": 1 },
      source: { breaking: 3, risky: 0, compatible: 3 },
      binary: { breaking: 1, risky: 0, compatible: 5 },
    });
    expect(diffManifests(from, to, { rule: ["symbol-moved"] }).summary.changes).toBe(2);
  });

  test("names its sides, and is complete only if both manifests are", () => {
    const { target } = from;
    const diff = diffManifests(from, { ...to, complete: false });
    expect(diff.from).toEqual({ ref: "v3.11.2", commit: from.commit, version: "3.13.0", target });
    expect(diff.to.ref).toBe("v3.13.5");
    expect(diff.complete).toBe(false);
    expect(diffManifests({ ...from, complete: false }, to).complete).toBe(false);
    expect(diffManifests(from, to).complete).toBe(true);
  });

  test("gives a change its sides, evidence and a sentence that names both locations", () => {
    const [, , , moved] = diffManifests(from, to).changes;
    expect(moved).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      rule: "symbol-moved",
      topic: "plumbing",
      subject: { kind: "function", name: "PyFoo_Moved" },
      member: null,
      source: "compatible",
      binary: "compatible",
      from: expect.objectContaining({ header: "Include/foo.h", line: 1, tier: "public", surface: "public" }),
      to: expect.objectContaining({ header: "Include/cpython/foo.h", line: 1, tier: "public", surface: "public" }),
      evidence: [
        {
          kind: "declaration",
          side: "from",
          header: "Include/foo.h",
          line: 1,
          text: "PyAPI_FUNC(int) PyFoo_Moved(void);",
        },
        {
          kind: "declaration",
          side: "to",
          header: "Include/cpython/foo.h",
          line: 1,
          text: "PyAPI_FUNC(int) PyFoo_Moved(void);",
        },
      ],
      message: "The function PyFoo_Moved moved from Include/foo.h to Include/cpython/foo.h.",
      hint: null,
    });
  });

  test("derives the id of a change from its subject, not its location", () => {
    const id = (header: string) =>
      diffManifests(empty, manifest({ symbols: [func("PyFoo", { header })] })).changes[0]?.id;
    expect(id("Include/a.h")).toBe(id("Include/b.h"));
    // Published ids: whoever suppresses a change by its id relies on them.
    expect(id("Include/a.h")).toMatchInlineSnapshot(`"36d363a96c8b"`);
  });

  test("refuses manifests of two schemas", () => {
    expect(() => diffManifests(from, { ...to, schemaVersion: 99 })).toThrow(
      /v3\.13\.5 have schema versions \d+ and 99/,
    );
  });

  test("refuses a manifest with a name twice", () => {
    expect(() => diffManifests(empty, manifest({ symbols: [func("PyFoo"), func("PyFoo")] }))).toThrow(/PyFoo twice/);
  });
});

describe("a filter", () => {
  const from = manifest({
    symbols: [
      func("PyList_Gone"),
      macro("PyList_MACRO"),
      typedef("PySendResult"),
      enumerator("PYGEN_RETURN", { enum: "PySendResult" }),
      func("PyDict_Moved", { tier: "limited", limitedApi: { since: "3.2" } }),
    ],
    enums: [enumeration("PySendResult", ["PYGEN_RETURN"])],
  });
  const to = manifest({
    symbols: [
      func("PyDict_Moved", { header: "Include/cpython/dictobject.h" }),
      func("_PyNew", { header: "Include/internal/pycore_foo.h" }),
    ],
  });

  test.each<[DiffFilter, string[]]>([
    [{ rule: ["symbol-added"] }, ["_PyNew"]],
    [{ rule: ["symbol-added", "symbol-moved"] }, ["PyDict_Moved", "_PyNew"]],
    [{ rule: [] }, ["PyList_Gone", "PyList_MACRO", "PySendResult", "PyDict_Moved", "PyDict_Moved", "_PyNew"]],
    [{ tier: "limited" }, ["PyDict_Moved", "PyDict_Moved"]],
    [{ tier: "internal" }, ["_PyNew"]],
    [{ surface: "internal" }, ["_PyNew"]],
    [{ symbol: "PyList_Gone" }, ["PyList_Gone"]],
    [{ symbol: "PyList_*" }, ["PyList_Gone", "PyList_MACRO"]],
    [{ symbol: "Py?ist_[GM]*e" }, ["PyList_Gone"]],
    [{ symbol: "pylist_*" }, []],
    [{ symbol: "!PyList_*" }, []],
    [{ symbol: "PYGEN_RETURN" }, ["PySendResult"]],
    [{ source: "risky" }, ["PyDict_Moved"]],
    [{ binary: "breaking" }, ["PyList_Gone"]],
    [{ source: "breaking", binary: "compatible" }, ["PyList_MACRO", "PySendResult"]],
  ])("%o", (filter, names) => {
    expect(diffManifests(from, to, filter).changes.map((change) => change.subject.name)).toEqual(names);
  });

  test("must request optional changes, which hide nothing", () => {
    const [one, two] = ["1", "2"].map((bodyHash) =>
      manifest({
        symbols: [func("PyFoo", { kind: "inline-function", bodyHash, deprecated: bodyHash === "1" ? null : "3.13" })],
      }),
    );
    if (!one || !two) throw new Error("there are two");
    expect(reported(one, two)).toEqual(["deprecated inline-function PyFoo"]);
    expect(reported(one, two, { rule: ["inline-body-changed"] })).toEqual([
      "inline-body-changed inline-function PyFoo",
    ]);
    expect(reported(one, two, { rule: ["inline-body-changed", "deprecated"] })).toHaveLength(2);
  });

  test("never disguises an event as another", () => {
    const unstable = manifest({ symbols: [func("PyUnstable_Foo")] });
    expect(reported(empty, unstable)).toEqual(["unstable-added function PyUnstable_Foo"]);
    expect(reported(empty, unstable, { rule: ["symbol-added"] })).toEqual([]);
  });

  test("lists the known rules if it names another", () => {
    expect(() => diffManifests(from, to, { rule: ["symbol-add"] })).toThrow(/Unknown rule "symbol-add".*symbol-added/);
  });

  test("accepts any glob of 200 characters, and matches it fast", () => {
    const long = manifest({ symbols: Array.from({ length: 500 }, (_, i) => func("a".repeat(190) + i)) });
    const match = () => expect(reported(empty, long, { symbol: `${"*a".repeat(98)}*b` })).toEqual([]);
    expect(cpuTime(match)).toBeLessThan(5000);
    expect(() => diffManifests(from, to, { symbol: "a".repeat(201) })).toThrow(/201 characters; the limit is 200/);
  });
});

describe("one event is one change", () => {
  test("a typedef is added and removed with its struct", () => {
    const some = manifest({
      symbols: [typedef("PyFoo", { type: "struct _foo" })],
      structs: [struct("PyFoo", { tag: "_foo" })],
    });
    expect(reported(empty, some)).toEqual(["struct-added struct PyFoo"]);
    expect(reported(some, empty)).toEqual(["struct-removed struct PyFoo"]);
  });

  test("a second typedef of a struct that stays is a new symbol", () => {
    const one = manifest({ symbols: [typedef("PyFoo")], structs: [struct("PyFoo")] });
    const two = manifest({
      symbols: [typedef("PyFoo"), typedef("PyFooObject")],
      structs: [struct("PyFoo", { typedefs: ["PyFoo", "PyFooObject"] })],
    });
    expect(reported(one, two)).toEqual(["symbol-added typedef PyFooObject"]);
    expect(reported(two, one)).toEqual(["symbol-removed typedef PyFooObject"]);
  });

  test("a struct that gets a typedef is the same struct", () => {
    const tag = manifest({ structs: [struct("_foo", { tag: "_foo", typedefs: [] })] });
    const named = manifest({ symbols: [typedef("PyFoo")], structs: [struct("PyFoo", { tag: "_foo" })] });
    expect(reported(tag, named)).toEqual(["struct-renamed struct _foo"]);
    expect(reported(named, tag)).toEqual(["struct-renamed struct PyFoo"]);
  });

  test("a struct whose tag changes under its typedef is the same struct", () => {
    const was = manifest({ symbols: [typedef("PyFoo")], structs: [struct("PyFoo", { tag: "_foo" })] });
    const is = manifest({ symbols: [typedef("PyFoo")], structs: [struct("PyFoo", { tag: "_foo_object" })] });
    expect(reported(was, is)).toEqual(["struct-renamed struct PyFoo"]);
  });

  test("a typedef that becomes a struct is not a new name but another type", () => {
    const number = manifest({ symbols: [typedef("_Py_CODEUNIT")] });
    const union = manifest({
      symbols: [typedef("_Py_CODEUNIT", { type: "union (unnamed)" })],
      structs: [struct("_Py_CODEUNIT", { kind: "union" })],
    });
    expect(reported(number, union)).toEqual(["typedef-changed typedef _Py_CODEUNIT"]);
    expect(reported(union, number)).toEqual(["typedef-changed typedef _Py_CODEUNIT"]);
  });

  describe.each([
    ["a typedef", [typedef("PySendResult")], null],
    ["only a tag", [], "PySendResult"],
  ])("the enumerators of an enum with %s come, go and move with it", (_, typedefs, tag) => {
    const at = (header: string) => {
      const enumerators = ["PYGEN_RETURN", "PYGEN_ERROR"];
      return manifest({
        symbols: [
          ...typedefs.map((symbol) => ({ ...symbol, header })),
          ...enumerators.map((name) => enumerator(name, { enum: "PySendResult", header })),
        ],
        enums: [enumeration("PySendResult", enumerators, { header, tag })],
      });
    };
    test.each([
      ["symbol-added", empty, at("Include/a.h")],
      ["symbol-removed", at("Include/a.h"), empty],
      ["symbol-moved", at("Include/a.h"), at("Include/b.h")],
    ])("%s", (rule, from, to) => {
      expect(reported(from, to)).toEqual([`${rule} enum PySendResult`]);
    });
  });

  test("an enumerator of an enum without a name joins one only if its header had such an enum", () => {
    const one = manifest({ symbols: [enumerator("OLD"), enumerator("OTHER")] });
    const two = manifest({ symbols: [enumerator("OLD"), enumerator("NEW", { header: "Include/foo.h" })] });
    expect(reported(one, two)).toEqual(["enumerator-removed enumerator OTHER", "symbol-added enumerator NEW"]);
    expect(reported(two, one)).toEqual(["symbol-removed enumerator NEW", "enumerator-added enumerator OTHER"]);
  });

  test("an enumerator that joins an enum, leaves its header or has no named enum is a separate change", () => {
    const enums = [enumeration("PyE", [], { header: "Include/e.h" })];
    const inEnum = (name: string, header: string) => enumerator(name, { enum: "PyE", header });
    const one = manifest({ symbols: [inEnum("PyE_A", "Include/e.h"), enumerator("ALONE")], enums });
    const two = manifest({
      symbols: [
        inEnum("PyE_A", "Include/values.h"),
        inEnum("PyE_B", "Include/e.h"),
        enumerator("ALONE", { header: "Include/alone.h" }),
      ],
      enums,
      headers: one.headers,
    });
    expect(reported(one, two)).toEqual([
      "enumerator-added enumerator PyE_B",
      "symbol-moved enumerator ALONE",
      "symbol-moved enumerator PyE_A",
    ]);
  });

  test("an enum that gets a typedef is the same enum", () => {
    const tag = manifest({ enums: [enumeration("_e", [], { tag: "_e" })] });
    const named = manifest({ symbols: [typedef("PyE")], enums: [enumeration("PyE", [], { tag: "_e" })] });
    expect(reported(tag, named)).toEqual(["symbol-added typedef PyE"]);
    expect(reported(named, tag)).toEqual(["symbol-removed typedef PyE"]);
  });

  test("an unstable struct with its typedef is one unstable-added", () => {
    const to = manifest({ symbols: [typedef("PyUnstable_Foo")], structs: [struct("PyUnstable_Foo")] });
    expect(reported(empty, to)).toEqual(["unstable-added struct PyUnstable_Foo"]);
  });

  test("a PyUnstable_ name that requires Py_BUILD_CORE is not unstable API", () => {
    const to = manifest({ symbols: [func("PyUnstable_Foo", { header: "Include/internal/pycore_foo.h" })] });
    expect(reported(empty, to)).toEqual(["symbol-added function PyUnstable_Foo"]);
  });

  test("a struct that became opaque is not also moved, nor is its typedef", () => {
    const from = manifest({
      symbols: [typedef("PyFoo", { header: "Include/foo.h" })],
      structs: [struct("PyFoo", { tag: "_foo", header: "Include/foo.h" })],
    });
    const to = manifest({
      symbols: [typedef("PyFoo", { header: "Include/pytypedefs.h" })],
      structs: [struct("PyFoo", { tag: "_foo", header: "Include/pytypedefs.h", opaque: true })],
    });
    expect(reported(from, to)).toEqual(["struct-opaque struct PyFoo"]);
  });
});

describe("the impact of a removal", () => {
  test.each([
    ["an exported function", func("PyFoo"), "breaking", "breaking"],
    ["an exported variable", variable("PyFoo"), "breaking", "breaking"],
    ["a function of the stable ABI", func("PyFoo", { stableAbi: { added: "3.2" } }), "breaking", "risky"],
    ["a function that no module could link", func("_PyFoo", { exported: false }), "breaking", "compatible"],
    ["an inline function", func("PyFoo", { kind: "inline-function" }), "breaking", "compatible"],
    ["a macro", macro("PyFoo"), "breaking", "compatible"],
  ])("of %s", (_, symbol, source, binary) => {
    expect(diffManifests(manifest({ symbols: [symbol] }), empty).changes).toMatchObject([{ source, binary, to: null }]);
  });

  test.each([
    ["complete", false, "risky"],
    ["opaque", true, "compatible"],
  ])("of a struct that was %s", (_, opaque, binary) => {
    const from = manifest({ structs: [struct("PyFoo", { opaque })] });
    expect(diffManifests(from, empty).changes).toMatchObject([{ source: "breaking", binary }]);
  });
});

describe("unexported names", () => {
  const header = "Include/internal/pycore_foo.h";
  const within = func("_PyFoo_Within", { header, exported: false });

  test("is removed without effect outside CPython, which is reported", () => {
    const from = manifest({ symbols: [within, func("_PyFoo_Core", { header }), macro("_PyFoo_MAX", { header })] });
    const gone = diffManifests(from, empty).changes;
    expect(gone.map(({ subject, source }) => [subject.name, source])).toEqual([
      ["_PyFoo_Core", "breaking"],
      ["_PyFoo_MAX", "breaking"],
      ["_PyFoo_Within", "compatible"],
    ]);
    expect(gone[2]).toMatchObject({
      topic: "plumbing",
      binary: "compatible",
      message:
        "The function _PyFoo_Within is gone from Include/internal/pycore_foo.h; no header exports it, so nothing outside of CPython uses it.",
    });
  });

  test("may change its signature, unless it is exported now", () => {
    const from = manifest({ symbols: [within] });
    const changed = (exported: boolean) =>
      diffManifests(from, manifest({ symbols: [func("_PyFoo_Within", { header, exported, returns: "char *" })] }))
        .changes;
    expect(changed(false)).toMatchObject([{ rule: "signature-changed", source: "compatible", topic: "plumbing" }]);
    expect(changed(true).find(({ rule }) => rule === "signature-changed")?.source).toBe("breaking");
  });

  test("may get a public name: nobody could use the former one", () => {
    const to = manifest({ symbols: [func("PyUnstable_Foo_Within", { tier: "unstable" })] });
    expect(diffManifests(manifest({ symbols: [within] }), to, { rule: ["symbol-renamed"] }).changes).toMatchObject([
      { newName: "PyUnstable_Foo_Within", source: "compatible", binary: "compatible", topic: "api" },
    ]);
  });
});

describe("a struct of internal headers", () => {
  const header = "Include/internal/pycore_foo.h";
  const table = (exported: boolean) => variable("_Py_Table", { header, exported, type: "const struct foo[4]" });
  const foo = (parts: Partial<ManifestStruct> = {}) => struct("foo", { header, tag: "foo", typedefs: [], ...parts });
  const longer = { size: 8, members: [member("first"), member("count", { offset: 4 })] };
  const shifted = (symbols: ManifestSymbol[], others: ManifestStruct[] = []) =>
    diffManifests(
      manifest({ symbols, structs: [foo(), ...others] }),
      manifest({ symbols, structs: [foo(longer), ...others] }),
    ).changes.find(({ member }) => member === "first");

  test("changes for nobody outside of CPython, if only what is not exported uses it", () => {
    expect(shifted([table(false)])).toMatchObject({
      source: "compatible",
      binary: "compatible",
      topic: "plumbing",
      message: expect.stringContaining("; no header exports what uses it, so nothing outside of CPython uses it."),
    });
  });

  test.each([
    ["an exported variable has it", [table(true)], []],
    [
      "an inline function takes it",
      [
        table(false),
        func("_Py_Of", { header, kind: "inline-function", params: [{ type: "struct foo *", name: null }] }),
      ],
      [],
    ],
    ["a macro names it", [table(false), macro("_Py_FIRST", { header, body: "((struct foo *)_Py_Table)->count" })], []],
    [
      "another struct has it",
      [table(false)],
      [struct("bar", { header, members: [member("foo", { type: "struct foo *" })] })],
    ],
    ["headers only define it", [], []],
  ])("breaks modules if %s", (_, symbols, others) => {
    expect(shifted(symbols, others)).toMatchObject({ binary: "breaking" });
  });
});

describe("the width of integers that are passed", () => {
  const takes = (type: string) => manifest({ symbols: [func("PyFoo", { params: [{ type, name: "n" }] })] });
  test.each([
    ["size_t", "ssize_t", "compatible", "both of 8 bytes"],
    ["size_t", "int64_t", "compatible", "both of 8 bytes"],
    ["int", "int64_t", "breaking", "8 bytes, not 4"],
  ])("%s → %s", (before, after, binary, width) => {
    const [change] = diffManifests(takes(before), takes(after)).changes;
    expect(change).toMatchObject({ rule: "signature-changed", binary });
    expect(change?.message).toContain(`parameter n is ${after}, not ${before} (${width})`);
  });
});

test("parameters in another order are told as that, not one by one", () => {
  const foo = (...params: [string, string][]) =>
    manifest({ symbols: [func("PyFoo", { params: params.map(([type, name]) => ({ type, name })) })] });
  const said = (from: Manifest, to: Manifest) => diffManifests(from, to).changes.map(({ message }) => message);
  const before = foo(["char *", "name"], ["int", "size"], ["long", "flags"]);
  expect(said(before, foo(["char *", "name"], ["long", "flags"], ["int", "size"]))).toEqual([
    "The function PyFoo changed: its parameters are in another order: name, flags, size.",
  ]);
  const [other = ""] = said(before, foo(["char *", "name"], ["long", "other"], ["int", "size"]));
  expect(other).toContain("parameter other is long, not int");
});
