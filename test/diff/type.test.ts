import { describe, expect, test } from "vitest";
import { parseType, qualified } from "../../src/diff/type.ts";

const base = (name: string, ...qualifiers: string[]) => ({ kind: "base", name, qualifiers });
const pointer = (to: object, ...qualifiers: string[]) => ({ kind: "pointer", to, qualifiers });
const array = (of: object, length: string) => ({ kind: "array", of, length });
const func = (returns: object, params: object[] = [], variadic = false) => ({
  kind: "function",
  returns,
  params,
  variadic,
});

describe("a type is read from the inside out, as clang spells it", () => {
  test.each([
    ["int", base("int")],
    ["unsigned long long", base("unsigned long long")],
    ["struct _object *", pointer(base("struct _object"))],
    ["volatile const char *", pointer(base("char", "const", "volatile"))],
    ["char *const *", pointer(pointer(base("char"), "const"))],
    ["int[2][3]", array(array(base("int"), "3"), "2")],
    ["const char *const[]", array(pointer(base("char", "const"), "const"), "")],
    ["int (*)[4]", pointer(array(base("int"), "4"))],
    ["void (*)(void)", pointer(func(base("void")))],
    ["int (char *, ...)", func(base("int"), [pointer(base("char"))], true)],
    ["int (*const[3])(int, long)", array(pointer(func(base("int"), [base("int"), base("long")]), "const"), "3")],
    ["void (*(*)(int))(char)", pointer(func(pointer(func(base("void"), [base("char")])), [base("int")]))],
    ["int (int (*)(void), int)", func(base("int"), [pointer(func(base("int"))), base("int")])],
    ["_Atomic(size_t) *", pointer(base("_Atomic ( size_t )"))],
    ["union (unnamed)", base("union ( unnamed )")],
    ["?", base("?")],
    ["", base("")],
  ])("%s", (text, type) => {
    expect(parseType(text)).toEqual(type);
  });

  test("qualifies the elements of an array", () => {
    expect(qualified(parseType("int[4]"), ["const"])).toEqual(parseType("const int[4]"));
    expect(qualified(parseType("char *"), ["const"])).toEqual(parseType("char *const"));
  });
});
