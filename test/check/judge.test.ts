import { describe, expect, test } from "vitest";
import { Api } from "../../src/check/api.ts";
import { type JudgeOptions, judge } from "../../src/check/judge.ts";
import type { Fault, MemberUse, SymbolUse, Use } from "../../src/check/use.ts";
import { groupUses } from "../../src/check/use-groups.ts";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Manifest } from "../../src/manifest/model.ts";
import { elsewhere, func, headersOf, macro, manifest, member, struct, typedef } from "../diff/manifests.ts";

const symbol = (name: string, more: Partial<SymbolUse> = {}): SymbolUse => ({
  kind: "symbol",
  name,
  place: { file: "a.c", line: 3, column: 5 },
  ...more,
});
const memberUse = (struct: string, member: string, more: Partial<MemberUse> = {}): MemberUse => ({
  kind: "member",
  struct,
  member,
  place: null,
  confidence: "certain",
  ...more,
});
const header = (header: string): Use => ({ kind: "header", header, place: null });

/** Two versions with these entries; the second is the target. */
const versions = (from: Partial<Manifest>, to: Partial<Manifest>): [Manifest, Manifest] => [
  manifest({ ...from, commit: "1".repeat(40) }),
  manifest({ ...to, ref: "v3.14.0", version: "3.14.0", commit: "2".repeat(40) }),
];

function judged([from, to]: [Manifest, Manifest], source: Use[], more: Partial<JudgeOptions> = {}) {
  const diff = diffManifests(from, to);
  return judge({
    baseline: new Api(from),
    target: new Api(to),
    diff,
    uses: { source: groupUses(source), binary: [] },
    ...more,
  });
}

const imported = (versions: [Manifest, Manifest], names: string[], stableAbi: string[] = []) =>
  judged(versions, [], {
    uses: { source: [], binary: groupUses(names.map((name) => symbol(name, { place: { file: "a.so" } }))) },
    target: new Api(versions[1], stableAbi),
  });

