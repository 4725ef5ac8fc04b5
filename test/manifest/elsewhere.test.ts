import { describe, expect, it } from "vitest";
import { manifestOf, manifestWith } from "./miniature.ts";

const conditional = `
#include "pyconfig.h"
#ifdef Py_GIL_DISABLED
int free_threaded(void);
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
int everywhere(void);
`;

describe("elsewhere", () => {
  it("has the names that other builds and other systems have, with the targets", () => {
    expect(manifestWith(conditional).elsewhere).toEqual([
      { name: "DEBUG_ONLY", targets: ["cpd"] },
      { name: "apple", targets: ["macosx_arm64"] },
      { name: "free_threaded", targets: ["cpt"] },
      { name: "takes", targets: ["win_amd64"] },
      { name: "windows", targets: ["win_amd64"] },
    ]);
  });

  it("is empty where all is the same everywhere, and of a limited API", () => {
    expect(manifestOf().elsewhere).toEqual([]);
  });
});
