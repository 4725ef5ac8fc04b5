import { describe, expect, test } from "vitest";
import { dataModels } from "../../src/c/data-model.ts";
import { lex } from "../../src/c/lexer.ts";
import type { TextRun } from "../../src/c/text-run.ts";
import { preprocess, textsOf } from "./front-end.ts";
import { cases } from "./preprocessor-cases.ts";

const options = { attributes: new Set(["aligned"]), builtins: new Set(["__builtin_expect"]) };

describe.each(Object.entries(cases))("%s", (_, group) => {
  test.each(Object.entries(group))("%s", (_, { source, gives, headers, error }) => {
    const { tokens, diagnostics, fatal } = preprocess(source, headers, options);
    expect(textsOf(tokens)).toEqual(textsOf(lex("", `; ${gives}`).items.flatMap((item) => item.tokens)).slice(1));
    const codes = [...diagnostics, ...(fatal === null ? [] : [fatal])].map(({ code }) => code);
    expect([...new Set(codes)]).toEqual(error === undefined ? [] : [error]);
  });
});

describe("a character in #if", () => {
  test.each([
    ["'\\377' < 0", "x86_64-linux-gnu", true],
    ["'\\377' == 255", "armv7-linux-gnueabihf", true],
    // What is unsigned there stays so, as nowhere else in C.
    ["'a' - 'b' < 0", "aarch64-linux-gnu", false],
    ["'ab' - 'cd' < 0", "aarch64-linux-gnu", true],
    ["L'a' - L'b' < 0", "x86_64-linux-gnu", true],
    ["L'a' - L'b' < 0", "aarch64-linux-gnu", false],
    ["L'\\xffff0041' == 65", "x86_64-pc-windows-msvc", true],
  ] as const)("%s on %s is %s", (condition, triple, holds) => {
    const { tokens } = preprocess(`#if ${condition}\nyes\n#else\nno\n#endif`, {}, { model: dataModels[triple] });
    expect(textsOf(tokens)).toEqual([holds ? "yes" : "no"]);
  });
});

describe("clang's __has_feature and __has_extension", () => {
  const clang = { dialect: "clang", features: new Set(["tls"]), extensions: new Set(["tls", "gnu_asm"]) } as const;
  test.each([
    ["__has_feature(tls) && __has_feature(__tls__)", true],
    ["__has_feature(gnu_asm) || __has_feature(address_sanitizer)", false],
    ["__has_extension(gnu_asm) && __has_extension(tls)", true],
    ["defined(__has_feature) && defined(__has_attribute) && !defined(__pragma)", true],
  ] as const)("%s is %s", (condition, holds) => {
    const { tokens } = preprocess(`#if ${condition}\nyes\n#else\nno\n#endif`, {}, clang);
    expect(textsOf(tokens)).toEqual([holds ? "yes" : "no"]);
  });

  test("differ from gcc's", () => {
    expect(textsOf(preprocess("#ifdef __has_feature\nyes\n#else\nno\n#endif").tokens)).toEqual(["no"]);
  });
});

describe("the expansion of a macro", () => {
  test("ends at the first token that is enough, and the next one is whole", () => {
    const { preprocessor } = preprocess("#define F(x) { x, G }\n#define G 1\n#define ALL F(F(0)), H\n");
    const { body } = preprocessor.macros.get("ALL") ?? { body: [] };
    const asked = new Map<string, string | undefined>();
    expect(textsOf(preprocessor.expand(body, null, asked, ({ text }) => text === "{"))).toEqual(["{"]);
    expect([...asked.keys()]).toEqual(["F", "G"]);
    expect(textsOf(preprocessor.expand(body)).join(" ")).toBe("{ { 0 , 1 } , 1 } , H");
  });
});

describe("a long text of a traced header", () => {
  test("is given in pieces, none of them inside of an invocation, with the same tokens and invocations", () => {
    const text = `#define PAIR(a, b) a b\n${"PAIR(x,\ny) ".repeat(40_000)}`;
    const runs: TextRun[] = [];
    preprocess(text, {}, { traced: () => true, receive: (run) => runs.push(run) });
    expect(Math.max(...runs.map(({ tokens }) => tokens.length))).toBeLessThan(51_000);
    expect(runs.map(({ tokens, invocations }) => tokens.length - 2 * invocations.length)).toEqual(runs.map(() => 0));
    const whole = preprocess(text).tokens;
    expect(textsOf(runs.flatMap(({ tokens }) => [...tokens]))).toEqual(textsOf(whole));
    expect(whole).toHaveLength(80_000);
  });
});

test("consecutive macros are separate invocations", () => {
  const ten = "x ".repeat(10);
  const { tokens, diagnostics } = preprocess(`#define T ${ten}\n#define H ${"T ".repeat(10)}\n${"H ".repeat(5000)}`);
  expect(diagnostics).toEqual([]);
  expect(tokens).toHaveLength(500_000);
});
