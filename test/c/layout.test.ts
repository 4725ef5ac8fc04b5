import { describe, expect, test } from "vitest";
import { layoutOf, recordLayoutOf } from "../../src/c/layout.ts";
import type { MemberLayout } from "../../src/c/record-layout.ts";
import type { CType } from "../../src/c/types.ts";
import { Unknown } from "../../src/c/unknown.ts";
import { type Triple, unitOf } from "./unit-of.ts";

// test/conformance/layout.test.ts compares with gcc and clang; these tests show the rules.

/** `struct S` of the text: its members as `name@offset`, `name@bit:width` for bit-fields; its size and alignment. */
function layout(text: string, triple?: Triple): string {
  const record = recordLayoutOf({ kind: "record", record: "struct", tag: "S", definition: null }, unitOf(text, triple));
  if (record instanceof Unknown) return `${record.reason} ${record.culprit}`;
  return `${listed(record.members)} | ${record.size} by ${record.align}`;
}

function listed(members: MemberLayout[]): string {
  return members
    .map(({ name, offset, bitOffset, bitWidth, members: inner }) => {
      const place = bitOffset === null ? `${name}@${offset}` : `${name ?? ""}@${bitOffset}:${bitWidth}`;
      return inner === null ? place : `${place}{${listed(inner)}}`;
    })
    .join(" ");
}

describe("members", () => {
  test("are placed by their alignment", () => {
    expect(layout("struct S { char a; int b; char c; };")).toBe("a@0 b@4 c@8 | 12 by 4");
  });

  test("of an anonymous record are the container's", () => {
    expect(layout("struct S { int a; union { char b; struct { short c; long d; }; }; };")).toBe(
      "a@0 b@8 c@8 d@16 | 24 by 8",
    );
  });

  test("of a record without a tag are listed inside it, with offsets from the outermost start", () => {
    expect(layout("struct S { int a; struct { int b; struct { int c : 3; } d; } e, f[2]; };")).toBe(
      "a@0 e@4{b@4 d@8{c@64:3}} f@12{b@12 d@16{c@128:3}} | 28 by 4",
    );
  });

  test("are none if only a type is defined", () => {
    const text = "struct S { struct T { int x; }; enum { A }; int a; };";
    expect(layout(text)).toBe("a@0 | 4 by 4");
    expect(layout(text, "x86_64-pc-windows-msvc")).toBe("x@0 a@4 | 8 by 4");
  });

  test("without a length take no space at the end", () => {
    expect(layout("struct S { int a; long b[]; };")).toBe("a@0 b@8 | 8 by 8");
    expect(layout("typedef char T[]; struct S { int a; T b; };")).toBe("a@0 b@4 | 4 by 4");
  });

  test("of _Atomic type are aligned to their size", () => {
    expect(layout("struct P { int x, y; }; struct S { char a; _Atomic(struct P) b; };")).toBe("a@0 b@8 | 16 by 8");
    expect(layout("struct S { _Atomic(long long) a; };", "i686-linux-gnu")).toBe("not-supported _Atomic of 8 bytes");
  });
});

describe("an empty record", () => {
  test("has size zero for GNU, four bytes for Visual C++", () => {
    expect(layout("struct S { };")).toBe(" | 0 by 1");
    expect(layout("struct S { };", "i686-pc-windows-msvc")).toBe(" | 4 by 1");
  });

  test("of a larger alignment pads its arrays for Visual C++ on 64 bits", () => {
    const text = "struct S { union { long long none[0]; } a[5]; char b; };";
    expect(layout(text, "x86_64-pc-windows-msvc")).toMatch(/ b@24 \| 32 by 8$/);
    expect(layout(text, "i686-pc-windows-msvc")).toMatch(/ b@20 \| 24 by 8$/);
  });
});

describe("sizes and alignments", () => {
  const text = "struct S { char a; long b; char c; long long d; char e; long double f; void *g; };";
  test.each([
    ["x86_64-linux-gnu", "a@0 b@8 c@16 d@24 e@32 f@48 g@64 | 80 by 16"],
    ["i686-linux-gnu", "a@0 b@4 c@8 d@12 e@20 f@24 g@36 | 40 by 4"],
    ["armv7-linux-gnueabihf", "a@0 b@4 c@8 d@16 e@24 f@32 g@40 | 48 by 8"],
    ["arm64-apple-darwin", "a@0 b@8 c@16 d@24 e@32 f@40 g@48 | 56 by 8"],
    ["x86_64-pc-windows-msvc", "a@0 b@4 c@8 d@16 e@24 f@32 g@40 | 48 by 8"],
  ] as [Triple, string][])("on %s", (triple, expected) => expect(layout(text, triple)).toBe(expected));
});

