import { type Token, TokenKind } from "./token.ts";

/** One external declaration (C11 6.9): its tokens without a function's body, initialisers and the closing `;`. */
export interface Unit {
  tokens: Token[];
  /** Tokens between the braces of a function definition, null for all else. */
  body: Token[] | null;
  /** `#pragma pack(n)` in force, in bytes. */
  pack: number | null;
}

export interface Split {
  units: Unit[];
  /** The first token of each declaration that does not end. */
  unterminated: Token[];
}

const openers = new Set(["(", "[", "{"]);
const closers = new Set([")", "]", "}"]);
const recordKeywords = new Set(["struct", "union", "enum"]);

/** Cuts preprocessed tokens into external declarations, by brackets alone: one that cannot be parsed harms no other. */
export function splitDeclarations(tokens: readonly Token[]): Split {
  const units: Unit[] = [];
  const unterminated: Token[] = [];
  const packs: (number | null)[] = [];
  let pack: number | null = null;
  let current: Token[] = [];
  let position = 0;

  const finish = (body: Token[] | null) => {
    const isEmpty = current.length === 0 && body === null;
    const isAssertion = current[0]?.text === "_Static_assert" || current[0]?.text === "static_assert";
    if (!isEmpty && !isAssertion) units.push({ tokens: current, body, pack });
    current = [];
  };

  while (position < tokens.length) {
    const token = tokens[position] as Token;
    const isOpener = token.kind === TokenKind.punctuator && openers.has(token.text);
    const closer = isOpener ? findClosing(tokens, position) : 0;
    if (closer === null) {
      // A bracket is missing: what another header says is not to be lost for it.
      unterminated.push(current[0] ?? token);
      current = [];
      const { header } = token;
      while (position < tokens.length && tokens[position]?.header === header) position++;
    } else if (token.kind === TokenKind.pragma) {
      pack = packPragma(token.text, pack, packs);
      position++;
    } else if (token.text === ";") {
      finish(null);
      position++;
    } else if (isOpener) {
      const end = closer + 1;
      if (token.text === "{" && !opensRecord(current)) finish(tokens.slice(position + 1, closer));
      else for (let index = position; index < end; index++) current.push(tokens[index] as Token);
      position = end;
    } else if (token.text === "=" && token.kind === TokenKind.punctuator) {
      const end = endOfInitializer(tokens, position + 1);
      sizeByInitializer(current, tokens.slice(position + 1, end));
      position = end;
    } else {
      current.push(token);
      position++;
    }
  }
  if (current.length > 0) unterminated.push(current[0] as Token);
  return { units, unterminated };
}

/** The index after the bracket that closes the one at `start`, or the end. */
export function closing(tokens: readonly Token[], start: number): number {
  const closer = findClosing(tokens, start);
  return closer === null ? tokens.length : closer + 1;
}

function findClosing(tokens: readonly Token[], start: number): number | null {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.kind !== TokenKind.punctuator) continue;
    if (openers.has(token.text)) depth++;
    else if (closers.has(token.text) && --depth === 0) return index;
  }
  return null;
}

/** Whether a `{` after these tokens opens the members of a struct, union or enum and not a function's body. */
function opensRecord(tokens: readonly Token[]): boolean {
  let index = tokens.length - 1;
  // Back over the underlying type of C23's `enum E : T`.
  for (let at = index; at >= 0 && at > index - 6; at--) {
    if (tokens[at]?.text === ":") index = at - 1;
  }
  if (tokens[index]?.kind === TokenKind.identifier && !recordKeywords.has(tokens[index]?.text ?? "")) index--;
  while (index >= 0 && !recordKeywords.has(tokens[index]?.text ?? "")) {
    // Back over `__attribute__((…))`, `_Alignas(…)` and `__declspec(…)` between keyword and tag.
    if (tokens[index]?.text !== ")") return false;
    let depth = 0;
    for (; index >= 0; index--) {
      if (tokens[index]?.text === ")") depth++;
      else if (tokens[index]?.text === "(" && --depth === 0) break;
    }
    if (!/^(?:__attribute__|__attribute|_Alignas|alignas|__declspec)$/.test(tokens[index - 1]?.text ?? ""))
      return false;
    index -= 2;
  }
  return index >= 0;
}

function endOfInitializer(tokens: readonly Token[], start: number): number {
  let index = start;
  while (index < tokens.length) {
    const { text, kind } = tokens[index] as Token;
    if (kind === TokenKind.punctuator && (text === "," || text === ";")) return index;
    index = kind === TokenKind.punctuator && openers.has(text) ? closing(tokens, index) : index + 1;
  }
  return index;
}

/** `T x[] = { a, b }` is an array of two (C11 6.7.9p22): puts the length in, where no designator hides it. */
function sizeByInitializer(declarator: Token[], initializer: readonly Token[]): void {
  const isUnsized = declarator.at(-2)?.text === "[" && declarator.at(-1)?.text === "]";
  if (!isUnsized) return;
  const open = declarator.at(-2) as Token;
  const length = initializer[0]?.kind === TokenKind.string ? stringLength(initializer) : elementCount(initializer);
  if (length === null) return;
  declarator.splice(-1, 0, { ...open, kind: TokenKind.number, text: String(length) });
}

/** How many chars adjacent string literals have, with the final zero; null for wide ones. */
export function stringLength(literals: readonly Token[]): number | null {
  if (!literals.every((token) => token.kind === TokenKind.string && token.text.startsWith('"'))) return null;
  const escapes = /\\(?:x[\da-fA-F]+|[0-7]{1,3}|.)/gs;
  return literals.reduce((sum, { text }) => sum + Buffer.byteLength(text.slice(1, -1).replace(escapes, "x")), 1);
}

function elementCount(initializer: readonly Token[]): number | null {
  if (initializer[0]?.text !== "{") return null;
  let count = 0;
  for (let index = 1; index < initializer.length - 1; ) {
    if (initializer[index]?.text === "[") return null;
    const end = endOfInitializer(initializer.slice(0, -1), index);
    count++;
    index = end + 1;
  }
  return count;
}

/** `pack(n)`, `pack(push, n)`, `pack(pop)`, `pack()` (GCC and MSVC). */
function packPragma(text: string, current: number | null, stack: (number | null)[]): number | null {
  const words = text.match(/\w+/g)?.slice(1) ?? [];
  const size = words.find((word) => /^\d+$/.test(word));
  if (words.includes("push")) stack.push(current);
  if (words.includes("pop")) return stack.pop() ?? null;
  if (size !== undefined) return Number(size) || null;
  return words.length === 0 ? null : current;
}
