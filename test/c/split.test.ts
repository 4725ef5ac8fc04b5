import { expect, test } from "vitest";
import { lex } from "../../src/c/lexer.ts";
import { DeclarationSplitter } from "../../src/c/split.ts";
import { printTokens } from "../../src/c/token.ts";

/** Each declaration, its function body behind a `|`, with what is open around it. */
function split(text: string, isCpp: boolean) {
  const declarations: string[] = [];
  const namespaces: string[] = [];
  const splitter = new DeclarationSplitter(
    (tokens, body) => {
      const outer = splitter.namespaces.map(({ name, isInline }) => `${isInline ? "inline " : ""}${name}`);
      const around = `${outer.length === 0 ? "" : `${outer.join("::")}: `}${splitter.isInC ? "C: " : ""}`;
      const parts = body === null ? [tokens] : [tokens.slice(0, body), tokens.slice(body)];
      declarations.push(around + parts.map((part) => printTokens(part)).join(" | "));
    },
    isCpp ? (name) => namespaces.push(name.text) : null,
  );
  for (const { tokens } of lex("a.h", text).items) for (const token of tokens) splitter.add(token);
  const unclosed = splitter.finish()?.text ?? null;
  return { declarations, namespaces, unclosed };
}

test.each([
  ["a function with its body", "int f(void) { g(); } int x;", ["int f(void) | { g(); }", "int x;"]],
  ["a record", "struct S { int x; } a, b;", ["struct S { int x; } a, b;"]],
  ["a function that returns a record", "struct S f(void) { }", ["struct S f(void) | { }"]],
  [
    "a record with attributes",
    "struct __attribute__((packed)) S { int x; };",
    ["struct __attribute__((packed)) S { int x; };"],
  ],
  ["an initializer", "int x[] = { 1, 2 };", ["int x[] = { 1, 2 };"]],
])("%s is one external declaration in C and in C++", (_, text, declarations) => {
  expect(split(text, false)).toEqual({ declarations, namespaces: [], unclosed: null });
  expect(split(text, true)).toEqual({ declarations, namespaces: [], unclosed: null });
});

test("in C a function after an initializer without its semicolon has a body", () => {
  expect(split("int x = 1 int f(void) { } int y;", false).declarations).toEqual([
    "int x = 1 int f(void) | { }",
    "int y;",
  ]);
});

test("a closing brace that nothing opened belongs to the next declaration of C", () => {
  expect(split("} int x;", false).declarations).toEqual(["} int x;"]);
});

test.each([
  ['extern "C" { int f(void); } int g();', ["C: int f(void);", "int g();"], []],
  ["namespace A::inline B { int f(); }", ["A::inline B: int f();"], ["A", "B"]],
  ["inline namespace A { int f(); }", ["inline A: int f();"], ["A"]],
  ["namespace A = B;", ["namespace A = B;"], ["A"]],
  ["template <class T = int> void f() { }", ["template <class T = int> void f() | { }"], []],
  ["S &S::operator=(S x) { }", ["S &S::operator=(S x) | { }"], []],
])("%s in C++", (text, declarations, namespaces) => {
  expect(split(text, true)).toEqual({ declarations, namespaces, unclosed: null });
});

test("what is left open at the end is emitted with its first token", () => {
  expect(split("int x; int f(void) { g();", false)).toMatchObject({
    declarations: ["int x;", "int f(void) | { g();"],
    unclosed: "int",
  });
});
