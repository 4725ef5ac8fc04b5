import { expect, test } from "vitest";
import { argumentsOf, closing, closingIndexes, opening, unwrapped } from "../../src/c/brackets.ts";

const tokens = (text: string) => text.split(" ").filter((token) => token !== "");

test.each([
  ["( a [ 1 ] ) b", 6],
  ["( ( a )", 5],
])("the bracket that opens %s closes before %i", (text, end) => {
  expect(closing(tokens(text), 0)).toBe(end);
});

test("the opening bracket of a closing one is found backwards", () => {
  expect(opening(tokens("a ( b [ 1 ] )"), 6)).toBe(1);
  expect(opening(tokens("b ) )"), 2)).toBe(-1);
});

test("in wrong text an extra closing bracket is ignored, and an open one ends with those around it", () => {
  expect([...closingIndexes(tokens(") ( [ a )"))]).toEqual([
    [2, 4],
    [1, 4],
  ]);
});

test.each([
  ["( ( a ) )", ["a"]],
  ["( a ) + ( b )", tokens("( a ) + ( b )")],
  ["( a", tokens("( a")],
])("parentheses around the whole of %s are removed", (text, inner) => {
  expect(unwrapped(tokens(text))).toEqual(inner);
});

test.each([
  ["", []],
  ["a , f ( b , c )", [["a"], tokens("f ( b , c )")]],
  ["a ,", [["a"], []]],
  ["( a", [tokens("( a")]],
])("the arguments in %s", (text, args) => {
  expect(argumentsOf(tokens(text))).toEqual(args);
});
