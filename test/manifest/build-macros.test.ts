/** What macros of a build change in a manifest, whoever else says something of them. */
import { describe, expect, test } from "vitest";
import { buildMacros } from "../../src/cpython/build-macros.ts";
import { defaultTarget } from "../../src/cpython/target.ts";
import { buildManifest } from "../../src/manifest/build.ts";
import { ManifestSession } from "../../src/manifest/session.ts";
import { manifestOf, manifestWith, miniature, named } from "./miniature.ts";

const header = `
struct state {
  int always;
#ifdef _Py_TIER2
  long tier[_Py_TIER2];
#endif
#ifdef SIZEOF_LONG
  char known;
#endif
#ifdef WITH_PYMALLOC
  long pools;
#endif
#ifndef NDEBUG
  long asserted;
#endif
};
`;
const members = (define: string[], undef: string[] = [], platform: "linux_x86_64" | "win_amd64" = "linux_x86_64") => {
  const changes = { "Include/test.h": header, "pyconfig.h.in": "#undef WITH_PYMALLOC\n#undef SIZEOF_LONG\n" };
  const manifest = manifestOf(changes, { platform, macros: buildMacros(define, undef) });
  return named(manifest.structs, "state")?.members?.map(({ name, size }) => `${name} ${size}`);
};

describe("a build's macros", () => {
  test.each([
    ["linux_i686", [], "2 4 8 8"],
    ["linux_i686", ["time64"], "2 8 16 16"],
    ["linux_armv7l", ["time64"], "2 8 16 16"],
    ["musllinux_i686", [], "2 8 16 16"],
    ["musllinux_i686", ["time64"], "2 8 16 16"],
    ["linux_x86_64", ["time64"], "2 8 16 16"],
  ] as const)("on %s with %j time_t and its structs are as large as there", (platform, define, sizes) => {
    const header = `#include <sys/time.h>\n#include <time.h>
struct test_times { short two; time_t t; struct timespec spec; struct timeval val; };\n`;
    const { structs } = manifestWith(header, { platform, macros: buildMacros(define, []) });
    const found = named(structs, "test_times")?.members ?? [];
    expect(found.map(({ size }) => size).join(" ")).toBe(sizes);
  });

  test("are defined before the first header, and are not listed as symbols", () => {
    expect(members(["_Py_TIER2=3"])).toContain("tier 24");
    expect(members(["_Py_TIER2=3"], [], "win_amd64")).toContain("tier 12");
    const { symbols, target } = manifestWith(header, { macros: buildMacros(["jit"], []) });
    expect(named(symbols, "_Py_TIER2")).toBeUndefined();
    expect(target).toEqual({
      ...{ abi: "cp313", platform: "linux_x86_64", limitedApi: null },
      macros: ["-D_Py_JIT=1", "-D_Py_TIER2=1"],
    });
  });

  test("are not taken for others with the same text, in a session that has read both", () => {
    const tree = miniature({ "Include/test.h": header, "pyconfig.h.in": "#undef WITH_PYMALLOC\n" });
    const session = new ManifestSession();
    const pools = [buildMacros(["A=1 -UWITH_PYMALLOC"], []), buildMacros(["A=1"], ["WITH_PYMALLOC"])].map((macros) => {
      const { structs } = buildManifest(tree, { ...defaultTarget, macros }, session);
      return named(structs, "state")?.members?.some(({ name }) => name === "pools");
    });
    expect(pools).toEqual([true, false]);
  });

  test("also apply in pyconfig.h, and add to those of the abi", () => {
    expect(members([])).toEqual(["always 4", "known 1", "pools 8"]);
    expect(members([], ["WITH_PYMALLOC", "NDEBUG"])).toEqual(["always 4", "known 1", "asserted 8"]);
  });
});
