import { expect, test } from "vitest";
import type { Macro } from "../../src/c/macro.ts";
import { Session } from "../../src/c/session.ts";
import type { DirectiveItem } from "../../src/c/source-items.ts";
import { readPython3Def } from "../../src/cpython/python3-def.ts";
import { withLimitedEvidence } from "../../src/manifest/limited-evidence.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { enumeration, func, macro, struct, typedef } from "../diff/manifests.ts";

const limitedApi = { since: "3.2" };
const entries = {
  symbols: [
    func("PyFoo_Listed", { limitedApi, header: "Include/foo.h" }),
    func("PyFoo_Other", { limitedApi, header: "Include/foo.h" }),
    func("PyFoo_NotExported", { limitedApi, exported: false, header: "Include/foo.h" }),
    func("_PyFoo_Listed", { limitedApi, header: "Include/foo.h" }),
    macro("PyFoo_CALL", {
      limitedApi,
      header: "Include/foo.h",
      implementation: { kind: "call", name: "PyFoo_Other", imports: ["PyFoo_Other"] },
    }),
    macro("PyFoo_MAX", { limitedApi, header: "Include/foo.h" }),
    macro("_PyFoo_MIN", { limitedApi, header: "Include/foo.h" }),
    func("Grammar_New", { limitedApi, header: "Include/grammar.h" }),
    macro("GRAMMAR", { limitedApi, header: "Include/grammar.h" }),
  ],
  structs: [struct("grammar", { limitedApi, header: "Include/grammar.h" })],
  enums: [enumeration("grammar_kind", [], { tier: "limited", header: "Include/grammar.h" })],
};
const tree = (text: string) => ({
  ref: "v3.9.2",
  commit: "0".repeat(40),
  files: new Map([["PC/python3.def", { path: "PC/python3.def", blob: "", text }]]),
});
const def =
  'LIBRARY\t"python3"\nEXPORTS\n  PyFoo_Listed=python39.PyFoo_Listed\n  _PyFoo_Listed=python39._PyFoo_Listed DATA\n';

const nothing = {
  exports: new Set<string>(),
  unusable: new Set<string>(),
  macros: new Map<string, Macro>(),
  surface: null,
};

const limited = (exports: ReadonlySet<string> | null) => {
  const { symbols, structs } = withLimitedEvidence(entries, { ...nothing, exports }, new ManifestSession().limited);
  return [...symbols, ...structs].filter((one) => one.limitedApi !== null).map(({ name }) => name);
};

test("exports of python3.dll decide, also for macros and for headers without any", () => {
  expect(limited(readPython3Def(tree(def)))).toEqual(["PyFoo_Listed", "_PyFoo_Listed", "PyFoo_MAX"]);
  expect(withLimitedEvidence(entries, nothing, new ManifestSession().limited).enums[0]?.tier).toBe("public");
});

test("what a header keeps for CPython itself, as pyport.h does on Windows, does not take it out of the limited API", () => {
  const header = "Include/pyport.h";
  const type = typedef("Py_ssize_t", { type: "ssize_t", limitedApi, header });
  const outside = { symbols: [type, func("_Py_handler", { surface: "internal", header })], structs: [], enums: [] };
  const evidence = { ...nothing, exports: readPython3Def(tree(def)) };
  expect(withLimitedEvidence(outside, evidence, new ManifestSession().limited).symbols[0]?.limitedApi).toEqual(
    limitedApi,
  );
});

test("without a list in the tree, exported names and macros count, private ones do not", () => {
  const names = ["PyFoo_Listed", "PyFoo_Other", "PyFoo_CALL", "PyFoo_MAX", "Grammar_New", "GRAMMAR", "grammar"];
  expect(limited(null)).toEqual(names);
});

test("a guard that names a version decides against a list, which forgets names, but not for private names", () => {
  const later = { since: "3.9" };
  const guarded = {
    ...entries,
    symbols: ["PyFoo_New", "_PyFoo_New"].map((name) => func(name, { limitedApi: later, header: "Include/foo.h" })),
  };
  const { symbols } = withLimitedEvidence(
    guarded,
    { ...nothing, exports: readPython3Def(tree(def)) },
    new ManifestSession().limited,
  );
  expect(symbols.map((one) => one.limitedApi)).toEqual([later, null]);
});

test("a macro that has another text in the limited API counts by what that text calls", () => {
  const exports = readPython3Def(tree(def));
  const countsAs = (text: string) => {
    const session = new Session();
    const [define] = session.lex("Include/foo.h", `#define PyFoo_CALL(x) ${text}\n`).items as DirectiveItem[];
    const macro = session.definition(define as DirectiveItem, "Include/foo.h") as Macro;
    const evidence = { ...nothing, exports, macros: new Map([[macro.name, macro]]) };
    return withLimitedEvidence(entries, evidence, new ManifestSession().limited).symbols.find(
      ({ name }) => name === "PyFoo_CALL",
    );
  };
  expect(countsAs("PyFoo_Listed((x))")?.limitedApi).toEqual(limitedApi);
  expect(countsAs("PyFoo_Other((x))")?.limitedApi).toBeNull();
});

test("a struct that its typedef names in another header than the one that completes it counts as the typedef does", () => {
  const named = {
    symbols: [
      ...entries.symbols,
      func("_PyFoo_Init", { header: "Include/internal/pycore_foo.h" }),
      typedef("PyFoo", { type: "struct _foo", limitedApi, header: "Include/foo.h" }),
    ],
    structs: [struct("PyFoo", { limitedApi, typedefs: ["PyFoo"], header: "Include/internal/pycore_foo.h" })],
    enums: [],
  };
  const [foo] = withLimitedEvidence(
    named,
    { ...nothing, exports: readPython3Def(tree(def)) },
    new ManifestSession().limited,
  ).structs;
  expect(foo?.limitedApi).toEqual(limitedApi);
});
