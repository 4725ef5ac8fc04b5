import { describe, expect, test } from "vitest";
import { layoutOf } from "../../src/c/layout.ts";
import { printType } from "../../src/c/print-type.ts";
import type { CType } from "../../src/c/types.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { type Triple, unitOf } from "./unit-of.ts";

const enumeration = (tag: string): CType => ({ kind: "enum", tag, definition: null });

function enumerators(text: string, triple?: Triple): Record<string, string> {
  const constants = [...unitOf(text, triple).enumerators];
  return Object.fromEntries(
    constants.map(([name, constant]) => [
      name,
      constant instanceof Unknown ? `${constant.reason} ${constant.culprit}` : `${constant.type} ${constant.value}`,
    ]),
  );
}

describe("a unit", () => {
  test("knows the declared names", () => {
    const unit = unitOf("typedef int T; struct S { T x; }; enum E { A }; extern T v; int f(T);");
    expect([...unit.typedefs.keys()]).toEqual(["T"]);
    expect([...unit.records.keys()]).toEqual(["struct S"]);
    expect([...unit.enums.keys()]).toEqual(["enum E"]);
    expect([...unit.enumerators.keys()]).toEqual(["A"]);
    expect([...unit.objects.keys()]).toEqual(["v", "f"]);
  });

  test("knows names defined inside types: of members, typedefs, parameters and results", () => {
    const unit = unitOf(`
      struct Outer { struct Inner { enum { A } kind; } *pointer; union U { int x; } array[2]; };
      typedef enum { B } T;
      struct Result { int x; } *f(enum { C } parameter);`);
    expect([...unit.records.keys()]).toEqual(["struct Inner", "union U", "struct Outer", "struct Result"]);
    expect([...unit.enumerators.keys()]).toEqual(["A", "B", "C"]);
  });

  test("keeps the first definition of a name, and lists names that have another", () => {
    const unit = unitOf(`
      struct S { int x; }; struct S { int x, y; };
      typedef int T; typedef long T;
      enum E { A = 1 }; enum { A = 2 };`);
    expect(unit.records.get("struct S")?.members).toHaveLength(1);
    expect(unit.resolve({ kind: "named", name: "T" })).toEqual({ kind: "basic", name: "int" });
    expect(unit.enumerators.get("A")).toMatchObject({ value: 1n });
    expect([...unit.conflicts]).toEqual(["struct S", "T", "A"]);
  });

  test("accepts an identical redefinition", () => {
    const text = "struct S { int x; }; typedef struct S T; enum E { A = 1 };";
    expect([...unitOf(`${text} typedef struct S U, T; ${text}`).conflicts]).toEqual([]);
  });

  test("learns an array's length from a later declaration", () => {
    expect(unitOf("extern int v[]; extern int v[3]; enum { N = sizeof v };").enumerators.get("N")).toMatchObject({
      value: 12n,
    });
  });

  test("resolves typedefs, qualifiers and _Atomic", () => {
    const unit = unitOf("typedef const int T; typedef volatile T U;");
    expect(unit.resolve({ kind: "atomic", type: { kind: "named", name: "U" } })).toEqual({
      kind: "basic",
      name: "int",
    });
    expect(unit.resolve({ kind: "named", name: "V" })).toEqual(new Unknown("unknown-type", "V"));
  });

  test("spells a function as another one did unless a parameter's typedef became another kind of type", () => {
    const unit = unitOf("typedef unsigned long T; void f(const T);");
    const spelling = unit.tracked(() => printType(unit.objects.get("f") as CType, unit));
    const spellsAlike = (text: string) => unitOf(text).answersAlike({ ...spelling });
    expect(["typedef int T;", "struct S; typedef struct S *U; typedef U T;"].map(spellsAlike)).toEqual([true, true]);
    const others = ["typedef int T[2];", "typedef int T(int);", "typedef __builtin_va_list T;", "typedef U T;", ""];
    expect(others.map(spellsAlike)).toEqual(others.map(() => false));
  });

  test("detects cyclic typedefs, and reports them", () => {
    const unit = unitOf("typedef B A; typedef A B; struct S { A x; };");
    expect(unit.resolve({ kind: "named", name: "A" })).toBeInstanceOf(Unknown);
    expect(layoutOf({ kind: "named", name: "A" }, unit)).toBeInstanceOf(Unknown);
  });
});

describe("enumerators", () => {
  test("count on from the one before", () => {
    expect(enumerators("enum { A, B = 5, C, D = A - 2, E };")).toEqual({
      A: "int 0",
      B: "int 5",
      C: "int 6",
      D: "int -2",
      E: "int -1",
    });
  });

  test("too large for int have the enum's type, all others are ints", () => {
    expect(enumerators("enum E { A, B = 0x7fffffff, C, D };")).toEqual({
      A: "int 0",
      B: "int 2147483647",
      C: "unsigned int 2147483648",
      D: "unsigned int 2147483649",
    });
    expect(enumerators("enum E { A = -1, B = 0x80000000 };")).toEqual({ A: "int -1", B: "long 2147483648" });
  });

  test("are always ints to Visual C++", () => {
    expect(enumerators("enum E { A = 0xffffffff };", "x86_64-pc-windows-msvc")).toEqual({ A: "int -1" });
  });

  test("have the type that C23 gives the enum", () => {
    expect(enumerators("enum E : unsigned char { A = 255 };")).toEqual({ A: "unsigned char 255" });
  });

  test("of unknown value make the following ones unknown, until one has a value of its own", () => {
    expect(enumerators("enum E { A, B = NOT_THERE, C, D = 4 };")).toEqual({
      A: "int 0",
      B: "unknown-name NOT_THERE",
      C: "unknown-name NOT_THERE",
      D: "int 4",
    });
  });

  test("may use the size of earlier declarations", () => {
    expect(enumerators("struct S { struct T { int x[2]; } t; enum { A = sizeof(struct T) } e; };")).toEqual({
      A: "int 8",
    });
  });
});

describe("an enum's type", () => {
  test.each([
    ["enum E { A };", "unsigned int"],
    ["enum E { A = -1 };", "int"],
    ["enum E { A = 0x100000000 };", "unsigned long"],
    ["enum E { A = -1, B = 0xffffffff };", "long"],
    ["enum __attribute__((packed)) E { A = 255 };", "unsigned char"],
    ["enum E { A = -129 } __attribute__((packed));", "short"],
    ["enum E : short { A };", "short"],
  ])("%s is %s", (text, type) => {
    expect(unitOf(text).integerType(enumeration("E"))).toBe(type);
  });

  test("is unknown while a value is, except for Visual C++", () => {
    const text = "enum E { A = NOT_THERE };";
    expect(unitOf(text).integerType(enumeration("E"))).toEqual(new Unknown("unknown-name", "NOT_THERE"));
    expect(unitOf(text, "i686-pc-windows-msvc").integerType(enumeration("E"))).toBe("int");
    expect(unitOf(text).integerType(enumeration("F"))).toEqual(new Unknown("incomplete-type", "enum F"));
  });
});
