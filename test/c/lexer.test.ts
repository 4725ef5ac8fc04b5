import { describe, expect, test } from "vitest";
import { lex } from "../../src/c/lexer.ts";

/** `text@line:column` of each token, directives' too. */
const placed = (source: string) =>
  lex("a.c", source).items.flatMap((item) => item.tokens.map(({ text, line, column }) => `${text}@${line}:${column}`));

describe("a token's place", () => {
  test.each([
    ["counts columns from 1 in each line", "a  bc\n d", ["a@1:1", "bc@1:4", "d@2:2"]],
    ["counts a tab as one", "\ta", ["a@1:2"]],
    ["goes on after a comment", "/* x */ a /* \n */ b // c\nd", ["a@1:9", "b@2:5", "d@3:1"]],
    ["is that of the line before splicing", "a \\\n b\\\nc\nd", ["a@1:1", "bc@2:2", "d@4:1"]],
    ["is in a directive as anywhere", "#define A \\\n  b\nc", ["A@1:9", "b@2:3", "c@3:1"]],
    ["is the same with other ends of lines", "a\r\n b\r c", ["a@1:1", "b@2:2", "c@3:2"]],
    ["goes on after a raw string", 'R"x(\n)" )x" a\nb', ['R"x(\n)" )x"@1:1', "a@2:8", "b@3:1"]],
  ])("%s", (_, source, expected) => {
    expect(placed(source)).toEqual(expected);
  });
});

test.each([
  ["a<::b>", ["a", "<", "::", "b", ">"]],
  ["<::> <::: <:1", ["[", "]", "[", "::", "[", "1"]],
])("takes the digraph in %j as C++ does ([lex.pptoken]p3)", (source, expected) => {
  expect(lex("a.cpp", source).items.flatMap(({ tokens }) => tokens.map(({ text }) => text))).toEqual(expected);
});

test("cuts long runs of lines between declarations", () => {
  const { items } = lex("a.c", "f(1);".repeat(10_000));
  expect(items.length).toBeGreaterThan(1);
  for (const { tokens } of items) expect(tokens.at(-1)?.text).toBe(";");
});

test("cuts a long table of numbers, and no arguments of a macro", () => {
  const lengths = (source: string) => lex("a.c", source).items.map(({ tokens }) => tokens.length);
  expect(lengths(`t = { ${"1, ".repeat(30_000)} };`).length).toBeGreaterThan(2);
  expect(lengths(`f(${"1, ".repeat(30_000)} 1);`)).toHaveLength(1);
});

test("gives the same without kept tokens, whatever the order of lines", () => {
  const source = [
    "a /* x",
    "*/ b \\",
    " c",
    "#define A \\",
    "  b",
    'R"x(',
    ')" )x" d',
    "#if 1",
    "/* */ f(1); ".repeat(30_000),
    "#endif",
    "/* not closed",
  ].join("\n");
  const kept = lex("a.c", source);
  const cut = lex("a.c", source, false);
  for (const index of [...kept.items.keys()].reverse()) {
    expect(cut.items[index]?.tokens).toEqual(kept.items[index]?.tokens);
  }
  expect(cut).toEqual({ ...kept, items: cut.items });
});
