import { describe, expect, test } from "vitest";
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
  test("have the headers that include them", () => {
    expect(known.isName("List")).toBe(true);
    expect(known.isBrought("PyFoo", [])).toBe(true);
    expect(known.isBrought("List", ["frameobject.h"])).toBe(false);
    expect(known.isBrought("List", ["Python-ast.h"])).toBe(true);
    expect(known.isBrought("FRAME_OWNED", ["internal/pycore_frame.h"])).toBe(true);
    expect(known.isBrought("FRAME_OWNED", ["pycore_frame.h"])).toBe(true);
  });

  test("of members identify a struct if its members have a prefix of their own", () => {
    expect(known.structsWith("co_name")).toEqual(["PyCodeObject"]);
    expect(known.structsWith("use_tracing")).toEqual([]);
  });

  test("of one more version are appended, without changing earlier ones", () => {
    const more = manifest({
      version: "3.15.0a1",
      symbols: [func("PyBar", { header: "Include/Python.h", limitedApi: { since: "3.15" } }), func("PyFoo")],
      structs: [struct("PyOther", { members: [member("co_name"), member("co_more")] })],
    });
    const both = known.with(new KnownNames([more]));
    expect(both.factsOf("PyFoo")?.series).toEqual([...(known.factsOf("PyFoo")?.series ?? []), "3.15"]);
    expect(both.factsOf("PyBar")).toEqual({ series: ["3.15"], limitedApi: "3.15" });
    expect(both.isBrought("PyBar", [])).toBe(true);
    expect(both.isBrought("List", ["Python-ast.h"])).toBe(true);
    expect(both.isHeader("Python-ast.h")).toBe(true);
    expect(both.structsWith("co_name")).toEqual(["PyCodeObject", "PyOther"]);
    expect(known.isName("PyBar")).toBe(false);
  });

  test("are the same when merged from those of each version", () => {
    const versions = ["3.13.0", "3.14.0", "3.15.0"].map((version, i) =>
      manifest({ version, symbols: [func("PyFoo"), func(`Py${i}`, { limitedApi: { since: "3.14" } })] }),
    );
    const parts = versions.map((version) => KnownNames.from(JSON.parse(JSON.stringify(new KnownNames([version])))));
    const all = new KnownNames(versions);
    for (const name of ["PyFoo", "Py0", "Py2", "PyNone"])
      expect(KnownNames.joined(parts).factsOf(name)).toEqual(all.factsOf(name));
    expect(JSON.stringify(KnownNames.joined(parts))).toBe(JSON.stringify(all));
  });
});