describe("a name that sources use", () => {
  const gone = versions({ symbols: [func("PyFoo")] }, {});

  test("and the target has breaks nothing", () => {
    expect(judged(versions({}, { symbols: [func("PyFoo")] }), [symbol("PyFoo")])).toEqual([]);
  });

  test("and was removed is reported once with all locations, and with the change", () => {
    const second = { file: "b.c", line: 9, column: 1 };
    const [finding, ...more] = judged(gone, [symbol("PyFoo"), symbol("PyFoo", { place: second, arguments: 0 })]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      kind: "missing",
      impact: "breaking",
      by: "source",
      places: [{ file: "a.c", line: 3, column: 5 }, second],
      change: { rule: "symbol-removed" },
    });
  });

  test("and is in a macro's definition is reported with the locations that expand it", () => {
    const expansions = [{ file: "b.c", line: 7, column: 1 }];
    const [finding] = judged(gone, [symbol("PyFoo", { expansions })]);
    expect(finding).toMatchObject({ places: [{ file: "a.c" }], expansions });
  });

  test("and was renamed is reported with its new name", () => {
    const renamed = versions({ symbols: [func("_PyCode_GetExtra")] }, { symbols: [func("PyUnstable_Code_GetExtra")] });
    const [finding] = judged(renamed, [symbol("_PyCode_GetExtra")]);
    expect(finding).toMatchObject({ impact: "breaking", replacement: ["PyUnstable_Code_GetExtra"] });
  });

  test("and is in internal headers only breaks, except for code that includes these", () => {
    const moved = versions(
      { symbols: [func("_PyFoo")] },
      { symbols: [func("_PyFoo", { header: "Include/internal/pycore_foo.h" })] },
    );
    expect(judged(moved, [symbol("_PyFoo")])).toMatchObject([{ kind: "internal", impact: "breaking" }]);
    const [finding] = judged(moved, [symbol("_PyFoo"), header("internal/pycore_foo.h")]);
    expect(finding?.kind).not.toBe("internal");
    expect(judged(moved, [symbol("_PyFoo", { declared: true })])).toEqual([]);
  });

  test("and moved to a header that is included there breaks if it is no longer exported", () => {
    const moved = versions(
      { symbols: [func("_PyFoo")], structs: [struct("PyBar", { members: [member("x")] })] },
      {
        symbols: [func("_PyFoo", { header: "Include/internal/pycore_foo.h", surface: "internal", exported: false })],
        structs: [
          struct("PyBar", { header: "Include/internal/pycore_foo.h", surface: "internal", members: [member("x")] }),
        ],
      },
    );
    const declared = ["_PyFoo", "PyBar"].map((name) => symbol(name, { declared: true }));
    expect(judged(moved, declared)).toMatchObject([{ used: { name: "_PyFoo" }, kind: "changed", impact: "breaking" }]);
  });

  test("and rejected by a compiler breaks, except an #error of the extension's own that the baseline hits too", () => {
    const at = (kind: Fault["kind"]): Use => ({ ...header("Python.h"), fault: { kind, message: "not ready" } });
    const found = (use: Use, more = {}) =>
      judged(versions({}, {}), [use], more).map(({ kind, impact }) => [kind, impact]);
    expect(found(at("error-directive"))).toEqual([["error-directive", "breaking"]]);
    expect(found(at("refused"))).toEqual([]);
    expect(found(at("refused"), { isInBaseline: () => false })).toEqual([["refused", "breaking"]]);
  });

  test("and is missing in the baseline is reported as such if the target is the older version", () => {
    const [older, newer] = versions({}, { symbols: [func("PyNew")] });
    expect(judged([newer, older], [symbol("PyNew")])[0]?.message).toBe("v3.13.0 has no PyNew yet; v3.14.0 has it.");
  });

  test("and missing in both versions may be another library's", () => {
    expect(judged(versions({}, {}), [symbol("PyArray_DATA")])).toMatchObject([
      { kind: "unknown", impact: "risky", confidence: "likely", change: null },
    ]);
  });

  test("and present for other builds names these", () => {
    const threaded = { elsewhere: [elsewhere("PyMutexed", ["cpt"])] };
    expect(judged(versions(threaded, threaded), [symbol("PyMutexed")])[0]?.hint).toBe(
      "Only other targets have it: cpt.",
    );
  });

  test("and present on other platforms alone is most likely in code for these", () => {
    const windows = { elsewhere: [elsewhere("PyErr_SetFromWindowsErr", ["win_amd64"])] };
    expect(judged(versions(windows, windows), [symbol("PyErr_SetFromWindowsErr")])).toMatchObject([
      {
        impact: "risky",
        message: "PyErr_SetFromWindowsErr exists only on win_amd64.",
        hint: "For code built there, pass --platform win_amd64.",
      },
    ]);
    const lost = versions({ symbols: [func("PyErr_SetFromWindowsErr")] }, windows);
    expect(judged(lost, [symbol("PyErr_SetFromWindowsErr")])).toMatchObject([{ impact: "breaking" }]);
  });

  test("and that is deprecated is a notice", () => {
    const deprecated = versions({ symbols: [func("PyFoo")] }, { symbols: [func("PyFoo", { deprecated: "3.14" })] });
    expect(judged(deprecated, [symbol("PyFoo")])).toMatchObject([
      { kind: "deprecated", impact: "compatible", change: { rule: "deprecated" } },
    ]);
  });

  test("and is deprecated in both versions is reported with its replacement, as in a diff", () => {
    const both = { symbols: [func("_PyFoo_Do", { deprecated: "3.12", tier: "private" }), func("PyFoo_Do")] };
    expect(judged(versions(both, both), [symbol("_PyFoo_Do")])).toMatchObject([
      {
        kind: "deprecated",
        replacement: ["PyFoo_Do"],
        hint: expect.stringMatching(/^Use PyFoo_Do \(also in 3\.\d+\)\.$/),
      },
    ]);
  });

  test("and present in the target is not lost with another name, or from the limited API", () => {
    const limited = { limitedApi: { since: "3.2" }, tier: "limited" } as const;
    const lost = versions(
      {
        structs: [struct("Py_buffer", { tag: "bufferinfo" })],
        symbols: [typedef("Py_buffer"), func("PyFoo", limited)],
      },
      { structs: [struct("Py_buffer")], symbols: [typedef("Py_buffer"), func("PyFoo")] },
    );
    expect(diffManifests(...lost).summary.source).toMatchObject({ breaking: 0, risky: 3 });
    expect(judged(lost, [symbol("Py_buffer"), symbol("PyFoo")])).toEqual([]);
  });

  test("breaks assignments if it can no longer be assigned to", () => {
    const lost = versions(
      { symbols: [macro("Py_TYPE", { params: ["o"], value: null, assignable: true })] },
      { symbols: [func("Py_TYPE", { kind: "inline-function", params: [{ type: "PyObject *", name: "o" }] })] },
    );
    expect(judged(lost, [symbol("Py_TYPE", { arguments: 1 })])).toEqual([]);
    const fault = { kind: "not-lvalue", message: "it cannot be assigned to" } as const;
    expect(judged(lost, [symbol("Py_TYPE", { fault })])).toMatchObject([
      { kind: "not-lvalue", impact: "breaking", change: { rule: "lvalue-lost" } },
    ]);
    const setter = { symbols: [func("Py_SIZE"), func("Py_SET_SIZE")] };
    expect(judged(versions(setter, setter), [symbol("Py_SIZE", { fault })])).toMatchObject([
      { replacement: ["Py_SET_SIZE"] },
    ]);
  });
});

