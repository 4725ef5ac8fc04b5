import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultTarget, type TargetRequest } from "../../src/cpython/target.ts";
import type { SourceTree } from "../../src/cpython/tree.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { miniature } from "./miniature.ts";

const tree = miniature({
  "PC/pyconfig.h": "",
  "Include/internal/pycore_lib.h": '#ifndef LIB_H\n#define LIB_H\n#define LIB_SIZE 4\n#include "lib/one.h"\n#endif\n',
  "Include/internal/lib/one.h": "#ifndef ONE_H\n#define ONE_H\nextern int lib_one[LIB_SIZE];\n#endif\n",
  "Include/internal/lib/two.h": "extern int lib_two[LIB_SIZE];\n",
  "Include/internal/pycore_again.h": '#include "patchlevel.h"\n',
});
const headers = [...tree.files.keys()].filter((path) => /^Include\/.*\.h$/.test(path));

/** Lines that a release puts into a header, each at its place in it. */
const lines = [
  "/* a comment */",
  "",
  "PyAPI_FUNC(int) PyNew_Function(int x);",
  "PyAPI_DATA(PyNew_Type) PyNew_Variable;",
  "typedef long PyNew_Type;",
  "typedef struct { PyNew_Type a; } PyNew_Struct;",
  "static inline int PyNew_Inline(void) { return PyNew_MACRO + PyNew_Function(1); }",
  "#define PyNew_MACRO 1",
  "#define PyNew_MACRO (PY_MICRO_VERSION + 1)",
  "#define PyNew_Function(x) PyNew_MACRO",
  "#define PyNew_LINE __LINE__",
  "#undef PyNew_MACRO",
  "#ifdef PyNew_MACRO\nPyAPI_FUNC(int) PyNew_IfDefined(void);\n#endif",
  "#if PY_MICRO_VERSION > 3\nPyAPI_FUNC(int) PyNew_Later(void);\n#endif",
  "#ifndef Py_LIMITED_API\nPyAPI_FUNC(int) PyNew_NotLimited(void);\n#endif",
  "#if defined(_WIN32) || defined(Py_DEBUG)\nPyAPI_FUNC(int) PyNew_Elsewhere(void);\n#endif",
  "#error no",
];

const edit = fc.record({ header: fc.constantFrom(...headers), at: fc.nat(), line: fc.constantFrom(...lines) });
const step = fc.record({
  micro: fc.nat(5),
  edits: fc.array(edit, { maxLength: 3 }),
  // Most releases have what the one before them has.
  isNext: fc.constantFrom(true, true, true, false),
  abi: fc.constantFrom("cp", "cp", "cp", "cpd", "abi3"),
  platform: fc.constantFrom("linux_x86_64", "linux_x86_64", "win_amd64", "macosx_arm64"),
} as const);

function edited(tree: SourceTree, edits: readonly { header: string; at: number; line: string }[]): SourceTree {
  const files = new Map(tree.files);
  for (const { header, at, line } of edits) {
    const file = files.get(header);
    if (file === undefined) continue;
    const all = file.text.split("\n");
    all.splice(at % all.length, 0, line);
    files.set(header, { ...file, text: all.join("\n") });
  }
  return { ...tree, files };
}

function released(tree: SourceTree, micro: number): SourceTree {
  const path = "Include/patchlevel.h";
  const file = tree.files.get(path);
  if (file === undefined) return tree;
  const text = file.text.replace(/^(#define PY_MICRO_VERSION\s+)\d+$/m, `$1${micro}`);
  return { ...tree, files: new Map(tree.files).set(path, { ...file, text }) };
}

test("a manifest is what it is in a session of its own after releases with any lines more in any headers", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 6, maxLength: 6 }), (steps) => {
      const session = new ManifestSession();
      let last = tree;
      for (const { micro, edits, isNext, abi, platform } of steps) {
        last = released(edited(isNext ? last : tree, edits), micro);
        const request: TargetRequest = { ...defaultTarget, abi, platform };
        const warm = session.json.of(buildManifest(last, request, session)).toString();
        expect(warm).toBe(`${JSON.stringify(buildManifest(last, request))}\n`);
      }
    }),
    { numRuns: Number(process.env.SESSION_RUNS ?? 4), endOnFailure: true },
  );
});
