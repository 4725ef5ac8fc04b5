import { describe, expect, test } from "vitest";
import { manifestOf, named } from "./miniature.ts";

const header = `PyAPI_FUNC(PyObject *) PyBox_Get(PyObject *box, int index);
PyAPI_FUNC(void) PyBox_Put(PyObject *box, PyObject *item);
PyAPI_FUNC(int) PyBox_Size(PyObject *box);
#define PyBox_FIRST(box) (((PyObject **)(box))[2])
`;
const counts = `PyBox_Get:PyObject*::0:
PyBox_Get:PyObject*:box:0:
PyBox_Get:int:index::
PyBox_Put:void:::
PyBox_Put:PyObject*:self:0:
PyBox_Put:PyObject*:value:0:stolen
PyBox_Size:PyObject*::+1:
PyBox_FIRST:PyObject*::0:
`;

const symbolsWith = (files: Record<string, string>) => {
  const manifest = manifestOf({ "Include/test.h": header, ...files });
  return { ...manifest, symbol: (name: string) => named(manifest.symbols, name) };
};

describe("documented facts of symbols", () => {
  test("include the reference they return, and those they steal, by position", () => {
    const { symbol } = symbolsWith({ "Doc/data/refcounts.dat": counts });
    expect(symbol("PyBox_Get")).toMatchObject({ reference: "borrowed", threadSafety: null });
    expect(symbol("PyBox_FIRST")).toMatchObject({ reference: "borrowed" });
    expect(symbol("PyBox_Put")).toMatchObject({
      reference: null,
      params: [
        { name: "box", type: "PyObject *" },
        { name: "item", type: "PyObject *", reference: "stolen" },
      ],
    });
  });

  test("may be in the name itself", () => {
    const { symbol } = symbolsWith({
      "Include/test.h": `PyAPI_FUNC(PyObject *) PyBox_GetBorrowed(int index);
PyAPI_FUNC(int) PyBox_IsBorrowed(PyObject *box);
`,
    });
    expect(symbol("PyBox_GetBorrowed")).toMatchObject({ reference: "borrowed" });
    expect(symbol("PyBox_IsBorrowed")).toMatchObject({ reference: null });
  });

  test("yields to the headers: an int is not a reference", () => {
    expect(symbolsWith({ "Doc/data/refcounts.dat": counts }).symbol("PyBox_Size")).toMatchObject({ reference: null });
  });

  test("is how safe they are to call from several threads", () => {
    const { symbol } = symbolsWith({ "Doc/data/threadsafety.dat": "PyBox_Size:atomic:\n" });
    expect(symbol("PyBox_Size")).toMatchObject({ threadSafety: "atomic" });
  });

  test("leaves facts from headers complete if it cannot be read", () => {
    const { complete, diagnostics, symbol } = symbolsWith({
      "Doc/data/refcounts.dat": "PyBox_Get\n",
      "Doc/data/threadsafety.dat": "PyBox_Get:odd:\n",
    });
    expect(diagnostics.map(({ code }) => code)).toEqual([
      "invalid-refcounts",
      "invalid-thread-safety",
      "stable-abi-disagrees",
    ]);
    expect(complete).toBe(true);
    expect(symbol("PyBox_Get")).toMatchObject({ reference: null, threadSafety: null });
  });
});
