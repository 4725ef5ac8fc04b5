import { describe, expect, test } from "vitest";
import { defaultTarget } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { manifestOf, manifestWith, miniature, named } from "./miniature.ts";

const manifest = manifestOf();
const names = ({ symbols }: { symbols: readonly { name: string }[] }) => symbols.map(({ name }) => name);

describe("a manifest", () => {
  test("names its source", () => {
    expect(manifest).toMatchObject({
      schemaVersion: 4,
      ref: "cpython",
      commit: "c".repeat(40),
      version: "3.13.2",
      target: { abi: "cp313", platform: "linux_x86_64", limitedApi: null },
      complete: true,
    });
    const paths = manifest.headers.map(({ path }) => path);
    expect(paths).toEqual([...paths].sort());
    expect(paths).toContain("Include/internal/pycore_box.h");
    expect(paths).not.toContain("Misc/stable_abi.toml");
    expect(manifest.headers[0]?.blob).toMatch(/^[\da-f]{40}$/);
  });

  test("lists the headers of CPython that each one includes under the conditions of the target", () => {
    const includesOf = ({ headers }: typeof manifest, path: string) =>
      headers.find((header) => header.path === path)?.includes;
    expect(includesOf(manifest, "Include/Python.h")).toEqual(
      ["box", "exports", "flags", "object", "patchlevel"].map((name) => `Include/${name}.h`),
    );
    expect(includesOf(manifest, "Include/box.h")).toEqual(["Include/cpython/box.h"]);
    expect(includesOf(manifestOf({}, { abi: "abi3" }), "Include/box.h")).toEqual([]);
  });

  test("of equal input is equal bytes", () => {
    expect(JSON.stringify(manifestOf())).toBe(JSON.stringify(manifest));
  });

  test("does not depend on the order of the files", () => {
    const tree = miniature();
    const backwards = { ...tree, files: new Map([...tree.files].reverse()) };
    expect(JSON.stringify(buildManifest(backwards, defaultTarget))).toBe(JSON.stringify(manifest));
  });

  test("does not depend on earlier readings", () => {
    manifestWith("typedef long TEST_A;\nint test_b[sizeof((TEST_A)-1)];\n");
    manifestOf({}, { abi: "abi3", limitedApi: "3.9" });
    expect(JSON.stringify(manifestOf())).toBe(JSON.stringify(manifest));
  });

  test("needs Include/Python.h", () => {
    expect(() => manifestOf({ "Include/Python.h": null })).toThrow(expect.objectContaining({ code: "no-headers" }));
  });
});