describe("a call", () => {
  const params = (count: number) => Array.from({ length: count }, () => ({ type: "int", name: null }));
  const grown = versions(
    { symbols: [func("PyFoo", { params: params(1) })] },
    { symbols: [func("PyFoo", { params: params(2) })] },
  );

  test("with a number of arguments that only the baseline accepts breaks", () => {
    expect(judged(grown, [symbol("PyFoo", { arguments: 1 })])).toMatchObject([
      {
        kind: "arguments",
        impact: "breaking",
        message: "PyFoo takes 2 arguments, and is called with 1.",
        change: { rule: "signature-changed" },
      },
    ]);
  });

  test("with a number that only the target accepts was written for it", () => {
    expect(judged(grown, [symbol("PyFoo", { arguments: 2 })])).toEqual([]);
  });

  test.each([
    ["a variadic function", func("PyFoo", { params: params(1), variadic: true }), [1, 2, 9], [0]],
    ["a macro", macro("PyFoo", { params: ["a", "b"] }), [2], [0, 1, 3]],
    ["a variadic macro, whose one argument may be empty", macro("PyFoo", { params: ["a", "..."] }), [0, 1, 9], []],
    ["a macro that only stands for a name", macro("PyFoo", { params: null, body: "PyBar" }), [0, 1, 7], []],
    [
      "the macro before a function",
      func("PyFoo", { params: params(2), macro: { params: ["a"], body: "PyFoo(a, 1)" } }),
      [1],
      [2, 3],
    ],
  ])("of %s", (_, entry, right, wrong) => {
    const same = versions({ symbols: [entry] }, { symbols: [entry] });
    for (const count of right) expect(judged(same, [symbol("PyFoo", { arguments: count })])).toEqual([]);
    for (const count of wrong) {
      expect(judged(same, [symbol("PyFoo", { arguments: count })])).toMatchObject([{ kind: "arguments" }]);
    }
  });
});

describe("a change since the baseline", () => {
  const changed = versions(
    { symbols: [func("PyFoo", { returns: "int" })] },
    { symbols: [func("PyFoo", { returns: "void" })] },
  );

  test("breaks a use that the baseline compiles too", () => {
    expect(judged(changed, [symbol("PyFoo")])).toMatchObject([
      { kind: "changed", change: { rule: "signature-changed" } },
    ]);
  });

  test("is known to the author of a use that only newer versions compile", () => {
    expect(judged(changed, [symbol("PyFoo")], { isInBaseline: () => false })).toEqual([]);
  });
});

