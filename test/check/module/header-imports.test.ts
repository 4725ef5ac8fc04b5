import { expect, test } from "vitest";
import { HeaderImports } from "../../../src/check/module/header-imports.ts";
import { miniature } from "../../manifest/miniature.ts";

const imports = new HeaderImports(
  miniature({
    "Include/test.h": `
extern char _PyTest_empty[];
static inline char *_PyTest_Get(int n) { if (n) { return 0; } return _PyTest_empty; }
#define PyTest_GET(n) _PyTest_Get(n)
#define PyTest_LOOP(n) PyTest_LOOP(n)
int PyTest_Other(int);
`,
  }),
);

test("an import is traced to the inline functions and macros that use it, also indirectly", () => {
  expect([...imports.referrersOf("_PyTest_empty")].sort()).toEqual(["PyTest_GET", "_PyTest_Get"]);
});

test("a name that no header's code names is its author's", () => {
  expect([...imports.referrersOf("PyTest_Other")]).toEqual([]);
  expect([...imports.referrersOf("PyTest_LOOP")]).toEqual([]);
});
