import { closing, isOpener } from "./brackets.ts";
import { alignmentWords, attributeWords, extensionWords } from "./keywords.ts";
import { Token, TokenKind } from "./token.ts";

/** A compiler extension taken out of a declaration before parsing. */
export interface RawAttribute {
  name: string;
  argument: Token[];
  alignas: boolean;
  /** The number of tokens kept before it. */
  at: number;
}

/** Tokens in the grammar's language, and what was taken out. */
export interface PlainTokens {
  tokens: Token[];
  /** For each kept token, its index in the external declaration. */
  origins: number[];
  attributes: RawAttribute[];
  // Most declarations have none of these: null.
  /** `_Atomic(…)` and `typeof(…)`, by their placeholder name. */
  placeholders: Map<string, { kind: "atomic" | "typeof"; tokens: Token[] }> | null;
  /** Array lengths, bit-field widths and enumerator values, by the index of their placeholder token. */
  expressions: Map<number, Token[]> | null;
  /** C23 `enum E : T`, by the index of the kept token before it. */
  underlying: Map<number, Token[]> | null;
  storage: "typedef" | "extern" | "static" | null;
  inline: boolean;
}

const spellings = new Map(
  Object.entries({
    __const: "const",
    __const__: "const",
    __volatile: "volatile",
    __volatile__: "volatile",
    __restrict: "restrict",
    __restrict__: "restrict",
    __signed: "signed",
    __signed__: "signed",
    __struct: "struct",
    // Visual C++'s names; the grammar would parse `unsigned __int64` as a type and a name.
    __int8: "char",
    __int16: "short",
    __int32: "int",
    __int64: "long long",
  }),
);
const dropped = new Set(
  "__extension__ _Thread_local thread_local __thread auto register __cdecl __stdcall __fastcall __vectorcall __thiscall __w64 constexpr".split(
    " ",
  ),
);
const inlines = new Set(["inline", "__inline", "__inline__", "__forceinline"]);
const typeofs = new Set(["typeof", "__typeof__", "__typeof"]);
const assertions = new Set(["_Static_assert", "static_assert"]);
const extensionCalls = new Set([...extensionWords, ...typeofs, ...assertions, "_Atomic"]);
const typeKeywords = new Set(
  "void char short int long float double signed unsigned _Bool const volatile restrict __int128".split(" "),
);

/** Placeholder for the name of an unnamed bit-field. */
export const unnamedBitField = "__unnamed_bit_field";

/** Removes attributes, alignment, assembler names and storage classes from a declaration. */
export function plainTokens(tokens: readonly Token[]): PlainTokens {
  return new PlainReader(tokens).read();
}

