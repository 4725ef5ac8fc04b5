import { Macro } from "./macro.ts";
import { spellTokens, type Token, TokenKind } from "./token.ts";

/** The macro that the tokens after `#define` define (C11 6.10.3), or what is wrong with them. */
export function parseDefinition(tokens: readonly Token[], header: string, line: number): Macro | string {
  const [name, open] = tokens;
  if (name?.kind !== TokenKind.identifier || name.text === "defined") return "#define without a name";
  if (open?.text !== "(" || open.space) return new Macro(name.text, null, false, tokens.slice(1), header, line);
  const end = tokens.findIndex((token) => token.text === ")");
  if (end < 0) return `The parameters of ${name.text} are not closed`;
  const parameters: string[] = [];
  let variadic = false;
  for (const [index, token] of tokens.slice(2, end).entries()) {
    if (token.kind === TokenKind.identifier) parameters.push(token.text);
    else if (token.text === "...") {
      variadic = true;
      // GNU C names the variable arguments: `args...`.
      if (tokens[index + 1]?.kind !== TokenKind.identifier) parameters.push("__VA_ARGS__");
    } else if (token.text !== ",") return `"${token.text}" among the parameters of ${name.text}`;
  }
  return new Macro(name.text, parameters, variadic, tokens.slice(end + 1), header, line);
}

/** `"name"` or `<name>` as `#include` takes it; null where the tokens are neither. */
export function headerName(tokens: readonly Token[]): { name: string; angled: boolean } | null {
  const [first] = tokens;
  if (first?.kind === TokenKind.string) return { name: first.text.slice(1, -1), angled: false };
  if (first?.text !== "<") return null;
  const end = tokens.findLastIndex((token) => token.text === ">");
  return end < 0 ? null : { name: spellTokens(tokens.slice(1, end)).replaceAll(" ", ""), angled: true };
}
