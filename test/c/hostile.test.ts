/** Text that no honest header has: none of it may end the process, take for ever or be lost without a word. */
import { describe, expect, test } from "vitest";
import { codes, declare, type Headers, preprocess } from "./front-end.ts";

const deep = 100_000;
const around = (open: string, inner: string, close: string, times = deep) =>
  open.repeat(times) + inner + close.repeat(times);

/** What follows the hostile text in the same header is read as ever. */
function survives(text: string, headers: Headers = {}) {
  const { declarations, lost, diagnostics } = declare(`${text}\nint after;\n`, headers);
  expect(declarations.map(({ name }) => name)).toContain("after");
  return { lost, codes: codes(diagnostics) };
}

describe("missing closing brackets and quotes", () => {
  test.each([
    ["#if", "int before;\n#if 1\nint inside;\n", "unterminated-conditional", 2],
    ["#if whose group is skipped", "int before;\n#if 0\nint inside;\n", "unterminated-conditional", 2],
    ["#else", "int before;\n#if 0\n#else\n", "unterminated-conditional", 3],
    ["a comment", "int before;\nint x; /* int y;\nint z;\n", "unterminated-comment", 2],
    ["a comment in a directive", "int before;\n#define X /*\nint z;\n", "unterminated-comment", 2],
    ["a comment before a directive's name", "int before;\n# /* define X 1\nint z;\n", "unterminated-comment", 2],
    ["macro arguments", "#define F(x) x\nint before; F(1,\nint z;\n", "unterminated-invocation", 2],
    ["macro parameters", "int before;\n#define F(x\n", "invalid-directive", 2],
    ["a string in an #include", 'int before;\n#include "x\n', "invalid-directive", 2],
    ["an operand of defined", "int before;\n#if defined(X\n#endif\n", "invalid-condition", 2],
    ["an operand of __has_include", "int before;\n#if __has_include(\n#endif\n", "invalid-condition", 2],
    ["an operand of _Pragma", 'int before;\n_Pragma("once"\n', "invalid-condition", 2],
    ["parentheses of a condition", "int before;\n#if (1\n#endif\n", "invalid-condition", 2],
  ])("%s", (_, text, code, line) => {
    const { declarations, diagnostics } = declare(text);
    expect(diagnostics).toContainEqual(expect.objectContaining({ code, header: "test.h", line }));
    expect(declarations.map(({ name }) => name)).toContain("before");
  });

  test.each([
    ["the braces of a struct", "struct s { int a;"],
    ["the braces of a function", "static inline int f(void) { if (1) { return 1; }"],
    ["the parentheses of a function", "int f(int a, int b;"],
    ["the brackets of an array", "int a[4;"],
    ["the braces of an initializer", "int a[] = { 1, 2;"],
    ["a declaration at the end", "int a"],
  ])("%s: the header's rest is lost, and that is told", (_, text) => {
    const { declarations, lost } = declare(`int before;\n${text}\nint later`);
    expect(declarations.map(({ name }) => name)).toEqual(["before"]);
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatch(/does not end/);
  });

  test("ends with its header: the rest of the includer is read", () => {
    const headers = { "open.h": "struct s { int a;\n" };
    const { declarations, lost } = declare('int before;\n#include "open.h"\nint after;\n', headers);
    expect(declarations.map(({ name }) => name)).toEqual(["before", "after"]);
    expect(lost).toEqual(['"struct" does not end']);
  });

  test("of a conditional ends with its header", () => {
    const headers = { "open.h": "#if 0\nint inside;\n" };
    const { declarations, diagnostics } = declare('#include "open.h"\nint after;\n', headers);
    expect(declarations.map(({ name }) => name)).toEqual(["after"]);
    expect(diagnostics).toMatchObject([{ code: "unterminated-conditional", header: "open.h" }]);
  });
});

describe("surplus closing brackets", () => {
  test.each(["#endif", "#else", "#elif 1"])("%s", (directive) => {
    expect(survives(`int x;\n${directive}`).codes).toEqual(["unbalanced-conditional"]);
  });

  test.each(["#else", "#elif 1"])("#else followed by %s", (directive) => {
    expect(survives(`#if 0\n#else\n${directive}\n#endif`).codes).toEqual(["unbalanced-conditional"]);
  });

  test.each(["}", ")", "]"])("%s loses only the declaration that contains it", (bracket) => {
    const { declarations, lost } = declare(`int before;\nint a ${bracket} ;\nint after;\n`);
    expect(declarations.map(({ name }) => name)).toEqual(["before", "after"]);
    expect(lost).toHaveLength(1);
  });
});

