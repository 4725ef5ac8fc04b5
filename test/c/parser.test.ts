import { describe, expect, test } from "vitest";
import { printType } from "../../src/c/print-type.ts";
import { declare } from "./front-end.ts";
import { declared, refused } from "./parser-cases.ts";
import { unitOf } from "./unit-of.ts";

const common = "typedef int T; ";

describe("a declaration is read", () => {
  test.each(declared)("%s", (text, name, type) => {
    const { declarations, lost, diagnostics } = declare(`${common}${text};`);
    expect(lost).toEqual([]);
    expect(diagnostics).toEqual([]);
    const last = declarations.at(-1);
    expect(last?.name).toBe(name);
    expect(last && printType(last.type, unitOf(`${common}${text};`))).toBe(type);
  });
});

describe("text that is not C is not understood", () => {
  test.each(refused)("%s", (text, reason) => {
    const { declarations, lost } = declare(`${common}${text}; int after;`);
    expect(lost.join()).toMatch(reason);
    expect(declarations.filter(({ name }) => name !== "T" && name !== "after")).toEqual([]);
  });

  test("a missing semicolon loses only the declarations that it joins", () => {
    const { declarations, lost } = declare("int a; int b = 1 int c; int d;");
    expect(declarations.map(({ name }) => name)).toEqual(["a", "d"]);
    expect(lost).toHaveLength(1);
  });

  test.each([
    ["( } 1 * int;", "struct S { int x; };"],
    ["extern struct ) a ( 1 ) , extern };", "struct S { int x; };"],
    ["( T } extern [ a a ( 1 ) , ) T int;", "int f(void);"],
    ["int = T ( struct a } ( } extern;", "typedef int T2;"],
    ["a [ } extern * ( ] a;", "void f(a, T text);"],
  ])("%s loses no declaration that follows: %s", (text, next) => {
    const { declarations, lost } = declare(`${text} ${next} int after;`);
    expect(declarations).toMatchObject([
      { ...declare(next).declarations[0], token: expect.anything() },
      { name: "after" },
    ]);
    expect(lost).toHaveLength(1);
  });
});