describe("the public surface", () => {
  test("contains what Python.h includes and the other headers of Include", () => {
    expect(named(manifest.symbols, "PyBox_New")).toMatchObject({ surface: "public", header: "Include/box.h" });
    expect(named(manifest.symbols, "PyExtra_Run")).toMatchObject({ surface: "public", header: "Include/extra.h" });
    expect(named(manifest.symbols, "PyBox_ITEMS")).toMatchObject({
      surface: "public",
      header: "Include/cpython/box.h",
    });
  });

  test("has each other header continue from Python.h, not from one another", () => {
    const { symbols, complete } = manifestOf({
      "Include/test_a.h": "#ifdef Py_PYTHON_H\nint after_python;\n#endif\n#define FROM_A 1\n",
      "Include/test_b.h": "#ifdef FROM_A\nint after_a;\n#else\nint not_after_a;\n#endif\n",
    });
    expect(names({ symbols })).toEqual(expect.arrayContaining(["after_python", "not_after_a", "FROM_A"]));
    expect(names({ symbols })).not.toContain("after_a");
    expect(complete).toBe(true);
  });

  test("omits a header that hits #error when included by itself, and reports it", () => {
    const { symbols, diagnostics, complete } = manifestWith('int before;\n#error "not by itself"\nint after;\n');
    expect(names({ symbols })).not.toContain("before");
    expect(diagnostics).toContainEqual({
      code: "header-rejected",
      header: "Include/test.h",
      line: 2,
      message: '#error "not by itself"',
    });
    expect(complete).toBe(true);
  });

  test("omits a header that needs one of Apple's frameworks on a system without them, and reports it", () => {
    const text = "int before;\n#include <Carbon/Carbon.h>\nOSErr after(WindowPtr);\n";
    const { symbols, diagnostics, complete } = manifestWith(text);
    expect(names({ symbols })).not.toContain("before");
    expect(diagnostics).toContainEqual({
      code: "header-rejected",
      header: "Include/test.h",
      line: 2,
      message: "#include <Carbon/Carbon.h>: no such header",
    });
    expect(complete).toBe(true);
    // There it is only not known.
    expect(manifestWith(text, { platform: "macosx_x86_64" }).complete).toBe(false);
  });

  test("omits a header that needs a macro which others define under conditions that do not hold", () => {
    const { symbols, diagnostics, complete } = manifestOf({
      "Include/head.h": "#ifdef NOT_FOR_THIS\n#define PyBox_HEAD int count;\n#endif\n",
      "Include/test.h": "int before;\ntypedef struct { PyBox_HEAD char *text; } PyTest;\n",
    });
    expect(names({ symbols })).not.toContain("before");
    expect(diagnostics).toContainEqual({
      code: "header-not-self-contained",
      header: "Include/test.h",
      line: 1,
      message: "It needs PyBox_HEAD, which other headers do not define for this target",
    });
    expect(complete).toBe(true);
    expect(manifestWith("typedef struct { PyNobody_HEAD char *text; } PyTest;\n").complete).toBe(false);
  });

  test.each([
    ["a macro of its own", "{ int x PyTest_get @ }; \n#define PyTest_get(x) PyTest_get((int)(x))", ""],
    ["a macro of Python.h", "{ int x PyAll_get @ };", ""],
    ["a keyword", "{ int x @ };", "#ifdef NOT_FOR_THIS\n#define struct union\n#endif\n"],
  ])("says what it did not understand of a header whose declaration has the name of %s", (_what, text, other) => {
    const { symbols, diagnostics, complete } = manifestOf({
      "Include/Python.h": "#define PyAll_get(x) x\n",
      "Include/other.h": other,
      "Include/test.h": `int before;\nstruct PyTest ${text}\n`,
    });
    expect(names({ symbols })).toContain("before");
    expect(diagnostics).toContainEqual(expect.objectContaining({ code: "declaration-not-understood", line: 2 }));
    expect(complete).toBe(false);
  });

  test("finds headers of a bundled library in the include folders that the tree's own Makefile names", () => {
    const files = {
      "Include/internal/pycore_lib.h": '#include "lib.h"\nstatic inline lib_count count(void) { return 1; }\n',
      "Include/internal/lib/lib.h": '#ifndef LIB_H\n#define LIB_H\n#include "lib/types.h"\n#endif\n',
      "Include/internal/lib/lib/types.h": "typedef int lib_count;\n",
    };
    const makefile = "PY_CFLAGS_NODIST=$(CFLAGS) -I$(srcdir)/Include/internal -I$(srcdir)/Include/internal/lib\n";
    for (const more of [{ "Makefile.pre.in": makefile }, {}]) {
      const { symbols, complete } = manifestOf({ ...files, ...more });
      expect(named(symbols, "lib_count")).toMatchObject({ header: "Include/internal/lib/lib/types.h" });
      expect(complete).toBe(true);
    }
    expect(manifestOf({ ...files, "Makefile.pre.in": "CPPFLAGS=-I$(srcdir)/Include\n" }).complete).toBe(false);
  });

  test("contains what a rejected header includes, if another header includes it too", () => {
    const { symbols } = manifestOf({
      "Include/test_a.h": '#include "test_c.h"\n#error "not by itself"\n',
      "Include/test_b.h": '#include "test_c.h"\n',
      "Include/test_c.h": "#ifndef TEST_C_H\n#define TEST_C_H\nint from_c;\n#endif\n",
    });
    expect(named(symbols, "from_c")).toMatchObject({ header: "Include/test_c.h", line: 3 });
  });
});

describe("the internal surface", () => {
  test("contains what Py_BUILD_CORE adds, in the headers of Include too", () => {
    expect(named(manifest.symbols, "_PyBox_Fini")).toMatchObject({ surface: "internal", tier: "internal" });
    const { symbols } = manifestWith("#ifdef Py_BUILD_CORE\nint _PyTest_A(void);\n#endif\nint _PyTest_B(void);\n");
    expect(named(symbols, "_PyTest_A")).toMatchObject({ surface: "internal", tier: "internal" });
    expect(named(symbols, "_PyTest_B")).toMatchObject({ surface: "public", tier: "private" });
  });

  test("is absent from a limited abi", () => {
    const { symbols } = manifestOf({}, { abi: "abi3" });
    expect(symbols.filter(({ surface }) => surface === "internal")).toEqual([]);
  });
});

