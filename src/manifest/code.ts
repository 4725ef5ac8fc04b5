import { closing, type Spelled, textOf } from "../c/brackets.ts";
import type { NameFacts } from "./names.ts";

/** What the headers substitute for a name, as token texts. */
export interface Code {
  /** The replacement list of the macro of that name. */
  macro: readonly string[] | null;
  /** The preprocessed tokens between the braces of the inline function of that name. */
  body: readonly string[] | null;
}

/** The tokens of a name's macro and of its inline function. */
export function codeOf({ functions, macro }: NameFacts): Code {
  const body = functions.find((declared) => declared.body !== null)?.body ?? null;
  return {
    macro: macro === null ? null : macro.body.map(({ text }) => text),
    body: body === null ? null : body.map(({ text }) => text),
  };
}

// Not in the function, where each call would make an object of it: it is asked of each token of most code.
const name = /^[A-Za-z_]\w*$/;

/** Whether a token is an identifier or keyword (C11 6.4.1, 6.4.2). */
export const isName = (token: string | undefined): token is string => token !== undefined && name.test(token);

/** Whether the tokens are exactly one call of a name. */
export function isCall(tokens: readonly Spelled[]): boolean {
  return isName(textOf(tokens[0])) && textOf(tokens[1]) === "(" && closing(tokens, 1) === tokens.length;
}