describe("bit-fields", () => {
  test("share the bytes before them, to System V", () => {
    expect(layout("struct S { char a; int b : 3; int c : 25; };")).toBe("a@0 b@8:3 c@32:25 | 8 by 4");
  });

  test("share a unit only with their own size, to Visual C++", () => {
    expect(layout("struct S { char a; int b : 3; unsigned c : 2; short d : 3; };", "x86_64-pc-windows-msvc")).toBe(
      "a@0 b@32:3 c@35:2 d@64:3 | 12 by 4",
    );
  });

  test("without a name align the record on ARM only", () => {
    const text = "struct S { char a; int : 3; };";
    expect(layout(text)).toBe("a@0 @8:3 | 2 by 1");
    expect(layout(text, "aarch64-linux-gnu")).toBe("a@0 @8:3 | 4 by 4");
    expect(layout(text, "arm64-apple-darwin")).toBe("a@0 @8:3 | 2 by 1");
  });

  test("of no width end the unit", () => {
    expect(layout("struct S { char a : 3; int : 0; char b : 2; };")).toBe("a@0:3 @32:0 b@32:2 | 5 by 1");
  });
});

describe("attributes", () => {
  test("packed removes the padding", () => {
    expect(layout("struct S { char a; int b; } __attribute__((packed));")).toBe("a@0 b@1 | 5 by 1");
    expect(layout("struct S { char a; int b __attribute__((packed)); short c; };")).toBe("a@0 b@1 c@6 | 8 by 2");
  });

  test("aligned puts more in", () => {
    expect(layout("struct S { char a; char b __attribute__((aligned(8))); };")).toBe("a@0 b@8 | 16 by 8");
    expect(layout("struct S { char a; _Alignas(long) char b; };")).toBe("a@0 b@8 | 16 by 8");
    expect(layout("typedef int T __attribute__((aligned(2))); struct S { char a; T b; };")).toBe("a@0 b@2 | 6 by 2");
    expect(layout("struct S { char a; } __attribute__((aligned));", "armv7-linux-gnueabihf")).toBe("a@0 | 8 by 8");
    expect(layout("enum { N = 16 }; struct S { _Alignas(N) char a; };")).toBe("a@0 | 16 by 16");
    expect(layout("struct S { char a __attribute__((aligned(8), aligned(4))); };")).toBe("a@0 | 8 by 8");
  });

  test("#pragma pack limits it", () => {
    expect(layout("#pragma pack(push, 2)\nstruct S { char a; long b; };\n#pragma pack(pop)\n")).toBe(
      "a@0 b@2 | 10 by 2",
    );
  });

  test("that are not understood make a layout unknown", () => {
    expect(layout("typedef int T __attribute__((mode(DI))); struct S { T a; };")).toBe("not-supported mode");
    expect(layout("typedef float T __attribute__((vector_size(16))); struct S { T a; };")).toBe(
      "not-supported vector_size",
    );
    expect(layout("struct S { int a __attribute__((aligned(3))); };")).toBe("invalid aligned(3)");
    expect(layout("struct __attribute__((aligned(8))) S { int a; } __attribute__((aligned(4)));")).toBe(
      "not-supported different alignments",
    );
  });
});

describe("a layout is not guessed", () => {
  test.each([
    ["struct S { not_there_t a; };", "unknown-type not_there_t"],
    ["struct T { not_there_t a; }; struct S { int a; struct T b[2]; };", "unknown-type not_there_t"],
    ["struct S { struct not_there a; };", "incomplete-type struct not_there"],
    ["struct S { int a[NOT_THERE]; };", "unknown-name NOT_THERE"],
    ["struct S { int a : NOT_THERE; };", "unknown-name NOT_THERE"],
    ["struct S { int a[-1]; };", "invalid [-1]"],
    ["struct S { int a : 33; };", "invalid int : 33"],
    ["struct S { int a : 0; };", "invalid int : 0"],
    ["struct S { double a : 3; };", "invalid double"],
    ["struct S { void a; };", "incomplete-type void"],
    ["struct S { struct S a; };", "incomplete-type struct S"],
    ["struct T { struct S { struct T b; } a; };", "incomplete-type struct T"],
    ["struct S { char a[0x7fffffffffffffff]; };", "invalid [9223372036854775807]"],
    ["struct S { char a[0x7fffffffff][0x7fffffffff]; };", "invalid [549755813887]"],
  ])("%s: %s", (text, expected) => expect(layout(text)).toBe(expected));

  test("except behind a pointer", () => {
    expect(layout("struct S { not_there_t *a; struct not_there *b; int (*c)(not_there_t); };")).toBe(
      "a@0 b@8 c@16 | 24 by 8",
    );
  });

  test("and one unknown type spoils no other record", () => {
    const unit = unitOf("struct S { not_there_t a; }; struct T { int a; };");
    expect(layoutOf({ kind: "record", record: "struct", tag: "T", definition: null }, unit)).toEqual({
      size: 4,
      align: 4,
    });
  });
});

describe("excessive text", () => {
  test("has no layout if records nest into billions of members", () => {
    let members = "int x;";
    for (let depth = 0; depth < 40; depth++) members = `struct { ${members} } a, b;`;
    expect(layout(`struct S { ${members} };`)).toBe("not-supported more than 100000 members");
  });

  test("has none if types nest endlessly", () => {
    let type: CType = { kind: "basic", name: "int" };
    for (let depth = 0; depth < 100_000; depth++)
      type = { kind: "qualified", const: true, volatile: false, restrict: false, type };
    expect(layoutOf(type, unitOf(""))).toEqual(new Unknown("not-supported", "nesting this deep"));
  });
});
