import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultTarget, type Platform } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { RefReader } from "../../src/manifest/reader.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { miniature, named } from "./miniature.ts";

const before = `
PyAPI_FUNC(int) PyFoo_Bar(int x);
static inline int PyFoo_Twice(int x) { return 2 * PyFoo_Bar(x); }
#define PyFoo_CALL(x) PyFoo_Twice(x)
#define PyFoo_OUTER(x) PyFoo_CALL(x)
#define PyFoo_SIZE 4
#define PyFoo_DOUBLE (2 * PyFoo_SIZE)
#define PyFoo_LINE __LINE__
typedef struct { int a[PyFoo_SIZE]; } PyFoo;
typedef struct { PyFoo inner; int last; } PyOuter;
typedef struct { PyFoo *inner; struct { int a; } own; } PyPlain;
enum PyKind { PyKind_A, PyKind_B = PyFoo_SIZE };
PyAPI_DATA(PyFoo) PyFoo_Main;
`;

const manifests = (text: string, later: string) => {
  const session = new ManifestSession();
  const [first, second] = [text, later].map((one) =>
    buildManifest(miniature({ "Include/test.h": one }), defaultTarget, session),
  );
  const alone = buildManifest(miniature({ "Include/test.h": later }), defaultTarget);
  return { session, first: first as typeof alone, second: second as typeof alone, alone };
};