describe("the target", () => {
  const text = `
#ifdef Py_DEBUG
int debug;
#endif
#ifdef Py_GIL_DISABLED
int threaded;
#endif
#ifdef NDEBUG
int optimized;
#endif
`;
  test.each([
    ["cp", "cp313", ["optimized"]],
    ["cpd", "cp313d", ["debug"]],
    ["cpt", "cp313t", ["optimized", "threaded"]],
    ["cptd", "cp313td", ["debug", "threaded"]],
  ] as const)("%s sets what configure would", (abi, spelled, shown) => {
    const { target, symbols } = manifestWith(text, { abi });
    expect(target.abi).toBe(spelled);
    expect(names({ symbols }).filter((name) => /^(debug|threaded|optimized)$/.test(name))).toEqual(shown);
  });

  test("of a limited abi contains only its version's symbols", () => {
    const at = (limitedApi: string | null) => manifestOf({}, { abi: "abi3", limitedApi });
    expect(at("3.9").target).toEqual({ abi: "abi3", platform: "linux_x86_64", limitedApi: "3.9" });
    expect(at(null).target.limitedApi).toBe("3.13");
    expect(names(at("3.9"))).not.toContain("PyBox_Seal");
    expect(names(at("3.10"))).toContain("PyBox_Seal");
    expect(names(at("3.13"))).not.toContain("PyBox_ITEMS");
  });

  test.each([
    [{ abi: "abi3t" }, "unknown-abi"],
    [{ abi: "abi3", limitedApi: "3.14" }, "invalid-target"],
    [{ abi: "abi3", limitedApi: "3.1" }, "invalid-target"],
  ] as const)("%j is refused", (request, code) => {
    expect(() => manifestOf({}, request)).toThrow(expect.objectContaining({ code }));
  });
});

describe("a value that configure finds out and the platform does not know", () => {
  const config = { "pyconfig.h.in": "#undef SIZEOF_VOID_P\n#undef HAVE_NEW_THING\n#undef HAVE_OTHER_THING\n" };
  const header = "\n#ifdef HAVE_NEW_THING\nint with_it;\n#endif\n";

  test("is reported at the first condition that needs it", () => {
    const { diagnostics, complete, symbols } = manifestOf({ ...config, "Include/test.h": header });
    expect(diagnostics.filter(({ code }) => code === "unknown-configuration")).toEqual([
      {
        code: "unknown-configuration",
        header: "Include/test.h",
        line: 2,
        message: expect.stringMatching(/^HAVE_NEW_THING .*linux_x86_64/),
      },
    ]);
    expect(complete).toBe(false);
    expect(names({ symbols })).not.toContain("with_it");
  });

  test("is not reported if nothing needs it", () => {
    expect(manifestOf(config).complete).toBe(true);
  });
});

describe("a switch of configure has its default", () => {
  test.each([
    ["on", "WITH_PYMALLOC"],
    ["on", "USE_INLINE"],
    ["found on Linux", "HAVE_ISINF"],
    ["off", "EXPERIMENTAL_ISOLATED_SUBINTERPRETERS"],
    ["off", "Py_TRACE_REFS"],
    ["off", "WITH_VALGRIND"],
    ["off", "PYMALLOC_USE_HUGEPAGES"],
  ])("%s: %s", (state, name) => {
    const { symbols, complete } = manifestOf({
      "pyconfig.h.in": `#undef SIZEOF_VOID_P\n#undef ${name}\n`,
      "Include/test.h": `#ifdef ${name}\nint with_it;\n#else\nint without_it;\n#endif\n`,
    });
    expect(complete).toBe(true);
    expect(names({ symbols })).toContain(state === "off" ? "without_it" : "with_it");
  });
});

