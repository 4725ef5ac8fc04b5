import { expect, test } from "vitest";
import { NestedTooDeep, Nesting } from "../../src/c/nesting.ts";
import { attempt, Unknown } from "../../src/c/unknown.ts";

test("levels that were left do not count", () => {
  const nesting = new Nesting(2);
  for (let times = 0; times < 10; times++) expect(nesting.deeper(() => nesting.deeper(() => times))).toBe(times);
});

test("one level too many ends the recursion, and what comes after it has all levels again", () => {
  const nesting = new Nesting(2);
  const endless = (): never => nesting.deeper(endless);
  expect(endless).toThrow(NestedTooDeep);
  expect(endless).toThrow(NestedTooDeep);
  expect(nesting.deeper(() => nesting.deeper(() => "two levels"))).toBe("two levels");
});

test("only a counted depth is an unknown answer: other errors stay errors", () => {
  const nesting = new Nesting(1);
  expect(attempt(() => nesting.deeper(() => nesting.deeper(() => 1)))).toBeInstanceOf(Unknown);
  expect(() => attempt(() => new Array(-1))).toThrow(RangeError);
});