describe("a member that sources use", () => {
  const frame = (parts: object) => struct("PyFrameObject", { tag: "_frame", ...parts });
  const had = {
    structs: [frame({ members: [member("f_back"), member("f_code", { offset: 4 })] })],
    symbols: [typedef("PyFrameObject")],
  };

  test("and that is gone breaks", () => {
    const lost = versions(had, { ...had, structs: [frame({ members: [member("f_back")] })] });
    expect(judged(lost, [memberUse("PyFrameObject", "f_code"), memberUse("PyFrameObject", "f_back")])).toMatchObject([
      { kind: "missing", impact: "breaking", used: { member: "f_code" }, message: "PyFrameObject.f_code is gone." },
    ]);
  });

  test("is found by the struct's tag too", () => {
    expect(judged(versions(had, had), [memberUse("_frame", "f_code")])).toEqual([]);
    expect(judged(versions(had, had), [memberUse("struct _frame", "f_gone")])).toMatchObject([{ kind: "missing" }]);
  });

  test("of a struct that became opaque is reported with the function for this member only", () => {
    const getter = (name: string) =>
      func(name, { returns: "int", params: [{ type: "PyFrameObject *", name: "frame" }] });
    const opaque = versions(had, {
      symbols: [...had.symbols, getter("PyFrame_GetBack"), getter("PyFrame_GetCode")],
      structs: [frame({ opaque: true, members: null, size: null, align: null })],
    });
    expect(judged(opaque, [memberUse("PyFrameObject", "f_code")])).toMatchObject([
      {
        kind: "opaque",
        replacement: ["PyFrame_GetCode"],
        hint: "Use PyFrame_GetCode (3.9; older: pythoncapi-compat).",
        change: { rule: "struct-opaque" },
      },
    ]);
  });

  test("whose struct is only likely is risky", () => {
    const lost = versions(had, { ...had, structs: [frame({ members: [] })] });
    expect(judged(lost, [memberUse("PyFrameObject", "f_code", { confidence: "likely" })])).toMatchObject([
      { impact: "risky", confidence: "likely" },
    ]);
  });

  test("is looked for inside of others, by value and in arrays", () => {
    const inner = struct("PyInner", { members: [member("state")] });
    const outer = struct("PyOuter", { members: [member("inner", { type: "PyInner[2]" })] });
    const nested = { structs: [inner, outer], symbols: [typedef("PyInner"), typedef("PyOuter")] };
    expect(judged(versions(nested, nested), [memberUse("PyOuter", "inner.state")])).toEqual([]);
    expect(judged(versions(nested, nested), [memberUse("PyOuter", "inner.gone")])).toMatchObject([{ kind: "missing" }]);
    const lost = versions(nested, {
      ...nested,
      structs: [{ ...inner, members: [member("other", { type: "char *" })] }, outer],
    });
    expect(judged(lost, [memberUse("PyOuter", "inner.state")])).toMatchObject([
      { kind: "missing", change: { subject: { name: "PyInner" }, member: "state" } },
    ]);
  });
});

test("a header is searched as an #include would find it", () => {
  const paths = ["Include/longintrepr.h", "Include/internal/pycore_foo.h"];
  const [from, to] = versions(
    { headers: headersOf(paths, []) },
    { headers: headersOf(["Include/cpython/longintrepr.h", ...paths.slice(1)], []) },
  );
  const uses = [
    "Python.h",
    "pyconfig.h",
    "cpython/longintrepr.h",
    "internal/pycore_foo.h",
    "pycore_foo.h",
    "longintrepr.h",
  ];
  expect(judged([from, to], uses.map(header)).map(({ used, kind }) => [used, kind])).toEqual([
    [{ kind: "header", header: "longintrepr.h" }, "missing"],
  ]);
});

