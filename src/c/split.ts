import { closing, isCloser, isOpener, opening } from "./brackets.ts";
import type { TextRun } from "./text-run.ts";
import { type Token, TokenKind } from "./token.ts";

/** One external declaration (C11 6.9): its tokens without function body, initializers and the closing `;`. */
export interface ExternalDeclaration {
  tokens: Token[];
  /** Tokens between the braces of a function definition, otherwise null. */
  body: Token[] | null;
  /** `#pragma pack(n)` in force, in bytes. */
  pack: number | null;
}

const recordKeywords = new Set(["struct", "union", "enum"]);
const attributeWord = /^(?:__attribute__|__attribute|_Alignas|alignas|__declspec)$/;
const declarationWords = new Set(
  "typedef extern static inline void char short int long float double signed unsigned const struct union enum".split(
    " ",
  ),
);

/**
 * Cuts preprocessed text into external declarations (C11 6.9) by counting brackets, before any parsing, so that one that
 * cannot be parsed harms no other. At depth 0:
 *
 * - `;` ends a declaration.
 * - `{` after anything but `struct tag`, `union tag` or `enum tag` starts a function body, whose `}` ends the declaration.
 *   Bodies are kept aside: rules only need their tokens.
 * - `=` starts an initializer, which is dropped up to `,` or `;`, after giving `T x[] = …` its length. A declaration keyword
 *   inside means that a `;` is missing.
 *
 * At the end of the input an open declaration is dropped with the rest of its header; tokens of later headers are read
 * again. `#pragma pack` arrives as a token, and its state is attached to each declaration.
 */
export class DeclarationSplitter {
  readonly externals: ExternalDeclaration[] = [];
  /** The first token of each unterminated declaration. */
  readonly unterminated: Token[] = [];
  /** The current declaration, from its first token. */
  readonly #seen: Token[] = [];
  #tokens: Token[] = [];
  #depth = 0;
  /** Tokens of a function body or an initializer, kept apart from the declaration's. */
  #body: Token[] | null = null;
  #initializer: Token[] | null = null;
  #pack: number | null = null;
  readonly #packs: (number | null)[] = [];

  /** Whether the text so far ends between declarations, so that what follows is independent of it. */
  get isBetween(): boolean {
    return this.#seen.length === 0 && this.#pack === null && this.#packs.length === 0;
  }

  add(run: TextRun): void {
    for (const token of run.tokens) this.#read(token);
  }

  /** Appends declarations that were cut before. */
  append(externals: readonly ExternalDeclaration[]): void {
    for (const external of externals) this.externals.push(external);
  }

  /**
   * Ends the input. If a bracket is missing, the declaration is dropped with the rest of its header; tokens from other
   * headers are read again.
   */
  finish(): void {
    while (this.#seen.length > 0) {
      const lost = this.#seen.splice(0);
      const first = lost[0] as Token;
      this.unterminated.push(first);
      this.#tokens = [];
      this.#depth = 0;
      this.#body = null;
      this.#initializer = null;
      const next = lost.findIndex(({ header }) => header !== first.header);
      if (next > 0) for (const token of lost.slice(next)) this.#read(token);
    }
  }

  #read(token: Token): void {
    if (token.kind === TokenKind.pragma) {
      this.#pack = packPragma(token.text, this.#pack, this.#packs);
      return;
    }
    this.#seen.push(token);
    const text = token.kind === TokenKind.punctuator ? token.text : "";
    if (this.#depth > 0) {
      if (isOpener(text)) this.#depth++;
      else if (isCloser(text)) this.#depth--;
      if (this.#body !== null && this.#depth === 0) this.#end();
      else (this.#body ?? this.#initializer ?? this.#tokens).push(token);
    } else if (text === ";" || (text === "," && this.#initializer !== null)) {
      if (this.#initializer !== null) sizeByInitializer(this.#tokens, this.#initializer);
      this.#initializer = null;
      if (text === ";") this.#end();
      else this.#tokens.push(token);
    } else if (text === "=" && this.#initializer === null && this.#tokens.length > 0) {
      this.#initializer = [];
    } else if (text === "{" && this.#initializer === null && !opensRecord(this.#tokens)) {
      this.#body = [];
      this.#depth = 1;
    } else {
      if (this.#initializer !== null && declarationWords.has(token.text)) {
        // Not an expression: a `;` is missing, which the parser must see.
        for (const swallowed of this.#initializer) this.#tokens.push(swallowed);
        this.#initializer = null;
      }
      if (isOpener(text)) this.#depth = 1;
      (this.#initializer ?? this.#tokens).push(token);
    }
  }

  #end(): void {
    const body = this.#body;
    const pack = this.#pack;
    // Braces that nothing stands before are no declaration, which the parser must see.
    const tokens = this.#tokens.length === 0 && body !== null ? this.#seen.slice(0, 1) : this.#tokens;
    const isEmpty = tokens.length === 0;
    const isAssertion = /^_?[Ss]tatic_assert$/.test(tokens[0]?.text ?? "") && closing(tokens, 1) === tokens.length;
    // Arrays that were pushed to take up to three times their length.
    if (!isEmpty && !isAssertion)
      this.externals.push({ tokens: tokens.slice(), body: body === null ? null : body.slice(), pack });
    this.#tokens = [];
    this.#body = null;
    this.#seen.length = 0;
  }
}

/** Whether a `{` after these tokens opens a struct, union or enum, and not a function body. */
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
      // Skip the underlying type of C23's `enum E : T`.
      isTyped = true;
      names = 0;
      index--;
    } else if (text === ")") {
      // Skip `__attribute__((…))`, `_Alignas(…)` and `__declspec(…)` between keyword and tag.
      index = opening(tokens, index) - 1;
      if (!attributeWord.test(tokens[index]?.text ?? "")) return false;
      index--;
    } else if (text === "]" && tokens[index - 1]?.text === "]") index = opening(tokens, index) - 1;
    else return false;
  }
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

/** `pack(n)`, `pack(push, n)`, `pack(pop)`, `pack()` (GCC and MSVC). */
function packPragma(text: string, current: number | null, stack: (number | null)[]): number | null {
  const words = text.match(/\w+/g)?.slice(1) ?? [];
  const size = words.find((word) => /^\d+$/.test(word));
  if (words.includes("push")) stack.push(current);
  if (words.includes("pop")) return stack.pop() ?? null;
  if (size !== undefined) return Number(size) || null;
  return words.length === 0 ? null : current;
}