class PlainReader {
  readonly #tokens: readonly Token[];
  readonly #plain: PlainTokens = {
    tokens: [],
    origins: [],
    attributes: [],
    placeholders: null,
    expressions: null,
    underlying: null,
    storage: null,
    inline: false,
  };
  /** The next token to read. */
  #index = 0;
  /** Open braces and parentheses. */
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): PlainTokens {
    for (let token = this.#tokens[0]; token !== undefined; token = this.#tokens[this.#index]) {
      if (token.kind !== TokenKind.identifier) this.#punctuation(token);
      else if (this.#textAt(this.#index + 1) !== "(" || !this.#extensionCall(token)) this.#word(token);
    }
    return this.#plain;
  }

  /** Takes out a word with an argument in parentheses; false if it is not an extension. */
  #extensionCall(word: Token): boolean {
    const { text } = word;
    if (!extensionCalls.has(text)) return false;
    const end = closing(this.#tokens, this.#index + 1);
    const argument = () => this.#tokens.slice(this.#index + 2, end - 1);
    if (attributeWords.has(text)) {
      // `__attribute__` has two pairs of parentheses.
      this.#addAttributes(text === "__declspec" ? argument() : argument().slice(1, -1));
    } else if (alignmentWords.has(text)) {
      this.#addAttribute("aligned", argument(), true);
    } else if (text === "_Atomic" || typeofs.has(text)) {
      this.#plain.placeholders ??= new Map();
      const name = `__placeholder_${this.#plain.placeholders.size}`;
      this.#plain.placeholders.set(name, { kind: text === "_Atomic" ? "atomic" : "typeof", tokens: argument() });
      this.#keep({ ...word, text: name }, this.#index);
    } else if (assertions.has(text)) {
      // One outside of a record is an external declaration.
      if (this.#depth === 0) return false;
      this.#index = this.#textAt(end) === ";" ? end + 1 : end;
      return true;
    }
    this.#index = end;
    return true;
  }

  #word(word: Token): void {
    const { text } = word;
    const isOutside = this.#depth === 0;
    if (text === "_Noreturn" || text === "noreturn") {
      this.#addAttribute("noreturn", [], false);
    } else if (isOutside && (text === "typedef" || text === "extern" || text === "static")) {
      this.#plain.storage = text;
    } else if (isOutside && inlines.has(text)) {
      this.#plain.inline = true;
    } else if (!dropped.has(text)) {
      const spelling = spellings.get(text);
      if (spelling === undefined) this.#keep(word, this.#index);
      else for (const part of spelling.split(" ")) this.#keep({ ...word, text: part }, this.#index);
    }
    this.#index++;
  }

  #punctuation(token: Token): void {
    const { text } = token;
    const plain = this.#plain;
    if (text === "[") this.#brackets(token);
    else if (text === "=" && this.#depth > 0) this.#value(token);
    else if (text === ":") this.#colon(token);
    else {
      if (text === "{" || text === "(") this.#depth++;
      else if (text === "}" || text === ")") this.#depth--;
      // The grammar does not know empty member declarations.
      const isEmptyMember = text === ";" && /^[{;]$/.test(plain.tokens.at(-1)?.text ?? "");
      if (!isEmptyMember) this.#keep(token, this.#index);
      this.#index++;
    }
  }

  /** C23 attributes, or an array's length. */
  #brackets(open: Token): void {
    const start = this.#index;
    const end = closing(this.#tokens, start);
    if (this.#textAt(start + 1) === "[") this.#addAttributes(this.#tokens.slice(start + 2, end - 2));
    else {
      this.#keep(open, start);
      let length = start + 1;
      for (; arrayWords.has(this.#textAt(length)); length++) this.#keep(this.#tokens[length] as Token, length);
      this.#keepExpression(length, end - 1);
      this.#keep(this.#tokens[end - 1] as Token, end - 1);
    }
    this.#index = end;
  }

  /** An enumerator's value. */
  #value(equals: Token): void {
    this.#keep(equals, this.#index);
    this.#keepExpressionAt(this.#index + 1);
  }

  /** The underlying type of an enumeration, or a bit-field's width. */
  #colon(colon: Token): void {
    const plain = this.#plain;
    const end = underlyingType(this.#tokens, this.#index, plain.tokens);
    if (end > 0) {
      plain.underlying ??= new Map();
      plain.underlying.set(plain.tokens.length - 1, this.#tokens.slice(this.#index + 1, end));
      this.#index = end;
      return;
    }
    // The grammar requires bit-fields to have names; `:` directly after the type means an unnamed one.
    if (endsType(plain.tokens)) {
      this.#keep({ ...colon, kind: TokenKind.identifier, text: unnamedBitField }, this.#index);
    }
    this.#keep(colon, this.#index);
    this.#keepExpressionAt(this.#index + 1);
  }

  #keepExpressionAt(start: number): void {
    const end = expressionEnd(this.#tokens, start);
    this.#keepExpression(start, end);
    this.#index = end;
  }

  /** Expressions are parsed separately; the grammar only needs a placeholder. */
  #keepExpression(start: number, end: number): void {
    const first = this.#tokens[start];
    if (first === undefined || start >= end) return;
    this.#plain.expressions ??= new Map();
    this.#plain.expressions.set(this.#plain.tokens.length, this.#tokens.slice(start, end));
    this.#keep(new Token(TokenKind.number, "1", true, first.header, first.line), start);
  }

  #keep(token: Token, origin: number): void {
    this.#plain.tokens.push(token);
    this.#plain.origins.push(origin);
  }

  #addAttributes(list: readonly Token[]): void {
    for (let index = 0; index < list.length; ) {
      const token = list[index] as Token;
      if (token.kind !== TokenKind.identifier) {
        index++;
        continue;
      }
      const name = token.text.replace(/^__(.+)__$/, "$1");
      const opens = list[index + 1]?.text === "(";
      const end = opens ? closing(list, index + 1) : index + 1;
      this.#addAttribute(name === "align" ? "aligned" : name, opens ? list.slice(index + 2, end - 1) : [], false);
      index = end;
    }
  }

  #addAttribute(name: string, argument: Token[], alignas: boolean): void {
    this.#plain.attributes.push({ name, argument, alignas, at: this.#plain.tokens.length });
  }

  #textAt(index: number): string {
    return this.#tokens[index]?.text ?? "";
  }
}

/** Words allowed before a parameter's array length (C11 6.7.6.2). */
const arrayWords = new Set(["static", "const", "volatile", "restrict", "__restrict", "__restrict__"]);

/** The end of a width or value: the next `,`, `;` or closing bracket outside brackets, or an attribute. */
function expressionEnd(tokens: readonly Token[], start: number): number {
  let index = start;
  while (index < tokens.length) {
    const { text } = tokens[index] as Token;
    if (text === "," || text === ";" || text === "}" || text === ")" || attributeWords.has(text)) break;
    index = isOpener(text) ? closing(tokens, index) : index + 1;
  }
  return index;
}

/** The end of `T` in `enum E : T {`; 0 if this `:` does not start one. */
function underlyingType(tokens: readonly Token[], colon: number, kept: readonly Token[]): number {
  const isEnum = kept.at(-1)?.text === "enum" || kept.at(-2)?.text === "enum";
  if (!isEnum) return 0;
  let end = colon + 1;
  while (tokens[end]?.kind === TokenKind.identifier) end++;
  return end > colon + 1 && (end === tokens.length || tokens[end]?.text === "{") ? end : 0;
}

/** Whether a member's type ends here with no name after it. */
function endsType(kept: readonly Token[]): boolean {
  const last = kept.at(-1);
  if (last === undefined || last.text === "," || typeKeywords.has(last.text)) return true;
  const before = kept.at(-2)?.text ?? "";
  const isOnlyWord = before === "{" || before === ";" || before === "const" || before === "volatile";
  const isTag = before === "enum" || last.text === "}";
  return isTag || (isOnlyWord && last.kind === TokenKind.identifier);
}
