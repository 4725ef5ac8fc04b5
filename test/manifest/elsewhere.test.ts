import { describe, expect, test } from "vitest";
import { manifestOf, manifestWith } from "./miniature.ts";

const conditional = `
#include "pyconfig.h"
#ifdef Py_GIL_DISABLED
__attribute__((deprecated)) int free_threaded(void);
#endif
#ifdef Py_DEBUG
#define DEBUG_ONLY 1
#endif
#ifdef MS_WINDOWS
struct windows { int x; };
int takes(struct only_named *);
#endif
#ifdef __APPLE__
typedef int apple;
#endif
#ifdef Py_TRACE_REFS
#define traced 1
#endif
int everywhere(void);
`;

describe("elsewhere", () => {
  test("has the names that other builds and other systems have, with the targets", () => {
    const { elsewhere } = manifestWith(conditional);
    expect(elsewhere.map(({ name, kind, targets }) => `${kind} ${name}: ${targets}`)).toEqual([
      "macro DEBUG_ONLY: cpd",
      "typedef apple: macosx_arm64",
      "function free_threaded: cpt",
      "function takes: win_amd64",
      "macro traced: Py_TRACE_REFS",
      "struct windows: win_amd64",
    ]);
    const [, , freeThreaded] = elsewhere;
    expect(freeThreaded).toMatchObject({ surface: "public", tier: "public", line: 4, deprecated: "" });
  });

  test("has no name that configure's headers define here", () => {
    const header = '#include "pyconfig.h"\n#ifndef HAVE_UNISTD_H\n#define HAVE_UNISTD_H 0\n#endif\n';
    expect(manifestWith(header).elsewhere).toEqual([]);
  });

  test.each(["linux_ppc64le", "linux_s390x", "linux_i686"] as const)(
    "of %s excludes other machines' names",
    (platform) => {
      const header = "#ifdef __x86_64__\nint on_x86_64(void);\n#endif\n#ifdef __APPLE__\nint apple(void);\n#endif\n";
      const { elsewhere } = manifestWith(header, { platform });
      expect(elsewhere.map(({ name }) => name)).toEqual(["apple"]);
    },
  );

  test("is empty if all targets agree, and for a limited API", () => {
    expect(manifestOf().elsewhere).toEqual([]);
  });

  test("excludes hand-written configurations, which not every tree has", () => {
    const { elsewhere } = manifestOf({
      "PC/pyconfig.h": "#define MS_WINDOWS 1\ntypedef int by_hand;\n",
      "Include/test.h": "#ifdef MS_WINDOWS\nint windows_only(void);\n#endif\n",
    });
    expect(elsewhere.map(({ name }) => name)).toContain("windows_only");
    expect(elsewhere.map(({ name }) => name)).not.toContain("by_hand");
  });
});
