/** A token, or its text. */
export type Spelled = string | { readonly text: string };

/** The text of a token; undefined if there is none. */
export function textOf(token: Spelled | undefined): string | undefined {
  return typeof token === "string" ? token : token?.text;
}

const closerOf = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);
const closers = new Set(closerOf.values());

/** Whether a token is `(`, `[` or `{`. */
export function isOpener(token: Spelled | undefined): boolean {
  return closerOf.has(textOf(token) ?? "");
}

/** Whether a token is `)`, `]` or `}`. */
export function isCloser(token: Spelled | undefined): boolean {
  return closers.has(textOf(token) ?? "");
}

/** The index after the bracket that closes the one at `start`; if none does, one more than the number of tokens. */
export function closing(tokens: readonly Spelled[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    if (isOpener(tokens[index])) depth++;
    else if (isCloser(tokens[index]) && --depth === 0) return index + 1;
  }
  return tokens.length + 1;
}

/** The index of the bracket closed by the one at `end`, or -1. */
export function opening(tokens: readonly Spelled[], end: number): number {
  let depth = 0;
  for (let index = end; index >= 0; index--) {
    if (isCloser(tokens[index])) depth++;
    else if (isOpener(tokens[index]) && --depth === 0) return index;
  }
  return -1;
}

/**
 * For each opening bracket the index of its closing one, in text that may be wrong: a closing bracket without an opening
 * one is ignored, and one left open inside another ends with it.
 */
export function closingIndexes(tokens: readonly Spelled[]): Map<number, number> {
  const found = new Map<number, number>();
  const open: { index: number; closer: string }[] = [];
  const openOf = new Map<string, number>();
  const count = (closer: string, change: number) => openOf.set(closer, (openOf.get(closer) ?? 0) + change);
  for (let index = 0; index < tokens.length; index++) {
    const text = textOf(tokens[index]) as string;
    const closer = closerOf.get(text);
    if (closer !== undefined) {
      open.push({ index, closer });
      count(closer, 1);
      continue;
    }
    if (!openOf.get(text)) continue;
    for (let isOwn = false; !isOwn; ) {
      const last = open.pop() as { index: number; closer: string };
      isOwn = last.closer === text;
      count(last.closer, -1);
      found.set(last.index, index);
    }
  }
  return found;
}

/** Removes parentheses around the whole. */
export function unwrapped<T extends Spelled>(tokens: readonly T[]): readonly T[] {
  let inner = tokens;
  while (textOf(inner[0]) === "(" && closing(inner, 0) === inner.length) inner = inner.slice(1, -1);
  return inner;
}

/** The token lists between commas outside all brackets. */
export function argumentsOf<T extends Spelled>(tokens: readonly T[]): T[][] {
  const args: T[][] = [];
  let start = 0;
  for (let index = 0; index < tokens.length; ) {
    if (textOf(tokens[index]) === ",") {
      args.push(tokens.slice(start, index));
      start = index + 1;
    }
    index = isOpener(tokens[index]) ? closing(tokens, index) : index + 1;
  }
  return tokens.length === 0 ? [] : [...args, tokens.slice(start)];
}
