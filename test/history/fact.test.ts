import { describe, expect, test } from "vitest";
import { parseFact } from "../../src/history/fact.ts";

describe("a fact", () => {
  test("is a size, an offset, a bit-field's place or a value; those after a bar are members of the type before", () => {
    expect(parseFact("size(PyObject) | size(struct _object)").spellings).toEqual([
      { kind: "size", struct: "PyObject", path: [] },
      { kind: "size", struct: "struct _object", path: [] },
    ]);
    expect(parseFact(" A.b.c | d | union B.e | f ").spellings).toEqual([
      { kind: "offset", struct: "A", path: ["b", "c"] },
      { kind: "offset", struct: "A", path: ["d"] },
      { kind: "offset", struct: "union B", path: ["e"] },
      { kind: "offset", struct: "union B", path: ["f"] },
    ]);
    expect(parseFact("size(A.b)").spellings).toEqual([{ kind: "size", struct: "A", path: ["b"] }]);
    expect(parseFact("bit(A.b)|width(A.b)").spellings).toMatchObject([{ kind: "bit" }, { kind: "width" }]);
    expect(parseFact("PY_VERSION_HEX").spellings).toEqual([{ kind: "value", symbol: "PY_VERSION_HEX" }]);
  });

  test("has the name that it is given, else that of its text, on one line", () => {
    expect(parseFact("A.b\n| c", "frame").name).toBe("frame");
    expect(parseFact("A.b\n| c").name).toBe("A.b | c");
    expect(() => parseFact("A.b", "*/ x")).toThrow(/not a valid name for a fact/);
  });

  test.each(["", "size(", "a b", "PyBox.", "x | ", "bit(A)", "offset(A.b)", "A..b", "A.b*/", "struct A"])(
    "%j is none",
    (text) => {
      expect(() => parseFact(text)).toThrow(/is not a fact/);
    },
  );

  test("is bounded", () => {
    expect(() => parseFact("A.b |".repeat(20))).toThrow(/too long/);
    expect(() => parseFact("x".repeat(2000))).toThrow(/too long/);
  });
});