describe("recursion", () => {
  test("a macro that names itself, directly or not, stops there", () => {
    const { tokens } = preprocess("#define A B A\n#define B A B\n#define F(x) F(x) F\nA; B; F(F(1))(2);\n");
    expect(tokens.map(({ text }) => text).join(" ")).toBe("A B A ; B A B ; F ( F ( 1 ) F ) F ( 2 ) ;");
  });

  test("an include cycle without a guard", () => {
    const headers = { "a.h": '#include "b.h"\nint a;\n', "b.h": '#include "a.h"\nint b;\n' };
    const found = survives('#include "a.h"', headers).codes;
    expect(new Set(found)).toEqual(new Set(["include-depth"]));
  });

  test("a chain of headers that is too long is not said to be a cycle", () => {
    const chain = Array.from({ length: 300 }, (_, n) => [`h${n}.h`, `#include "h${n + 1}.h"\n`]);
    const { diagnostics } = preprocess('#include "h0.h"\n', { ...Object.fromEntries(chain), "h300.h": "int last;\n" });
    expect(diagnostics.map(({ message }) => message)).toEqual(["#include nested more than 200 levels deep: h199.h"]);
    const cycle = preprocess('#include "a.h"\n', { "a.h": '#include "a.h"\n' });
    expect(cycle.diagnostics[0]?.message).toMatch(/levels deep: a\.h includes itself$/);
  });

  test("a header that includes itself twice, without a guard", () => {
    const headers = { "a.h": '#include "a.h"\n#include "a.h"\nint a;\n' };
    const { diagnostics } = preprocess('#include "a.h"\n', headers);
    expect(codes(diagnostics)).toContain("include-depth");
    expect(diagnostics.length).toBeLessThan(10);
  });

  test.each([
    ["object-like", (next: number) => `B${next} B${next}`, "B0", ""],
    ["function-like", (next: number) => `B${next}(x) B${next}(x)`, "B0(1)", "(x)"],
    ["whose expansion is empty", (next: number) => `B${next} B${next}`, "B0", ""],
    ["within an argument", (next: number) => `B${next}(x x)`, "B0(1)", "(x)"],
  ])("a macro that doubles sixty times, %s", (kind, body, use, parameters) => {
    const last = kind.endsWith("empty") ? "" : " 1";
    const bomb = Array.from({ length: 60 }, (_, n) => `#define B${n}${parameters} ${body(n + 1)}\n`).join("");
    const { lost, codes } = survives(`${bomb}#define B60${parameters}${last}\nint bomb = ${use};`);
    expect(codes).toEqual(["macro-limit"]);
    expect(lost.length).toBeLessThan(2);
  });

  test("a condition that doubles sixty times", () => {
    const bomb = Array.from({ length: 60 }, (_, n) => `#define B${n} B${n + 1} + B${n + 1}\n`).join("");
    expect(survives(`${bomb}#if B0\n#endif`).codes).toEqual(["invalid-condition"]);
  });
});