describe("an entry of a manifest from a session", () => {
  test.each([
    ["a line more", `\n${before}`],
    ["another body", before.replace("2 * PyFoo_Bar", "3 * PyFoo_Bar")],
    ["a line more and another body", `\n${before.replace("2 * PyFoo_Bar", "3 * PyFoo_Bar")}`],
    ["a callee that is a macro", before.replace("PyAPI_FUNC(int) PyFoo_Bar(int x);", "#define PyFoo_Bar(x) (x)")],
    ["a callee that is not exported", before.replace("PyAPI_FUNC(int)", "int")],
    ["another value", before.replace("SIZE 4", "SIZE 5")],
    ["a macro that is a function", before.replace("#define PyFoo_CALL(x) PyFoo_Twice(x)", "int PyFoo_CALL(int x);")],
    ["a deprecated callee", before.replace("PyAPI_FUNC", "Py_DEPRECATED(3.9) PyAPI_FUNC")],
    ["another parameter", before.replace("PyFoo_CALL(x) PyFoo_Twice(x)", "PyFoo_CALL(y) PyFoo_Twice(y)")],
    ["a struct's member more", before.replace("int a[", "int more, a[")],
    [
      "a typedef of another type",
      before.replace("typedef struct { int a[PyFoo_SIZE]; } PyFoo;", "typedef char PyFoo;"),
    ],
    ["a struct that another typedef names", `${before}typedef PyPlain PyOther;\n`],
    ["a struct that the public surface names only", `#ifdef Py_BUILD_CORE\n${before}#endif\n`],
    ["other blanks", before.replace("(2 * PyFoo_SIZE)", "(2*PyFoo_SIZE)")],
    ["a name that was none", `#define x PyFoo_SIZE\n${before}`],
  ])("is what it is in one that is built alone, after %s", (_, later) => {
    const { session, second, alone } = manifests(before, later);
    expect(second).toEqual(alone);
    expect(session.json.of(second).toString()).toBe(`${JSON.stringify(alone)}\n`);
  });

  test("is the same object if unchanged, and is serialized once", () => {
    const { first, second } = manifests(before, before.replace("SIZE 4", "SIZE 5"));
    const isSame = (name: string) => named(first.symbols, name) === named(second.symbols, name);
    expect(
      ["PyFoo_Bar", "PyFoo_CALL", "PyFoo_OUTER", "PyFoo_Twice", "PyFoo_Main"].filter((one) => !isSame(one)),
    ).toEqual([]);
    expect(["PyFoo_SIZE", "PyFoo_DOUBLE", "PyKind_B"].filter(isSame)).toEqual([]);
    const isSameStruct = (name: string) => named(first.structs, name) === named(second.structs, name);
    expect(["PyFoo", "PyOuter", "PyPlain"].filter(isSameStruct)).toEqual(["PyPlain"]);
  });

  test("is the same object on another platform, unless it depends on what differs there", () => {
    const text = `
      PyAPI_FUNC(int) PyFoo_Bar(long x);
      #define PyFoo_ONE (1L << 0)
      #define PyFoo_LONG sizeof(long)
      #define PyFoo_ALL (~0UL)
      #define PyFoo_HIGH ((char)200 < 0)
      #define PyFoo_WIDE sizeof(L'x')
      typedef char PyBytes[sizeof(void *)];
      PyAPI_FUNC(void) PyFoo_List(__builtin_va_list arguments);
      typedef struct { long a; } PyLongs;
      typedef struct { PyLongs inner; } PyOuter;
      typedef struct { int a; } PyInts;
    `;
    const tree = miniature({ "Include/test.h": text, "PC/pyconfig.h": "" });
    const session = new ManifestSession();
    const on = (platform: Platform, ...shared: ManifestSession[]) =>
      buildManifest(tree, { ...defaultTarget, platform }, ...shared);
    const first = on("linux_x86_64", session);
    const names = first.symbols.map(({ name }) => name).filter((name) => /^PyFoo_|^PyBytes$/.test(name));
    const others = ["linux_aarch64", "linux_i686", "win_amd64"] as const;
    const changed = others.map((platform) => {
      const second = on(platform, session);
      expect(second).toEqual(on(platform));
      const structs = ["PyInts", "PyLongs", "PyOuter"];
      return [
        ...names.filter((name) => named(second.symbols, name) !== named(first.symbols, name)),
        ...structs.filter((name) => named(second.structs, name) !== named(first.structs, name)),
      ];
    });
    expect(changed).toEqual([
      ["PyFoo_HIGH", "PyFoo_List", "PyFoo_WIDE"],
      ["PyBytes", "PyFoo_ALL", "PyFoo_LONG", "PyFoo_List", "PyFoo_ONE", "PyFoo_WIDE", "PyLongs", "PyOuter"],
      ["PyBytes", "PyFoo_ALL", "PyFoo_LONG", "PyFoo_List", "PyFoo_ONE", "PyFoo_WIDE", "PyLongs", "PyOuter"],
    ]);
  });

  test("of a release that only has another patchlevel.h comes from the same declarations and the new macros", () => {
    const patchlevel = "Include/patchlevel.h";
    const text = miniature().files.get(patchlevel)?.text ?? "";
    const later = text.replace(/^(#define PY_MICRO_VERSION\s+)\d+$/m, "$177");
    const session = new ManifestSession();
    const user = {
      "Include/test.h": "#define PyFoo_MICRO (PY_MICRO_VERSION + 1)\n",
      // A bundled library is read after the header that configures it, which was read by itself before.
      "Include/internal/pycore_lib.h":
        '#ifndef LIB_H\n#define LIB_H\n#define LIB_SIZE 4\n#include "lib/one.h"\n#endif\n',
      "Include/internal/lib/one.h": "#ifndef ONE_H\n#define ONE_H\nextern int lib_one[LIB_SIZE];\n#endif\n",
      "Include/internal/lib/two.h": "extern int lib_two[LIB_SIZE];\n",
      "Include/internal/pycore_again.h": '#include "patchlevel.h"\n',
    };
    const trees = [text, later].map((one) => miniature({ ...user, [patchlevel]: one }));
    const [first, second] = trees.map((tree) => new RefReader(tree, defaultTarget, session).readSurfaces("cp", null));
    for (const surface of ["public", "internal"] as const) {
      expect(second?.get(surface)?.declarations).toBe(first?.get(surface)?.declarations);
    }
    const values = trees.map((tree) => named(buildManifest(tree, defaultTarget, session).symbols, "PyFoo_MICRO"));
    expect(values[1]).toMatchObject({ value: "78" });
    expect(values[0]).not.toMatchObject({ value: "78" });
  });

  test("is what it is in one that is built alone, after any edits of patchlevel.h and of a header that uses it", () => {
    const patchlevel = "Include/patchlevel.h";
    const stableAbi = "Misc/stable_abi.toml";
    const text = miniature().files.get(patchlevel)?.text ?? "";
    const macros = ["1", "2", "PyFoo_Bar(x)", "PyFoo_Main", "PyOther->hidden", "", "PyFoo_SIZE"];
    const users = [
      "#define PyFoo_USER (PY_MICRO_VERSION + PyOwn_MACRO)",
      "#define PyFoo_USER(x) PyOwn_MACRO\n#define PyFoo_OUTER PyFoo_USER(1)",
      "static inline int PyFoo_User(void) { return PyOwn_MACRO; }",
      "PyAPI_FUNC(int) PyOwn_MACRO(int x);\n#define PyFoo_OUTER(x) PyOwn_MACRO(x)",
      "#if PY_MICRO_VERSION > 1\ntypedef int PyLater;\n#endif",
      "enum PyOwn { PyOwn_A = PY_MICRO_VERSION };",
    ];
    const series = fc.record({ minor: fc.constantFrom(9, 13), user: fc.constantFrom(...users) });
    const step = fc.record({
      micro: fc.nat(2),
      lines: fc.nat(1),
      macro: fc.constantFrom(...macros),
      abi: fc.constantFrom("cp", "cp", "cp", "cpd", "abi3"),
    } as const);
    fc.assert(
      fc.property(series, fc.array(step, { minLength: 5, maxLength: 5 }), ({ minor, user }, steps) => {
        const session = new ManifestSession();
        for (const { micro, lines, macro, abi } of steps) {
          const edited = text
            .replace(/^(#define PY_MINOR_VERSION\s+)\d+$/m, `$1${minor}`)
            .replace(/^(#define PY_MICRO_VERSION\s+)\d+$/m, `${"\n".repeat(lines)}$1${micro}`);
          const tree = miniature({
            [patchlevel]: `${edited}\n#define PyOwn_MACRO ${macro}\n`,
            "Include/test.h": `${before}${user}\n#ifdef Py_DEBUG\n#include "cpython/debug.h"\n#endif\n`,
            "Include/cpython/debug.h": `${"\n".repeat(lines)}#define PyOwn_DEBUG ${macro}\n`,
            ...(minor === 9 && { [stableAbi]: null, "PC/python3.def": "EXPORTS\n  PyFoo_Bar=python39.PyFoo_Bar\n" }),
          });
          const manifest = buildManifest(tree, { ...defaultTarget, abi }, session);
          const alone = `${JSON.stringify(buildManifest(tree, { ...defaultTarget, abi }))}\n`;
          expect(session.json.of(manifest).toString()).toBe(alone);
        }
      }),
      { numRuns: Number(process.env.SESSION_RUNS ?? 4) },
    );
  });
});
