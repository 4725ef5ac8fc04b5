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

/** Whether a token is an identifier or keyword (C11 6.4.1, 6.4.2). */
export const isName = (token: string | undefined): token is string => /^[A-Za-z_]\w*$/.test(token ?? "");

const openers = new Set(["(", "[", "{"]);
const closers = new Set([")", "]", "}"]);

/** The position after the bracket that closes the one at `open`, or one past the end. */
export function closingOf(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index] as string;
    if (openers.has(token)) depth++;
    else if (closers.has(token) && --depth === 0) return index + 1;
  }
  return tokens.length + 1;
}

export const isOpener = (token: string | undefined): boolean => token !== undefined && openers.has(token);

/** Removes parentheses around the whole. */
export function unwrapped(tokens: readonly string[]): readonly string[] {
  while (tokens[0] === "(" && closingOf(tokens, 0) === tokens.length) tokens = tokens.slice(1, -1);
  return tokens;
}

/** The token lists between commas outside all brackets. */
export function argumentsOf(tokens: readonly string[]): string[][] {
  const args: string[][] = [[]];
  for (let index = 0; index < tokens.length; ) {
    const end = isOpener(tokens[index]) ? closingOf(tokens, index) : index + 1;
    if (tokens[index] === ",") args.push([]);
    else args.at(-1)?.push(...tokens.slice(index, end));
    index = end;
  }
  return args.length === 1 && args[0]?.length === 0 ? [] : args;
}

/** Whether the tokens are exactly one call of a name. */
export function isCall(tokens: readonly string[]): boolean {
  return isName(tokens[0]) && tokens[1] === "(" && closingOf(tokens, 1) === tokens.length;
}
