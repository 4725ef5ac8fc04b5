import { describe, expect, test } from "vitest";
import { expandRange, isRange, type RangeOptions } from "../../src/cpython/ref-range.ts";
import { cpython } from "./ref-infos.ts";

const range = (text: string, options?: RangeOptions) => expandRange(cpython, text, options).map(({ name }) => name);

describe("a range of versions", () => {
  test.each([
    ["3.8..3.14", ["v3.8.0", "v3.8.20", "v3.13.0", "v3.13.9", "v3.13.10", "v3.14.0", "v3.14.1"]],
    ["3.14..3.15", ["v3.14.0", "v3.14.1", "v3.15.0b1"]],
    ["3.14..3.14", ["v3.14.0", "v3.14.1"]],
    ["3.9..3.14", ["v3.13.0", "v3.13.9", "v3.13.10", "v3.14.0", "v3.14.1"]],
    ["3.13.9..latest", ["v3.13.9", "v3.13.10", "v3.14.0", "v3.14.1"]],
    ["v3.13.0a1..v3.13.9", ["v3.13.0a1", "v3.13.0rc1", "v3.13.0", "v3.13.9"]],
    ["3.14..next", ["v3.14.0b2", "v3.14.0", "v3.14.1", "v3.15.0a1", "v3.15.0a10", "v3.15.0b1"]],
    ["3.14..main", ["v3.14.0", "v3.14.1", "main"]],
    ["3.13.10..3.14-dev", ["v3.13.10", "v3.14.0", "v3.14.1", "3.14"]],
    ["3.14.1..3.14.1", ["v3.14.1"]],
  ])("%s has both ends, oldest first, and prereleases where an end is named as one", (text, names) => {
    expect(range(text)).toEqual(names);
  });

  test("includes prereleases on request, otherwise only those that are its ends", () => {
    expect(range("3.14..3.15", { prereleases: true })).toEqual([
      "v3.14.0b2",
      "v3.14.0",
      "v3.14.1",
      "v3.15.0a1",
      "v3.15.0a10",
      "v3.15.0b1",
    ]);
    expect(range("3.14..v3.15.0b1", { prereleases: false })).toEqual(["v3.14.0", "v3.14.1", "v3.15.0b1"]);
  });

  test.each([
    ["3.14..3.13", "invalid-request", /ends before it begins/],
    ["3.14", "invalid-request", /3\.8\.\.3\.15/],
    ["3.14..", "invalid-request", /3\.8\.\.3\.15/],
    ["3.13..3.14..3.15", "invalid-ref", /\.\./],
    ["main..3.15", "invalid-request", /only the end of a range/],
    ["3.14..3.99", "unknown-ref", /no tag or branch 3\.99/],
    ["3.14..--exec", "invalid-ref", /starts with -/],
  ])("%s is %s", (text, code, message) => {
    expect(() => range(text)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  test("suggests near releases for an unknown end", () => {
    const near = expect.arrayContaining(["v3.15.0b1"]);
    expect(() => range("3.14..3.99")).toThrow(expect.objectContaining({ details: { ref: "3.99", near } }));
  });

  test("is distinguished from a ref by its dots", () => {
    expect(["3.8..3.15", "v3.13.5", "main"].map(isRange)).toEqual([true, false, false]);
  });
});
