import type { TextRun } from "./text-run.ts";
import { type Token, TokenKind } from "./token.ts";

/** One external declaration (C11 6.9): its tokens without a function's body, initialisers and the closing `;`. */
export interface ExternalDeclaration {
  tokens: Token[];
  /** Tokens between the braces of a function definition, null for all else. */
  body: Token[] | null;
  /** `#pragma pack(n)` in force, in bytes. */
  pack: number | null;
}

const openers = new Set(["(", "[", "{"]);
const closers = new Set([")", "]", "}"]);
const recordKeywords = new Set(["struct", "union", "enum"]);
const attributeWord = /^(?:__attribute__|__attribute|_Alignas|alignas|__declspec)$/;
const declarationWords = new Set(
  "typedef extern static inline void char short int long float double signed unsigned const struct union enum".split(
    " ",
  ),
);

/** Cuts preprocessed text into external declarations, by brackets alone: one that cannot be parsed harms no other. */
export class DeclarationSplitter {
  readonly externals: ExternalDeclaration[] = [];
  /** The first token of each declaration that does not end. */
  readonly unterminated: Token[] = [];
  /** The declaration that is being read, from its first token on. */
  private readonly seen: Token[] = [];
  private tokens: Token[] = [];
  private depth = 0;
  /** Where the tokens go: of a function's body or of an initialiser, beside the declaration's own. */
  private body: Token[] | null = null;
  private initializer: Token[] | null = null;
  private pack: number | null = null;
  private readonly packs: (number | null)[] = [];

  /** Whether what was read ends between declarations, so that what follows does not depend on it. */
  get isBetween(): boolean {
    return this.seen.length === 0 && this.pack === null && this.packs.length === 0;
  }

  /** Reads on. */
  add(run: TextRun): void {
    for (const token of run.tokens) this.read(token);
  }

  /** Goes on with what was cut before, between declarations. */
  append(externals: readonly ExternalDeclaration[]): void {
    for (const external of externals) this.externals.push(external);
  }

  /**
   * Ends what was read. Where a bracket is missing, the declaration is given up together with what follows in its
   * header; what other headers said after that is not lost for it.
   */
  finish(): void {
    while (this.seen.length > 0) {
      const lost = this.seen.splice(0);
      const first = lost[0] as Token;
      this.unterminated.push(first);
      this.tokens = [];
      this.depth = 0;
      this.body = null;
      this.initializer = null;
      const next = lost.findIndex(({ header }) => header !== first.header);
      if (next > 0) for (const token of lost.slice(next)) this.read(token);
    }
  }

  private read(token: Token): void {
    if (token.kind === TokenKind.pragma) {
      this.pack = packPragma(token.text, this.pack, this.packs);
      return;
    }
    this.seen.push(token);
    const text = token.kind === TokenKind.punctuator ? token.text : "";
    if (this.depth > 0) {
      if (openers.has(text)) this.depth++;
      else if (closers.has(text)) this.depth--;
      if (this.body !== null && this.depth === 0) this.end();
      else (this.body ?? this.initializer ?? this.tokens).push(token);
    } else if (text === ";" || (text === "," && this.initializer !== null)) {
      if (this.initializer !== null) sizeByInitializer(this.tokens, this.initializer);
      this.initializer = null;
      if (text === ";") this.end();
      else this.tokens.push(token);
    } else if (text === "=" && this.initializer === null && this.tokens.length > 0) {
      this.initializer = [];
    } else if (text === "{" && this.initializer === null && !opensRecord(this.tokens)) {
      this.body = [];
      this.depth = 1;
    } else {
      if (this.initializer !== null && declarationWords.has(token.text)) {
        // No expression: the `;` before it is missing, and the parser is to see that.
        for (const swallowed of this.initializer) this.tokens.push(swallowed);
        this.initializer = null;
      }
      if (openers.has(text)) this.depth = 1;
      (this.initializer ?? this.tokens).push(token);
    }
  }

  private end(): void {
    const { tokens, body, pack } = this;
    const isEmpty = tokens.length === 0 && body === null;
    const isAssertion = /^_?[Ss]tatic_assert$/.test(tokens[0]?.text ?? "") && closing(tokens, 1) === tokens.length;
    if (!isEmpty && !isAssertion) this.externals.push({ tokens, body, pack });
    this.tokens = [];
    this.body = null;
    this.seen.length = 0;
  }
}

