import { describe, expect, it } from "vitest";
import { KnownNames } from "../../src/check/known.ts";
import { func, headersOf, macro, manifest, member, struct } from "../diff/manifests.ts";

const known = new KnownNames([
  manifest({
    headers: headersOf(["Include/Python-ast.h", "Include/internal/pycore_frame.h"], []),
    symbols: [
      func("PyFoo", { header: "Include/Python.h" }),
      macro("List", { header: "Include/Python-ast.h" }),
      macro("FRAME_OWNED", { header: "Include/internal/pycore_frame.h", surface: "internal" }),
    ],
    structs: [
      struct("PyCodeObject", { members: [member("co_name"), member("co_code")] }),
      struct("PyThreadState", { members: [member("frame"), member("use_tracing")] }),
    ],
  }),
]);

describe("the names of some versions", () => {
  it("come with the headers that bring them", () => {
    expect(known.isName("List")).toBe(true);
    expect(known.isBrought("PyFoo", [])).toBe(true);
    expect(known.isBrought("List", ["frameobject.h"])).toBe(false);
    expect(known.isBrought("List", ["Python-ast.h"])).toBe(true);
    expect(known.isBrought("FRAME_OWNED", ["internal/pycore_frame.h"])).toBe(true);
    expect(known.isBrought("FRAME_OWNED", ["pycore_frame.h"])).toBe(true);
  });

  it("of members tell a struct where its members have a prefix of their own", () => {
    expect(known.structsWith("co_name")).toEqual(["PyCodeObject"]);
    expect(known.structsWith("use_tracing")).toEqual([]);
  });
});
