import { describe, expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import type { Topic } from "../../src/diff/model.ts";
import { headersManifest } from "./fixtures.ts";

type Headers = Record<string, string>;

/** `rule name` of each change, by topic. */
function topicsOf(from: Headers, to: Headers): Partial<Record<Topic, string[]>> {
  const [a, b] = [from, to].map((headers) => headersManifest("test", new Map(Object.entries(headers))));
  const { changes } = diffManifests(a as NonNullable<typeof a>, b as NonNullable<typeof b>);
  const reported: Partial<Record<Topic, string[]>> = {};
  for (const { topic, rule, subject, member } of changes) {
    reported[topic] ??= [];
    reported[topic].push(`${rule} ${subject.name}${member === null ? "" : `.${member}`}`);
  }
  return reported;
}

const defines = (values: Record<string, number | string>) =>
  Object.entries(values)
    .map(([name, value]) => `#define ${name} ${value}\n`)
    .join("");

describe("numbers", () => {
  const before = defines({ ADD: 0, DROP: 1, SUB: 2, MUL: 3, DIV: 4, PyFoo_LIMIT: 1000 });

  test("renumbered constants of an enumeration, with those added and removed", () => {
    const after = defines({ ADD: 0, SUB: 1, MUL: 2, DIV: 3, POW: 4, PyFoo_LIMIT: 1000 });
    expect(topicsOf({ "x.h": before }, { "x.h": after })).toEqual({
      numbers: [
        "symbol-removed DROP",
        "macro-value-changed DIV",
        "macro-value-changed MUL",
        "macro-value-changed SUB",
        "symbol-added POW",
      ],
    });
  });

  test("other names for constants neither split a family nor leave it", () => {
    const after = defines({ ADD: 0, SUB: 1, MUL: 2, DIV: 3, POW: 4, PyFoo_LIMIT: 1000 });
    const withAliases = (text: string) =>
      text.replaceAll(/#define (\w+) \d+\n/g, "$&#define _$1 $1\n").replace("_DROP", "_REMOVED");
    const { numbers, ...others } = topicsOf({ "x.h": withAliases(before) }, { "x.h": withAliases(after) });
    expect(others).toEqual({});
    expect(numbers).toEqual(expect.arrayContaining(["macro-value-changed DIV", "symbol-removed _REMOVED"]));
  });

  test("numbers that stand for something else now, unless the names are alike", () => {
    const others = (text: string) => topicsOf({ "x.h": before }, { "x.h": text });
    expect(others(before.replace("SUB", "PUSH").replace("MUL", "POW"))).toEqual({
      numbers: ["symbol-removed MUL", "symbol-removed SUB", "symbol-added POW", "symbol-added PUSH"],
    });
    const renamed = others(before.replace("SUB", "FAST_SUB").replace("MUL", "FAST_MUL"));
    expect(renamed.numbers).toBeUndefined();
    expect(renamed.api).toHaveLength(4);
  });

  test("new and lost names of the API are no mere numbers", () => {
    const slots = (text: string) => text.replaceAll(/#define (\w+)/g, "#define Py_tp_$1");
    const after = slots(defines({ ADD: 0, SUB: 1, MUL: 2, DIV: 3, POW: 4 }));
    expect(topicsOf({ "x.h": slots(before) }, { "x.h": after })).toMatchObject({
      numbers: ["macro-value-changed Py_tp_DIV", "macro-value-changed Py_tp_MUL", "macro-value-changed Py_tp_SUB"],
      api: expect.arrayContaining(["symbol-removed Py_tp_DROP", "symbol-added Py_tp_POW"]),
    });
  });

  test("a promise for a constant is no number", () => {
    const guarded = (text: string) => text.replace(/(#define DROP.*\n)/, "#ifndef Py_LIMITED_API\n$1#endif\n");
    const after = defines({ ADD: 0, DROP: 7, SUB: 1, MUL: 2, DIV: 3 });
    expect(topicsOf({ "x.h": guarded(before) }, { "x.h": after })).toMatchObject({
      numbers: expect.arrayContaining(["macro-value-changed DROP"]),
      "limited-api": ["limited-api-added DROP"],
    });
  });

  test("a single new value is an event of its own", () => {
    const after = before.replace("DIV 4", "DIV 5");
    expect(topicsOf({ "x.h": before }, { "x.h": after })).toEqual({ api: ["macro-value-changed DIV"] });
  });

  test("a constant added at the end leaves the others unchanged, even if the last one has a name", () => {
    const withLast = (last: number) => `${before.replace(/#define PyFoo.*\n/, "")}${defines({ PyFoo_LAST: last })}`;
    expect(topicsOf({ "x.h": withLast(4) }, { "x.h": `${defines({ POW: 5 })}${withLast(5)}` })).toEqual({
      api: ["macro-value-changed PyFoo_LAST", "symbol-added POW"],
    });
  });

  test("flags leave gaps: they do not count", () => {
    const flags = (first: number) =>
      defines({ A: first, B: 2 << first, C: 4 << first, D: 64 << first, E: 512 << first });
    expect(topicsOf({ "x.h": flags(1) }, { "x.h": flags(2) }).numbers).toBeUndefined();
  });

  test("the same for enumerators", () => {
    const type = (names: string) => `enum PyKind { ${names} };`;
    expect(topicsOf({ "x.h": type("K_A, K_B, K_C, K_D") }, { "x.h": type("K_A, K_NEW, K_B, K_C, K_D") })).toEqual({
      numbers: ["enum-value-changed PyKind", "enumerator-added K_NEW"],
    });
  });
});

test("headers in a folder of their own are another project's", () => {
  const headers = (text: string) => ({ "x.h": '#include "internal/zoo/cage.h"\n', "internal/zoo/cage.h": text });
  expect(topicsOf(headers("int cage(void);"), headers("int cage(int x);\nint open_cage(void);"))).toEqual({
    vendored: ["signature-changed cage", "symbol-added open_cage"],
  });
});

describe("plumbing", () => {
  test("a new private name, and one that becomes another kind", () => {
    expect(topicsOf({ "x.h": "" }, { "x.h": "#define _Py_GUARD(x) (x)\n" })).toEqual({
      plumbing: ["symbol-added _Py_GUARD"],
    });
  });

  test("rows of a table inside a struct that extensions do not see", () => {
    const row = (name: string) => `struct { int length; char text[${name.length}]; } ${name};`;
    const rows = (names: string[]) => `struct foo { int first; struct { ${names.map(row).join(" ")} } strings; };`;
    const names = Array.from({ length: 17 }, (_, index) => `s_${index}`);
    const tables = [names.toSpliced(3, 1), names.toSpliced(5, 1)].map(rows);
    const [before, after] = tables.map((text) => ({ "x.h": "typedef struct foo PyX;\n", "internal/y.h": text }));
    expect(topicsOf(before as Headers, after as Headers)).toEqual({
      plumbing: ["member-removed PyX.strings.s_5", "member-added PyX.strings.s_3"],
    });
    const behind = { "x.h": "typedef struct foo PyX;\n", "internal/y.h": tables[0]?.replace(" };", " int last; };") };
    const shifted = { ...behind, "internal/y.h": rows(names).replace(" };", " int last; };") };
    expect(topicsOf(behind as Headers, shifted)).toEqual({ layout: ["member-added PyX.strings.s_3"] });
    // A struct that contains the table's struct reports what the table shifts.
    const inside = (headers: Headers) => ({
      ...headers,
      "internal/y.h": `${headers["internal/y.h"]} struct bar { struct foo foo; int last; };`,
    });
    expect(topicsOf(inside(behind as Headers), inside(shifted))).toEqual({
      layout: ["layout-changed bar"],
      plumbing: ["member-added PyX.strings.s_3"],
    });
    const [visible, other] = tables.map((text) => ({ "x.h": `typedef struct foo PyX;\n${text}` }));
    expect(topicsOf(visible as Headers, other as Headers)).not.toHaveProperty("plumbing");
  });

  test("names that moved to a header that everyone still includes", () => {
    const [x, y] = ["int PyX_Do(void);\n", "int PyY_Do(void);\n"];
    expect(topicsOf({ "x.h": x + y, "y.h": "" }, { "x.h": x, "y.h": y })).toEqual({
      plumbing: ["symbol-moved PyY_Do"],
    });
  });

  test("macros in place of functions of the C library", () => {
    const macros = "#define toupper(c) towupper(btowc(c))\n#define tower 1\n";
    expect(topicsOf({ "x.h": macros }, { "x.h": "" })).toEqual({
      api: ["symbol-removed tower"],
      plumbing: ["symbol-removed toupper"],
    });
  });

  test("but not a new name for a constant, in another header", () => {
    const y = "/* Not in Python.h */\n";
    expect(
      topicsOf(
        { "x.h": "", "y.h": `${y}#define T_INT 1\n` },
        { "x.h": "#define Py_T_INT 1\n", "y.h": `${y}#define T_INT Py_T_INT\n` },
      ),
    ).toEqual({ api: ["symbol-renamed T_INT"] });
  });

  test("except a removed private name, since some code always uses it", () => {
    expect(topicsOf({ "x.h": "#define _Py_GUARD(x) (x)\n" }, { "x.h": "" })).toEqual({
      api: ["symbol-removed _Py_GUARD"],
    });
  });
});

test("members are layout, marks are deprecation, and all else that people see is the API", () => {
  const before = "typedef struct { int a; } PyX;\nint PyX_Old(PyX *x);\nint PyX_Gone(void);\n";
  const after =
    "#define PyX_D __attribute__((deprecated))\ntypedef struct { int a; int b; } PyX;\nPyX_D int PyX_Old(PyX *x);\n";
  expect(topicsOf({ "x.h": before }, { "x.h": after })).toMatchObject({
    api: ["symbol-removed PyX_Gone", "symbol-added PyX_D"],
    layout: ["member-added PyX.b"],
    deprecation: ["deprecated PyX_Old"],
  });
});
