import { printTokens, type Token, TokenKind } from "./token.ts";

/** The operand of `#include`: `<name>` if `angled`, else `"name"`. */
export interface HeaderName {
  name: string;
  angled: boolean;
}

/** The header named by the tokens after `#include`; null if they name none. */
export function headerName(tokens: readonly Token[]): HeaderName | null {
  const [first] = tokens;
  if (first?.kind === TokenKind.string) return { name: first.text.slice(1, -1), angled: false };
  if (first?.text !== "<") return null;
  const end = tokens.findLastIndex((token) => token.text === ">");
  return end < 0 ? null : { name: printTokens(tokens.slice(1, end)).replaceAll(" ", ""), angled: true };
}