describe("an import of a built module", () => {
  test("that the target exports on any surface breaks nothing", () => {
    const internal = func("_PyFoo", { header: "Include/internal/pycore_foo.h" });
    expect(imported(versions({ symbols: [internal] }, { symbols: [internal] }), ["_PyFoo"])).toEqual([]);
  });

  test("that is removed, or no longer exported, breaks", () => {
    const inline = func("PyBar", { kind: "inline-function" });
    const lost = versions({ symbols: [func("PyBar"), func("PyFoo")] }, { symbols: [inline] });
    expect(imported(lost, ["PyBar", "PyFoo"])).toMatchObject([
      { kind: "not-exported", impact: "breaking", by: "binary", used: { name: "PyBar" }, places: [{ file: "a.so" }] },
      { kind: "missing", impact: "breaking", by: "binary", used: { name: "PyFoo" } },
    ]);
  });

  test("that only the stable ABI's list has is there", () => {
    expect(imported(versions({}, {}), ["_PyArg_ParseTuple_SizeT"], ["_PyArg_ParseTuple_SizeT"])).toEqual([]);
    expect(imported(versions({}, {}), ["_PyArg_ParseTuple_SizeT"])).toMatchObject([
      { kind: "unknown", impact: "risky" },
    ]);
  });

  test.each([
    [{}, "3.15", "missing", "breaking", "PyNew is new in 3.15: v3.14.0 does not load the module."],
    // Exports need no declaration.
    [{}, "3.8", "missing", "risky", "PyNew was there in 3.8."],
    // Its source may use the name for other versions alone.
    [{ rebuilt: true }, "3.15", "missing", "risky", "PyNew is new in 3.15."],
    // Another build of the version has it.
    [{}, "3.14", "unknown", "risky", "Neither v3.13.0 nor v3.14.0 has PyNew."],
  ] as const)("that neither version has, %j, and %s has, is %s", (more, series, kind, impact, message) => {
    const uses = { source: [], binary: groupUses([symbol("PyNew", { place: { file: "a.so" }, ...more })]) };
    const facts = { PyNew: { series: [series], limitedApi: null } };
    expect(judged(versions({}, {}), [], { uses, facts })).toMatchObject([{ kind, impact, message, by: "binary" }]);
  });

  test("that only the older version's list has may still be exported: without a list the target does not say", () => {
    const [from, to] = versions({}, {});
    const baseline = new Api(from, ["_PyArg_ParseTuple_SizeT"]);
    const binary = [symbol("_PyArg_ParseTuple_SizeT", { place: { file: "a.so" } })];
    expect(judged([from, to], [], { baseline, uses: { source: [], binary: groupUses(binary) } })).toMatchObject([
      { kind: "missing", impact: "risky" },
    ]);
  });

  test("whose parameters changed breaks without a linker error", () => {
    const changed = versions(
      { symbols: [func("PyFoo")] },
      { symbols: [func("PyFoo", { params: [{ type: "int", name: null }] })] },
    );
    expect(imported(changed, ["PyFoo"])).toMatchObject([{ kind: "changed", change: { rule: "signature-changed" } }]);
  });
});

test("findings are sorted by impact, then name, and an id outlives places", () => {
  const lost = versions(
    { symbols: [func("PyB"), func("PyA"), func("PyOld", { deprecated: "" })] },
    { symbols: [func("PyOld", { deprecated: "" })] },
  );
  const findings = judged(lost, [symbol("PyOld"), symbol("PyB"), symbol("PyArray"), symbol("PyA")]);
  expect(findings.map(({ used }) => "name" in used && used.name)).toEqual(["PyA", "PyB", "PyArray", "PyOld"]);
  expect(judged(lost, [symbol("PyA", { place: null })])[0]?.id).toBe(findings[0]?.id);
});

describe("declarations of the headers included at a use", () => {
  const both = versions({ symbols: [func("PyFoo")] }, { symbols: [func("PyFoo")] });

  test("decides: a name that they leave out is missing, though another header has it", () => {
    expect(judged(both, [symbol("PyFoo", { declared: false })])).toMatchObject([
      { kind: "missing", impact: "breaking", message: expect.stringContaining("do not declare PyFoo: Include/") },
    ]);
  });

  test("decide: an internal member exists for code that includes its header", () => {
    const frame = struct("PyFrameObject", { members: [member("f_lineno")], surface: "internal" });
    const hidden = versions({ structs: [frame] }, { structs: [frame] });
    expect(judged(hidden, [memberUse("PyFrameObject", "f_lineno")])).toMatchObject([{ impact: "breaking" }]);
    expect(judged(hidden, [memberUse("PyFrameObject", "f_lineno", { declared: true })])).toEqual([]);
  });
});
