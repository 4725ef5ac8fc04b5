import { describe, expect, test } from "vitest";
import type { MacroSymbol } from "../../src/manifest/model.ts";
import { manifestOf, manifestWith, named } from "./miniature.ts";

function macroIn(text: string, name = "TEST"): MacroSymbol {
  const symbol = named(manifestWith(text).symbols, name);
  if (symbol?.kind !== "macro") throw new Error(`${name} is ${symbol?.kind ?? "nothing"}`);
  return symbol;
}

const { symbols } = manifestOf();

describe("a macro", () => {
  test("has its parameters as written", () => {
    expect(macroIn("#define TEST 1\n").params).toBeNull();
    expect(macroIn("#define TEST() 1\n").params).toEqual([]);
    expect(macroIn("#define TEST(a, b) a b\n").params).toEqual(["a", "b"]);
    expect(macroIn("#define TEST(a, ...) a\n").params).toEqual(["a", "..."]);
    expect(macroIn("#define TEST(a, rest...) a\n").params).toEqual(["a", "rest..."]);
  });

  test("has the tokens of its body, one space where the source has white space", () => {
    expect(macroIn("#define TEST   ( 1  +\\\n\t2 ) /* three */ +4 // five\n").body).toBe("( 1 + 2 ) +4");
    expect(macroIn("#define TEST(x) #x   ##   x\n").body).toBe("#x ## x");
    expect(macroIn("#define TEST\n").body).toBe("");
  });

  test("is the last definition of several, and none that was undefined", () => {
    expect(macroIn("#define TEST 1\n#undef TEST\n#define TEST 2\n")).toMatchObject({ body: "2", line: 3 });
    expect(named(manifestWith("#define TEST 1\n#undef TEST\n").symbols, "TEST")).toBeUndefined();
  });

  test("is the headers' definition, if capidiff reads a fact out of it", () => {
    expect(named(symbols, "PyAPI_FUNC")).toMatchObject({ kind: "macro", body: "Py_EXPORTED_SYMBOL RTYPE" });
  });

  test("excludes include guards", () => {
    const names = symbols.map(({ name }) => name);
    expect(names.filter((name) => name.endsWith("_H"))).toEqual([]);
    const ifNotDefined = "#if !defined(TEST_H)\n#define TEST_H\nint test;\n#endif\n";
    expect(named(manifestWith(ifNotDefined).symbols, "TEST_H")).toBeUndefined();
  });

  test("of a guard's name that has a value is a symbol", () => {
    expect(macroIn("#ifndef TEST\n#define TEST 1\n#endif\n")).toMatchObject({ body: "1", value: "1" });
  });
});

describe("the value of a macro", () => {
  test.each([
    ["1", "1"],
    ["(1UL << 9)", "512"],
    ["-1", "-1"],
    ["~0u", "4294967295"],
    ["0x7fffffffffffffff", "9223372036854775807"],
    ["(~(size_t)0)", "18446744073709551615"],
    ["((Py_ssize_t)-1)", "-1"],
    ["'a'", "97"],
    ["sizeof(void *)", "8"],
    ["(sizeof(PyBoxObject) / 2)", "28"],
    ["PYBOX_SEALED", "1"],
    ["BOX_LARGE | Py_BOX_READY", "528"],
    ["(PY_MAJOR_VERSION == 3 ? 30 : 20)", "30"],
    ["offsetof(PyBoxObject, items)", "16"],
    ["1.5", null],
    ['sizeof("text")', "5"],
    ['"text"', null],
    ["__LINE__ + __COUNTER__", null],
    ["1 / 0", null],
    ["PyBox_New", null],
    ["PyBox_New(0, 0)", null],
    ["unsigned int", null],
    ["NOT_DEFINED_ANYWHERE", null],
    ["1,", null],
    ["{ 1 }", null],
    ["", null],
  ])("%s is %s", (body, value) => {
    expect(macroIn(`#define TEST ${body}\n`).value).toBe(value);
  });

  test("is null for a macro with parameters", () => {
    expect(macroIn("#define TEST() 1\n").value).toBeNull();
  });

  test("resolves other macros of its header, in any order of definition", () => {
    expect(macroIn("#define TEST FIRST + SECOND\n#define FIRST 1\n#define SECOND (FIRST + 1)\n").value).toBe("3");
  });

  test("resolves other macros", () => {
    expect(named(symbols, "Py_BOX_ALL")).toMatchObject({ value: "528" });
    expect(named(symbols, "PY_VERSION_HEX")).toMatchObject({ value: String(0x030d02f0) });
  });

  test("is null if the macro names itself", () => {
    expect(macroIn("#define TEST (TEST + 1)\n").value).toBeNull();
  });
});