describe("a hundred thousand levels of nesting", () => {
  test.each([
    ["braces of a function", `void f(void) ${around("{", "", "}")}`],
    ["parentheses of an initializer", `int x = ${around("(", "1", ")")};`],
    ["#if", `${"#if 1\n".repeat(deep)}int x;\n${"#endif\n".repeat(deep)}`],
    ["skipped #if", `${"#if 0\n".repeat(deep)}int x;\n${"#endif\n".repeat(deep)}`],
  ])("%s, in what is not looked into", (_, text) => {
    expect(survives(text)).toEqual({ lost: [], codes: [] });
  });

  test.each([
    ["parentheses of a declarator", (n: number) => `int ${around("(", "x", ")", n)};`],
    ["structs", (n: number) => `struct s ${around("{ struct ", "{ int x; }", " a; }", n)};`],
    ["pointers", (n: number) => `int ${"*".repeat(n)}x;`],
    ["arrays", (n: number) => `int x${"[1]".repeat(n)};`],
    ["functions", (n: number) => `int ${around("(*", "f", ")(void)", n)};`],
    ["parameters", (n: number) => `int ${around("f(int ", "", ")", n)};`],
    ["an array's length", (n: number) => `int x[${around("(", "1", ")", n)}];`],
    ["a sum as an array's length", (n: number) => `int x[${"1+".repeat(n)}1];`],
    ["operators of all levels", (n: number) => `int x[${around("1||1&&1|1^1&1==1<1<<1+1*(", "1", ")", n)}];`],
    ["a bit-field's width", (n: number) => `struct s { int x : ${around("(", "1", ")", n)}; };`],
    ["an enumerator's value", (n: number) => `enum e { A = ${around("(", "1", ")", n)} };`],
    ["attributes", (n: number) => `int x __attribute__(${around("(", "", ")", n)});`],
    ["_Atomic", (n: number) => `${around("_Atomic(", "int", ")", n)} x;`],
    ["sizeof", (n: number) => `int x[${"sizeof ".repeat(n)} 1];`],
  ])("%s: costs at most the declaration", (_, text) => {
    for (const times of [250, 1000, 5000, deep]) {
      const { lost, codes } = survives(text(times));
      expect(lost.length).toBeLessThan(2);
      expect(codes).toEqual([]);
    }
  });

  test.each([
    ["parentheses", around("(", "1", ")")],
    ["signs", `${"- ".repeat(deep)}1`],
    ["?:", `${"1 ? ".repeat(deep)}1${" : 1".repeat(deep)}`],
    ["defined", "defined ".repeat(deep)],
  ])("a condition's %s", (_, condition) => {
    expect(survives(`#if ${condition}\n#endif`).codes).toEqual(["invalid-condition"]);
  });

  test("a condition that is merely long works", () => {
    const { lost, codes } = survives(`#if ${"1 + ".repeat(deep)}1\nint long_sum;\n#endif`);
    expect({ lost, codes }).toEqual({ lost: [], codes: [] });
  });

  test("invocations inside of arguments", () => {
    expect(survives(`#define F(x) x\nint x = ${around("F(", "1", ")")};`).codes).toEqual(["macro-limit"]);
    expect(survives(`#define F(x) x\nint x = ${"F(".repeat(2000)}1${")".repeat(2000)};`).codes).toHaveLength(1);
  });

  test("macros that name each the next", () => {
    const chain = Array.from({ length: deep }, (_, n) => `#define C${n} C${n + 1}\n`).join("");
    expect(survives(`${chain}int x = C0;`)).toEqual({ lost: [], codes: [] });
  });
});

describe("huge input", () => {
  const million = 1_000_000;
  const list = (length: number, item: (n: number) => string) => Array.from({ length }, (_, n) => item(n)).join();
  test.each([
    ["an identifier", `int ${"x".repeat(10 * million)};`],
    ["a number", `int x[0x${"1".repeat(million)}];`],
    ["a string", `char x[] = "${"x".repeat(10 * million)}";`],
    ["a comment", `/*${"x\n".repeat(5 * million)}*/`],
    ["splices", "\\\n".repeat(million)],
    ["white space", " \n".repeat(5 * million)],
    ["an initializer", `int x[] = { ${list(200_000, String)} };`],
    ["a list of parameters", `int f(${list(10_000, () => "int")});`],
    ["a list of declarators", `int ${list(10_000, (n) => `a${n}`)};`],
    ["a struct", `struct s { ${"int a; ".repeat(10_000)} };`],
    ["an enum", `enum e { ${list(10_000, (n) => `A${n}`)} };`],
    ["a macro's body", `#define X ${"x ".repeat(deep)}\nint x = X;`],
    ["a macro's parameters", `#define X(${list(10_000, (n) => `p${n}`)}) 1\nint x = X(${list(10_000, String)});`],
  ])("%s", (_, text) => {
    expect(survives(text)).toEqual({ lost: [], codes: [] });
  });

  test("an overlong declaration is dropped and reported", () => {
    expect(survives(`struct s { ${"int a; ".repeat(deep)} };`).lost).toEqual(["longer than 50000 tokens"]);
  });

  test("a macro's arguments, each stringified and pasted many times", () => {
    const body = "#x x##x ".repeat(1000);
    expect(
      survives(`#define X(x) ${body}\n#define Y(x) "" X(${"x ".repeat(1000)})\nconst char *x = Y(a);`).codes.length,
    ).toBeLessThan(2000);
  });
});

describe("garbage", () => {
  test.each([
    "' ",
    "@ ",
    "`",
    "\\ ",
    "\u0000",
    "\u0001",
    "\ufffd",
    "\ud800",
    "é ",
    "} ",
    ") int ",
    "int ",
    "struct x ",
    "f ( ) ( ) ",
    "struct { + } ",
    "enum { a } ",
    "* ",
    "x : ",
    "= ",
    "# ",
    "## ",
    "... ",
  ])("five thousand times %j", (text) => {
    const { declarations, lost, diagnostics } = declare(`int before;\n${text.repeat(5_000)}\nint after;\nint later;\n`);
    const names = declarations.map(({ name }) => name);
    expect(names).toContain("before");
    expect(names).toContain("later");
    expect(names.includes("after") || lost.length + diagnostics.length > 0).toBe(true);
  });
});
