import { describe, expect, test } from "vitest";
import { readUsage, writeUsage } from "../../src/usage/format.ts";
import { pack, stable, unit, usage } from "./indexes.ts";

const index = usage(
  [
    pack("a", [unit(["PyList_New", "_PyFoo"]), unit(["PyList_New"], { path: "n", tool: "Cython 3.0.11" })]),
    pack("b", [unit(["PyLong_New"], { build: stable }), unit([], { build: null })], { pypi: "B", project: "p" }),
    pack("c", [unit(["PyFoo.bar.baz", "longintrepr.h", "PyList_New"], { path: "", kind: "source", build: null })]),
  ],
  { _PyFoo: ["PyFoo_GET"] },
  ["_PyOld"],
  ["PyOther_New"],
);
const bytes = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const packed = () => JSON.parse(writeUsage(index));

test("an index is written in one file and read back as it was", () => {
  expect(readUsage(bytes(writeUsage(index)), "usage.json")).toEqual(index);
});

test("a package is a line, so that two files can be compared", () => {
  expect(
    writeUsage(index)
      .split("\n")
      .filter((line) => line.startsWith("[")),
  ).toHaveLength(3);
});

describe("an invalid index is refused with the position of the error", () => {
  const cases: [string, unknown, RegExp][] = [
    ["no JSON", "{", /usage\.json: it is not JSON/],
    ["bytes that are no text", Buffer.from([0xff, 0xfe]), /not JSON/],
    ["another JSON", { symbols: [] }, /not an index of usage/],
    ["a list", [], /the file is not an object/],
    ["a newer format", { ...packed(), version: 99 }, /its version is 99/],
    [
      "a name that is none",
      { ...packed(), names: ["a b"] },
      /names\[0\] is "a b"; expected a symbol, a member as PyObject\.ob_type, or a header/,
    ],
    ["names that are not sorted", { ...packed(), names: ["PyB", "PyA"] }, /names\[1\] is not after the name before it/],
    ["an abi that is none", { ...packed(), builds: [["cp2", "3.1"]] }, /builds\[0\]\[0\] is "cp2"/],
    [
      "a place outside of its table",
      { ...packed(), packages: [["a", "1", "a", null, [["m", 9, -1, []]]]] },
      /is 9, which is not an index/,
    ],
    [
      "gaps past the last name",
      { ...packed(), packages: [["a", "1", "a", null, [["m", 0, -1, [99]]]]] },
      /\[3\]\[0\] is 99, which leads to no name/,
    ],
    [
      "gaps that go back",
      { ...packed(), packages: [["a", "1", "a", null, [["m", 0, -1, [0, -1]]]]] },
      /\[3\]\[1\] is -1, which leads to no name/,
    ],
    ["control characters", { ...packed(), packages: [["a\u001b[2J", "1", "a", null, []]] }, /packages\[0\]\[0\]/],
    ["makers that are no list", { ...packed(), headers: [{ ...packed().headers[0], makers: { a: 1 } }] }, /not a list/],
  ];
  test.each(cases)("%s", (_what, value, message) => {
    const read = () => readUsage(Buffer.isBuffer(value) ? value : bytes(value), "usage.json");
    expect(read).toThrow(expect.objectContaining({ code: "invalid-usage", message: expect.stringMatching(message) }));
  });
});
