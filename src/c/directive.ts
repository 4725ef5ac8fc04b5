import { Macro } from "./macro.ts";
import { type Token, TokenKind } from "./token.ts";

/** Parses the tokens after `#define` (C11 6.10.3) to a macro, or returns what is wrong with them. */
export function parseDefinition(tokens: readonly Token[], header: string, line: number): Macro | string {
  const name = tokens[0];
  const open = tokens[1];
  if (name?.kind !== TokenKind.identifier || name.text === "defined") return "#define without a name";
  if (open?.text === "(" && !open.space) return functionLike(name.text, tokens, header, line);
  const body = tokens.slice(1);
  return endsWithPaste(body) ?? new Macro(name.text, null, false, body, header, line);
}

function functionLike(name: string, tokens: readonly Token[], header: string, line: number): Macro | string {
  const end = tokens.findIndex((token) => token.text === ")");
  if (end < 0) return `The parameter list of ${name} is unterminated`;
  const list = tokens.slice(2, end);
  const parameters: string[] = [];
  const variadic = list.at(-1)?.text === "...";
  if (variadic) list.pop();
  // GNU C's named variable arguments: `args...`.
  const isNamed = list.at(-1)?.kind === TokenKind.identifier;
  for (let index = 0; index < list.length; index++) {
    const token = list[index] as Token;
    const isName = token.kind === TokenKind.identifier && !parameters.includes(token.text);
    if (index % 2 === 0 ? !isName : token.text !== ",") return `"${token.text}" among the parameters of ${name}`;
    if (isName) parameters.push(token.text);
  }
  if (list.at(-1)?.text === "," && !variadic) return `The parameters of ${name} end with a comma`;
  if (variadic && !isNamed) parameters.push("__VA_ARGS__");
  const body = tokens.slice(end + 1);
  const lone = body.some(({ text }, index) => text === "#" && !isOperand(body[index + 1]));
  if (lone) return `"#" is not followed by a parameter of ${name}`;
  return endsWithPaste(body) ?? new Macro(name, parameters, variadic, body, header, line);

  function isOperand(token: Token | undefined): boolean {
    return token !== undefined && (parameters.includes(token.text) || (variadic && token.text === "__VA_OPT__"));
  }
}

/** C11 6.10.3.3p1. */
function endsWithPaste(body: readonly Token[]): string | null {
  return body[0]?.text === "##" || body.at(-1)?.text === "##" ? '"##" at an end of the replacement list' : null;
}
