import { describe, expect, test } from "vitest";
import { bindingGaps } from "../../src/gaps/binding-gaps.ts";
import { readBindings } from "../../src/gaps/bindings.ts";
import { manifestWith } from "../manifest/miniature.ts";

const read = (value: unknown) =>
  readBindings(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), "b.json");

const reference = manifestWith(`
PyAPI_FUNC(int) PyFoo_Call(int a);
#define PyFoo_MASK 0xffffffffffffffffUL
#define PyFoo_Other PyFoo_ONE
enum { PyFoo_ONE = 1 };
typedef struct _foo { int a; struct { long b; } s; unsigned x:3; } PyFooObject;
typedef struct _hidden PyHiddenObject;
#ifdef Py_BUILD_CORE
PyAPI_FUNC(int) PyFoo_Internal(void);
#endif
`);
const gapsOf = (value: unknown) =>
  bindingGaps(read(value), "b.json", reference, null).gaps.map(({ gap, name, details }) => [gap, name, ...details]);

describe("bindings", () => {
  test("that are as the headers are have no gaps", () => {
    const right = {
      names: ["PyFoo_Call", "PyFooObject", "_foo"],
      constants: { PyFoo_MASK: "18446744073709551615", PyFoo_ONE: 1, PyFoo_Other: 1 },
      structs: {
        PyFooObject: { size: 24, align: 8, members: { a: 0, "s.b": 8 } },
        "struct _foo": {},
        PyHiddenObject: {},
      },
    };
    expect(bindingGaps(read(right), "b.json", reference, null)).toMatchObject({
      implementation: { bindings: "b.json", entries: 9 },
      gaps: [],
      unknown: [],
    });
  });

  test("name removed names and non-API names", () => {
    expect(
      gapsOf({ names: ["PyFoo_Gone", "PyFoo_Internal"], constants: { PyGONE: 1 }, structs: { PyGone: { size: 1 } } }),
    ).toEqual([
      ["missing", "PyFoo_Gone"],
      ["missing", "PyGONE"],
      ["missing", "PyGone"],
      ["missing", "PyFoo_Internal", "it is there with Py_BUILD_CORE alone"],
    ]);
  });

  test("have wrong values, and constants that are none", () => {
    expect(gapsOf({ constants: { PyFoo_Other: 2, PyFoo_Call: 1, PyFoo_MASK: -1 } })).toEqual([
      ["kind", "PyFoo_Call", "it is a constant, not a function"],
      ["value", "PyFoo_MASK", "it is -1, not 18446744073709551615"],
      ["value", "PyFoo_Other", "it is 2, not 1"],
    ]);
  });

  test("have wrong sizes, alignments and offsets", () => {
    expect(
      gapsOf({
        structs: { PyFooObject: { size: 8, align: 4, members: { a: 4, x: 16, gone: 0 } }, PyHiddenObject: { size: 8 } },
      }),
    ).toEqual([
      [
        ...["layout", "PyFooObject", "it has 8 bytes, not 24", "it is aligned to 4, not 8", "a is at 4, not 0"],
        ...["x is at 16, and a bit-field", "gone is at 0, and not in the struct"],
      ],
      ["layout", "PyHiddenObject", "it has a layout, and the struct is opaque in the reference"],
    ]);
  });
});

describe("a file of bindings is refused", () => {
  test.each([
    ["{", /b\.json: it is not JSON/],
    ["[]", /the file is not an object/],
    ["null", /the file is not an object/],
    [{ functions: [] }, /the file has "functions"; there are names, constants, structs/],
    [{ names: {} }, /names is not a list/],
    [{ names: ["PyFoo", "a b"] }, /names\[1\] is "a b", not a name/],
    [{ constants: { A: 1.5 } }, /constants\.A is 1\.5, not an integer/],
    [{ constants: { A: 2 ** 60 } }, /constants\.A is 1152921504606847000, not an integer; one over 2\^53/],
    [{ constants: { "A\n": 1 } }, /constants has "A\\n", which is not a name/],
    [{ structs: { A: { size: -1 } } }, /structs\.A\.size is -1, not a number of bytes/],
    [{ structs: { A: { length: 1 } } }, /structs\.A has "length"; there are size, align, members/],
    [{ structs: { A: { members: { "b..c": 1 } } } }, /structs\.A\.members has "b\.\.c"/],
    ['{"constants": {"__proto__": {}}}', /constants\.__proto__ is/],
    [{ names: Array(200_001).fill("a") }, /more than 200000 entries/],
  ])("%#", (value, reason) => {
    expect(() => read(value)).toThrow(
      expect.objectContaining({ code: "invalid-bindings", message: expect.stringMatching(reason) }),
    );
  });

  test("if it is not UTF-8 or too large", () => {
    expect(() => readBindings(Buffer.from([0x22, 0xff, 0x22]), "b.json")).toThrow(/it is not JSON/);
    expect(() => readBindings(Buffer.alloc(17 * 2 ** 20), "b.json")).toThrow(/larger than 16 MB/);
  });
});
