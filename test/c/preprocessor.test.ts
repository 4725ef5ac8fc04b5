import { describe, expect, it } from "vitest";
import { lex } from "../../src/c/lexer.ts";
import { preprocess, textsOf } from "./front-end.ts";
import { cases } from "./preprocessor-cases.ts";

const options = { attributes: new Set(["aligned"]), builtins: new Set(["__builtin_expect"]) };

describe.each(Object.entries(cases))("%s", (_, group) => {
  it.each(Object.entries(group))("%s", (_, { source, gives, headers, error }) => {
    const { tokens, diagnostics, fatal } = preprocess(source, headers, options);
    expect(textsOf(tokens)).toEqual(textsOf(lex("", `; ${gives}`).items.flatMap((item) => item.tokens)).slice(1));
    const codes = [...diagnostics, ...(fatal === null ? [] : [fatal])].map(({ code }) => code);
    expect([...new Set(codes)]).toEqual(error === undefined ? [] : [error]);
  });
});
