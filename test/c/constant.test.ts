import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/c/constant.ts";
import type { Expression } from "../../src/c/types.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { expressionsOf, type Triple, unitOf } from "./unit-of.ts";

const declarations = `
typedef unsigned char Byte;
typedef struct { int first; union { short a; char b; }; unsigned flag : 3; struct { long deep; } inner; } Record;
enum { SEVEN = 7 };
extern Record record;
extern const char name[12];
int function(int);
struct opaque;
`;

/** As `type value`, or as `reason culprit`. */
function value(expression: string, triple?: Triple): string {
  const [parsed] = expressionsOf([expression], declarations) as [Expression];
  const constant = evaluate(parsed, unitOf(declarations, triple));
  return constant instanceof Unknown ? `${constant.reason} ${constant.culprit}` : `${constant.type} ${constant.value}`;
}

describe("a constant expression", () => {
  test.each([
    ["1 + 2 * 3", "int 7"],
    ["'a'", "int 97"],
    ["SEVEN << 1", "int 14"],
    ["-7 / 2", "int -3"],
    ["-7 % 2", "int -1"],
    ["-1 >> 1", "int -1"],
    ["!0 + !5", "int 1"],
    ["~0u", "unsigned int 4294967295"],
    ["1 ? 2 : 3u", "unsigned int 2"],
    ["-1 < 0u", "int 0"],
    ["(unsigned char) 300", "unsigned char 44"],
    ["(_Bool) 256", "_Bool 1"],
    ["(Byte) -1 + 1", "int 256"],
    ["-1 == 0xffffffff", "int 1"],
  ])("%s is %s", (expression, expected) => expect(value(expression)).toBe(expected));

  test("takes the first type that holds a literal: an unsigned one only for hexadecimal and octal (C11 6.4.4.1)", () => {
    expect(value("2147483648")).toBe("long 2147483648");
    expect(value("0x80000000")).toBe("unsigned int 2147483648");
    expect(value("-2147483648")).toBe("long -2147483648");
    expect(value("2147483648", "x86_64-pc-windows-msvc")).toBe("long long 2147483648");
    expect(value("99999999999999999999")).toBe("invalid 99999999999999999999");
  });

  test("wraps at the width of the platform's types", () => {
    expect(value("0ul - 1")).toBe("unsigned long 18446744073709551615");
    expect(value("0ul - 1", "x86_64-pc-windows-msvc")).toBe("unsigned long 4294967295");
    expect(value("(char) 200")).toBe("char -56");
    expect(value("(char) 200", "aarch64-linux-gnu")).toBe("char 200");
  });

  test("has characters with the sign and the wide type that they have on the platform", () => {
    const arm = "armv7-linux-gnueabihf";
    expect(value("'\\377'")).toBe("int -1");
    expect(value("'\\377'", arm)).toBe("int 255");
    expect(value("'é'")).toBe("int 50089");
    expect(value("L'\\xffffffff'")).toBe("int -1");
    expect(value("L'\\xffffffff'", arm)).toBe("unsigned int 4294967295");
    expect(value("sizeof L'a'", "x86_64-pc-windows-msvc")).toBe("unsigned long long 2");
    expect(value("u'\\u20ac'")).toBe("unsigned short 8364");
    expect(value("U'é'")).toBe("unsigned int 233");
  });

  test("may contain sizes, alignments and offsets", () => {
    expect(value("sizeof(Record)")).toBe("unsigned long 16");
    expect(value("sizeof(Record)", "i686-linux-gnu")).toBe("unsigned int 12");
    expect(value("_Alignof(Record)")).toBe("unsigned long 8");
    expect(value("_Alignof(long long)", "i686-linux-gnu")).toBe("unsigned int 4");
    expect(value("__builtin_offsetof(Record, b)")).toBe("unsigned long 4");
    expect(value("__builtin_offsetof(Record, inner.deep)")).toBe("unsigned long 8");
  });

  test("has GNU's alignment of variables, which i386 prefers to be 8 for scalars of 8 bytes", () => {
    const preferred = (type: string) => value(`__alignof__(${type})`, "i686-linux-gnu");
    expect(["long long", "const double", "long long[3]"].map(preferred)).toEqual(Array(3).fill("unsigned int 8"));
    expect(["long", "struct { double x; }", "long double"].map(preferred)).toEqual(Array(3).fill("unsigned int 4"));
    expect(value("__alignof__(long long)")).toBe("unsigned long 8");
  });

  test("may contain the size of an expression, which is not evaluated", () => {
    expect(value("sizeof ((Record *) 0)->inner")).toBe("unsigned long 8");
    expect(value("sizeof *(Record *) 0")).toBe("unsigned long 16");
    expect(value("sizeof record.a")).toBe("unsigned long 2");
    expect(value("sizeof name / sizeof name[0]")).toBe("unsigned long 12");
    expect(value("sizeof (name + 1)")).toBe("unsigned long 8");
    expect(value("sizeof &record")).toBe("unsigned long 8");
    expect(value("sizeof ((char) 1 + (char) 1)")).toBe("unsigned long 4");
    expect(value("sizeof (1 / 0)")).toBe("unsigned long 4");
  });

  test("needs the type, not the value, of unevaluated operands", () => {
    expect(value("1 ? 2 : 1 / 0")).toBe("int 2");
    expect(value("0 && 1 / 0")).toBe("int 0");
    expect(value("1 || 1 / 0")).toBe("int 1");
    expect(value("1 ? 2 : NOT_THERE")).toBe("unknown-name NOT_THERE");
    expect(value("0 && NOT_THERE")).toBe("unknown-name NOT_THERE");
  });
});

describe("other expressions are rejected with the reason", () => {
  test.each([
    ["1 / 0", "not-constant /"],
    ["1 % 0", "not-constant %"],
    ["1 << 32", "not-constant <<"],
    ["1 >> -1", "not-constant >>"],
    ["NOT_THERE + 1", "unknown-name NOT_THERE"],
    ["name", "not-constant name"],
    ["record.first", "not-constant first"],
    ["*name", "not-constant *"],
    ["(int *) 0", "not-constant pointer"],
    ["sizeof(struct opaque)", "incomplete-type struct opaque"],
    ["sizeof(struct not_there)", "incomplete-type struct not_there"],
    ["sizeof(void)", "incomplete-type void"],
    ["sizeof function", "invalid function"],
    ["sizeof record.flag", "invalid flag"],
    ["sizeof record.not_there", "unknown-name not_there"],
    ["__builtin_offsetof(Record, flag)", "invalid flag"],
  ])("%s: %s", (expression, expected) => expect(value(expression)).toBe(expected));

  test("also when it nests without end", () => {
    const deep = { kind: "integer", value: 1n, unsigned: false, long: 0, decimal: true } as const;
    let expression: Expression = deep;
    for (let depth = 0; depth < 100_000; depth++) expression = { kind: "unary", op: "-", operand: expression };
    expect(evaluate(expression, unitOf(""))).toEqual(new Unknown("not-supported", "nesting this deep"));
  });
});
