import { closing, isOpener, opening } from "./brackets.ts";
import { declarationWords } from "./split.ts";
import { type Token, TokenKind } from "./token.ts";

/**
 * A declaration without its initializers, each from `=` up to `,` or the end. They give `T x[] = …` its length. One with
 * a keyword of declarations lacks its `;`, and is left for the parser to see.
 */
export function withoutInitializers(whole: readonly Token[]): readonly Token[] {
  if (!whole.some(({ text }) => text === "=")) return whole;
  const kept: Token[] = [];
  let initializer: Token[] | null = null;
  const end = () => {
    if (initializer !== null) sizeByInitializer(kept, initializer);
    initializer = null;
  };
  for (let index = 0; index < whole.length; ) {
    const token = whole[index] as Token;
    const next = isOpener(token) ? closing(whole, index) : index + 1;
    if (token.text === ",") end();
    else if (initializer !== null && declarationWords.has(token.text)) {
      for (const one of initializer) kept.push(one);
      initializer = null;
    }
    if (token.text === "=" && initializer === null && kept.length > 0) initializer = [];
    else for (const one of whole.slice(index, next)) (initializer ?? kept).push(one);
    index = next;
  }
  end();
  // Arrays that were pushed to take up to three times their length.
  return kept.slice();
}

/** `T x[] = { a, b }` is an array of two (C11 6.7.9p22): writes the length into the declarator. */
function sizeByInitializer(declarator: Token[], initializer: readonly Token[]): void {
  let first = declarator.length;
  while (declarator[first - 1]?.text === "]") first = opening(declarator, first - 1);
  const [open, close] = declarator.slice(Math.max(0, first), first + 2);
  if (open?.text !== "[" || close?.text !== "]") return;
  const length =
    initializer[0]?.kind === TokenKind.string ? stringLength(initializer) : elementCount(declarator, initializer);
  if (length !== null) declarator.splice(first + 1, 0, { ...open, kind: TokenKind.number, text: String(length) });
}

/** The number of chars in adjacent string literals, including the terminating zero; null if one has a prefix. */
export function stringLength(literals: readonly Token[]): number | null {
  if (!literals.every((token) => token.kind === TokenKind.string && token.text.startsWith('"'))) return null;
  const escapes = /\\(?:x[\da-fA-F]+|[0-7]{1,3}|.)/gs;
  return literals.reduce((sum, { text }) => sum + Buffer.byteLength(text.slice(1, -1).replace(escapes, "x")), 1);
}

/** Null if the count is unclear: designators, or omitted braces, which depend on the type. */
function elementCount(declarator: readonly Token[], initializer: readonly Token[]): number | null {
  if (initializer[0]?.text !== "{") return null;
  const starts: Token[] = [];
  let isStart = true;
  for (let index = 1; index < initializer.length - 1; ) {
    const token = initializer[index] as Token;
    if (isStart) starts.push(token);
    isStart = token.text === ",";
    index = isOpener(token) ? closing(initializer, index) : index + 1;
  }
  if (starts.some(({ text }) => text === "[")) return null;
  const isString = ({ kind }: Token) => kind === TokenKind.string;
  const ofPointers = declarator.findLast(({ text }) => text === "*" || text === ",")?.text === "*";
  if (starts.length === 1 && starts.every(isString) && !ofPointers) {
    const ofChars = declarator.some(({ text }) => text === "char");
    return ofChars ? stringLength(initializer.filter(isString)) : null;
  }
  const ofArrays = declarator.at(-3)?.text !== "[" && declarator.at(-2)?.text !== "[";
  const isWhole = (token: Token) => token.text === "{" || (isString(token) && !ofPointers);
  return ofArrays && !starts.every(isWhole) ? null : starts.length;
}
