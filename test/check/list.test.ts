import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listOfUses, parseUseList, usesOfList } from "../../src/check/list.ts";
import { CapidiffError } from "../../src/errors.ts";

const list = {
  symbols: ["PyLong_AsLong", "_Py_NoneStruct"],
  members: [{ struct: "PyThreadState", member: "frame" }],
  headers: ["longintrepr.h", "internal/pycore_frame.h"],
};

test("a list is uses without places", () => {
  expect(usesOfList(parseUseList(list))).toEqual([
    { kind: "symbol", name: "PyLong_AsLong", place: null },
    { kind: "symbol", name: "_Py_NoneStruct", place: null },
    { kind: "member", struct: "PyThreadState", member: "frame", place: null, confidence: "certain" },
    { kind: "header", header: "longintrepr.h", place: null },
    { kind: "header", header: "internal/pycore_frame.h", place: null },
  ]);
});

test("omitted names are used nowhere", () => {
  expect(usesOfList(parseUseList({}))).toEqual([]);
  expect(usesOfList(parseUseList({ symbols: ["Py_True"] }))).toHaveLength(1);
});

test("uses are a list again: sorted, each once, without places", () => {
  const place = { file: "x.c", line: 1, column: 1 };
  const uses = [...usesOfList(list), ...usesOfList(list).map((use) => ({ ...use, place }))].reverse();
  expect(listOfUses(uses)).toEqual({ ...list, headers: [...list.headers].sort() });
});

describe("is refused with the path of the error", () => {
  test.each([
    [[], "the list is not an object with symbols, members, headers, sources."],
    [null, "the list is not an object with symbols, members, headers, sources."],
    [{ symbol: ["x"] }, 'has the unknown key "symbol"; expected one of symbols, members, headers, sources.'],
    [{ symbols: "PyLong_AsLong" }, "symbols is not a list."],
    [{ symbols: ["a", 3] }, "symbols[1] is not a string."],
    [{ symbols: ["a b"] }, 'symbols[0] is not a C identifier: "a b".'],
    [{ members: ["PyThreadState.frame"] }, "members[0] is not an object with struct, member; "],
    [{ members: [{ struct: "PyThreadState" }] }, "members[0].member is missing."],
    [{ members: [{ struct: "x", member: "a..b" }] }, 'members[0].member is not a member path: "a..b".'],
    [{ members: [{ struct: "x", member: "a", offset: 3 }] }, 'members[0] has the unknown key "offset"; '],
    [{ headers: ["longintrepr"] }, 'headers[0] is not a header name: "longintrepr".'],
  ])("%j", (value, message) => {
    expect(() => parseUseList(value)).toThrow(message);
  });

  test("all at once, up to a bound", () => {
    expect(() => parseUseList({ symbols: [1, 2], headers: 3 })).toThrow(
      "headers is not a list; symbols[0] is not a string; symbols[1] is not a string.",
    );
    expect(() => parseUseList({ symbols: Array(50).fill(0) })).toThrow("symbols[9] is not a string; and 40 more.");
  });

  test("if it is longer than the C API", () => {
    expect(() => parseUseList({ symbols: Array(100_001).fill("x") })).toThrow("more than 100000 entries");
  });

  test("whatever it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          usesOfList(parseUseList(value));
        } catch (error) {
          expect(error).toBeInstanceOf(CapidiffError);
        }
      }),
    );
  });
});