/** The index after the bracket that closes the one at `start`, or the end. */
export function closing(tokens: readonly Token[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.kind !== TokenKind.punctuator) continue;
    if (openers.has(token.text)) depth++;
    else if (closers.has(token.text) && --depth === 0) return index + 1;
  }
  return tokens.length;
}

/** Whether a `{` after these tokens opens the members of a struct, union or enum and not a function's body. */
function opensRecord(tokens: readonly Token[]): boolean {
  let index = tokens.length - 1;
  let names = 0;
  let isTyped = false;
  for (;;) {
    const { kind, text } = tokens[index] ?? { kind: TokenKind.other, text: "" };
    if (recordKeywords.has(text)) return names <= 1 && (!isTyped || text === "enum");
    if (kind === TokenKind.identifier) {
      names++;
      index--;
    } else if (text === ":" && !isTyped) {
      // Back over the underlying type of C23's `enum E : T`.
      isTyped = true;
      names = 0;
      index--;
    } else if (text === ")") {
      // Back over `__attribute__((…))`, `_Alignas(…)` and `__declspec(…)` between keyword and tag.
      index = opening(tokens, index) - 1;
      if (!attributeWord.test(tokens[index]?.text ?? "")) return false;
      index--;
    } else if (text === "]" && tokens[index - 1]?.text === "]") index = opening(tokens, index) - 1;
    else return false;
  }
}

/** The index of the bracket that the one at `end` closes, or -1. */
function opening(tokens: readonly Token[], end: number): number {
  let depth = 0;
  for (let index = end; index >= 0; index--) {
    const token = tokens[index] as Token;
    if (token.kind !== TokenKind.punctuator) continue;
    if (closers.has(token.text)) depth++;
    else if (openers.has(token.text) && --depth === 0) return index;
  }
  return -1;
}

/** `T x[] = { a, b }` is an array of two (C11 6.7.9p22): puts the length in where it can be seen. */
function sizeByInitializer(declarator: Token[], initializer: readonly Token[]): void {
  let first = declarator.length;
  while (declarator[first - 1]?.text === "]") first = opening(declarator, first - 1);
  const [open, close] = declarator.slice(Math.max(0, first), first + 2);
  if (open?.text !== "[" || close?.text !== "]") return;
  const length =
    initializer[0]?.kind === TokenKind.string ? stringLength(initializer) : elementCount(declarator, initializer);
  if (length !== null) declarator.splice(first + 1, 0, { ...open, kind: TokenKind.number, text: String(length) });
}

/** How many chars adjacent string literals have, with the final zero; null for wide ones. */
export function stringLength(literals: readonly Token[]): number | null {
  if (!literals.every((token) => token.kind === TokenKind.string && token.text.startsWith('"'))) return null;
  const escapes = /\\(?:x[\da-fA-F]+|[0-7]{1,3}|.)/gs;
  return literals.reduce((sum, { text }) => sum + Buffer.byteLength(text.slice(1, -1).replace(escapes, "x")), 1);
}

/** Null where designators hide how many elements there are, or left out braces, which only their type would tell. */
function elementCount(declarator: readonly Token[], initializer: readonly Token[]): number | null {
  if (initializer[0]?.text !== "{") return null;
  const starts: Token[] = [];
  let isStart = true;
  for (let index = 1; index < initializer.length - 1; ) {
    const token = initializer[index] as Token;
    if (isStart) starts.push(token);
    isStart = token.text === ",";
    index = openers.has(token.text) ? closing(initializer, index) : index + 1;
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

/** `pack(n)`, `pack(push, n)`, `pack(pop)`, `pack()` (GCC and MSVC). */
function packPragma(text: string, current: number | null, stack: (number | null)[]): number | null {
  const words = text.match(/\w+/g)?.slice(1) ?? [];
  const size = words.find((word) => /^\d+$/.test(word));
  if (words.includes("push")) stack.push(current);
  if (words.includes("pop")) return stack.pop() ?? null;
  if (size !== undefined) return Number(size) || null;
  return words.length === 0 ? null : current;
}
