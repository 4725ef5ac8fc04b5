import { describe, expect, test } from "vitest";
import { isNearName, stemOf } from "../../src/diff/symbol-name.ts";

test.each([
  ["PyFoo_Bar", "Foo_Bar"],
  ["_PyFoo_Bar", "Foo_Bar"],
  ["PyUnstable_Foo_Bar", "Foo_Bar"],
  ["_Py_Foo", "Foo"],
  ["Py_Foo", "Foo"],
  ["PY_FOO", "FOO"],
  ["_PY_FOO", "FOO"],
  ["T_INT", "T_INT"],
  ["Pyramid_New", "Pyramid_New"],
  ["__foo", "foo"],
])("the stem of %s is %s", (name, stem) => {
  expect(stemOf(name)).toBe(stem);
});

describe("names are near", () => {
  test.each([
    ["PyThreadState_GetUnchecked", "_PyThreadState_UncheckedGet", "the same words in another order"],
    ["PyFoo_GET_ITEM", "PyFoo_GetItem", "the same words in another spelling"],
    ["_PyBar_CallNoArgNow", "_PyBar_CallNoArgsNow", "one word spelled a little differently"],
    ["_Py_uop_sym_is_big", "_Py_uop_symbol_is_big", "one word abbreviated"],
    ["PyFoo_IsMostlyUsed", "PyFoo_IsUsed", "one word more of four"],
  ])("%s, %s: %s", (a, b) => {
    expect(isNearName(a, b)).toBe(true);
    expect(isNearName(b, a)).toBe(true);
  });

  test.each([
    ["PyFoo_GetItem", "PyFoo_SetItem", "another verb"],
    ["PyFoo_New", "PyFoo_NewEx", "one word more of few"],
    ["PyFoo_Fini", "PyFoo_FiniTypes", "one word more of few"],
    ["PyFoo_A", "PyFoo_B", "short words"],
    ["PyFoo_Run", "PyBar_Run", "about something else"],
  ])("but not %s, %s: %s", (a, b) => {
    expect(isNearName(a, b)).toBe(false);
    expect(isNearName(b, a)).toBe(false);
  });
});