describe("an error in one header", () => {
  const harmed = (text: string) => {
    const { symbols, diagnostics, complete } = manifestOf({
      "Include/test.h": text,
      "Include/test_after.h": "int after_it(void);\n",
    });
    const codes = diagnostics.filter(({ header }) => header === "Include/test.h").map(({ code }) => code);
    const unharmed = ["PyBox_New", "PyExtra_Run", "_PyBox_Fini", "after_it"];
    return { codes, complete, unharmed: unharmed.every((name) => named(symbols, name) !== undefined), symbols };
  };

  test.each([
    ["an unclosed #if", "#if 1\nint test;\n", "unterminated-conditional"],
    ["an unclosed comment", "int test; /* never\n", "unterminated-comment"],
    ["an #endif too many", "int test;\n#endif\n", "unbalanced-conditional"],
    ["a condition that is none", "int test;\n#if 1 +\n#endif\n", "invalid-condition"],
    ["a directive that is none", "int test;\n#frobnicate\n", "invalid-directive"],
    ["a header that is not there", '#include "nowhere.h"\nint test;\n', "include-not-found"],
    ["macro arguments that do not end", "#define F(x)\nint test;\nF(1\n", "unterminated-invocation"],
    ["too many macro arguments", "#define F(x)\nint test;\nF(1, 2)\n", "argument-count"],
    ["a cycle of includes", '#include "test.h"\nint test;\n', "include-depth"],
    ["a declaration that is none", "int test;\nint = ;\n", "declaration-not-understood"],
    ["braces that nothing stands before", "int test;\n{ int x; }\n", "declaration-not-understood"],
    ["a declaration that does not end", "int test;\nstruct s { int a;\n", "unterminated-declaration"],
    ["a function body that does not end", "int test;\nstatic inline int f(void) {\n", "unterminated-declaration"],
    ["a name that is no type", "int test;\nstruct s { nowhere_t a; };\n", "unknown-layout"],
    ["an array length that is not known", "int test;\nextern int a[NOWHERE];\n", "unknown-type"],
  ])("is told and harms no other: %s", (_, text, code) => {
    const { codes, complete, unharmed, symbols } = harmed(text);
    expect(codes).toContain(code);
    expect(complete).toBe(false);
    expect(unharmed).toBe(true);
    expect(named(symbols, "test")).toBeDefined();
  });

  test("is reported for one that is too large", () => {
    const tree = { ...miniature({ "Include/extra.h": null }), oversized: ["Include/extra.h"] };
    const { diagnostics, complete, symbols } = buildManifest(tree, defaultTarget);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: "header-too-large", header: "Include/extra.h" }),
    );
    expect(complete).toBe(false);
    expect(named(symbols, "PyBox_New")).toBeDefined();
  });

  test("is reported once for all surfaces, in order of location", () => {
    const { diagnostics } = manifestOf({ "Include/test_b.h": "int = ;\nlong = ;\n", "Include/test_a.h": "int = ;\n" });
    const places = diagnostics.filter(({ code }) => code === "declaration-not-understood");
    expect(places.map(({ header, line }) => `${header}:${line}`)).toEqual([
      "Include/test_a.h:1",
      "Include/test_b.h:1",
      "Include/test_b.h:2",
    ]);
  });

  test("in Python.h itself leaves the rest of it", () => {
    const { symbols, diagnostics, complete } = manifestOf({
      "Include/box.h": "#error broken\nint test = ;\nint += ;\n",
    });
    expect(diagnostics).toContainEqual(
      expect.objectContaining({ code: "error-directive", header: "Include/box.h", line: 1 }),
    );
    expect(complete).toBe(false);
    expect(named(symbols, "Py_DECREF")).toBeDefined();
    expect(named(symbols, "PYBOX_OPEN")).toBeDefined();
  });
});

describe("a tree of a version before Include/cpython, Include/internal and the limited API", () => {
  const old = buildManifest(miniature({}, "cpython-3.1"), defaultTarget);

  test("obeys the same rules", () => {
    expect(old).toMatchObject({ version: "3.1.4", complete: true, diagnostics: [], target: { abi: "cp31" } });
    expect(named(old.symbols, "PyBox_New")).toMatchObject({
      tier: "public",
      surface: "public",
      header: "Include/box.h",
      exported: true,
      limitedApi: null,
      stableAbi: null,
    });
    expect(named(old.symbols, "_PyBox_Clear")).toMatchObject({ tier: "private", surface: "public" });
    expect(named(old.symbols, "PyBox_Fini")).toMatchObject({ tier: "internal", surface: "internal" });
    expect(named(old.symbols, "Py_ssize_t")).toMatchObject({ type: "ssize_t" });
    expect(named(old.structs, "PyBoxObject")).toMatchObject({ tag: "_box", size: 24, opaque: false });
  });

  test("lacks a limited abi", () => {
    const build = () => buildManifest(miniature({}, "cpython-3.1"), { ...defaultTarget, abi: "abi3" });
    expect(build).toThrow(expect.objectContaining({ code: "unknown-abi" }));
  });
});
