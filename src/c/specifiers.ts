import { closing } from "./split.ts";
import { Token, TokenKind } from "./token.ts";

/** A compiler extension taken out of a declaration before parsing. */
export interface RawAttribute {
  name: string;
  argument: Token[];
  alignas: boolean;
}

/** Tokens in the grammar's language, and what was taken out. */
export interface PlainTokens {
  tokens: Token[];
  /** For each kept token, its index in the external declaration. */
  origins: number[];
  /** `at` is the number of tokens kept before it. */
  attributes: { at: number; attribute: RawAttribute }[];
  /** `_Atomic(…)` and `typeof(…)`, by their placeholder name. */
  placeholders: Map<string, { kind: "atomic" | "typeof"; tokens: Token[] }>;
  /** Array lengths, bit-field widths and enumerator values, by the index of their placeholder token. */
  expressions: Map<number, Token[]>;
  /** C23 `enum E : T`, by the index of the kept token before it. */
  underlying: Map<number, Token[]>;
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
const attributeWords = new Set(["__attribute__", "__attribute", "__declspec"]);
const alignments = new Set(["_Alignas", "alignas"]);
const assembly = new Set(["asm", "__asm", "__asm__"]);
const typeofs = new Set(["typeof", "__typeof__", "__typeof"]);
const assertions = new Set(["_Static_assert", "static_assert"]);
const typeKeywords = new Set(
  "void char short int long float double signed unsigned _Bool const volatile restrict __int128".split(" "),
);

/** Removes attributes, alignment, assembler names and storage classes from a declaration. */
export function plainTokens(tokens: readonly Token[]): PlainTokens {
  const plain: PlainTokens = {
    tokens: [],
    origins: [],
    attributes: [],
    placeholders: new Map(),
    expressions: new Map(),
    underlying: new Map(),
    storage: null,
    inline: false,
  };
  const keep = (token: Token, origin: number) => {
    plain.tokens.push(token);
    plain.origins.push(origin);
  };
  /** Expressions are parsed separately; the grammar only needs a placeholder. */
  const keepExpression = (start: number, end: number) => {
    const first = tokens[start];
    if (first === undefined || start >= end) return;
    plain.expressions.set(plain.tokens.length, tokens.slice(start, end));
    keep(new Token(TokenKind.number, "1", true, first.header, first.line), start);
  };
  let depth = 0;
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] as Token;
    const { text } = token;
    if (token.kind === TokenKind.identifier) {
      const opens = tokens[index + 1]?.text === "(";
      if (opens && attributeWords.has(text)) {
        const end = closing(tokens, index + 1);
        const inner = text === "__declspec" ? tokens.slice(index + 2, end - 1) : tokens.slice(index + 3, end - 2);
        for (const attribute of attributeList(inner)) plain.attributes.push({ at: plain.tokens.length, attribute });
        index = end;
        continue;
      }
      if (opens && alignments.has(text)) {
        const end = closing(tokens, index + 1);
        const attribute = { name: "aligned", argument: tokens.slice(index + 2, end - 1), alignas: true };
        plain.attributes.push({ at: plain.tokens.length, attribute });
        index = end;
        continue;
      }
      if (opens && assembly.has(text)) {
        index = closing(tokens, index + 1);
        continue;
      }
      if (opens && assertions.has(text) && depth > 0) {
        index = closing(tokens, index + 1);
        if (tokens[index]?.text === ";") index++;
        continue;
      }
      if (opens && (text === "_Atomic" || typeofs.has(text))) {
        const end = closing(tokens, index + 1);
        const name = `__placeholder_${plain.placeholders.size}`;
        const kind = text === "_Atomic" ? "atomic" : "typeof";
        plain.placeholders.set(name, { kind, tokens: tokens.slice(index + 2, end - 1) });
        keep({ ...token, text: name }, index);
        index = end;
        continue;
      }
      if (text === "_Noreturn" || text === "noreturn") {
        plain.attributes.push({
          at: plain.tokens.length,
          attribute: { name: "noreturn", argument: [], alignas: false },
        });
        index++;
        continue;
      }
      if (dropped.has(text)) {
        index++;
        continue;
      }
      if (depth === 0) {
        if (text === "typedef" || text === "extern" || text === "static") {
          plain.storage = text;
          index++;
          continue;
        }
        if (inlines.has(text)) {
          plain.inline = true;
          index++;
          continue;
        }
      }
      for (const spelling of spellings.get(text)?.split(" ") ?? [text]) {
        keep(spelling === text ? token : { ...token, text: spelling }, index);
      }
      index++;
      continue;
    }
    if (text === "[" && tokens[index + 1]?.text === "[") {
      const end = closing(tokens, index);
      for (const attribute of attributeList(tokens.slice(index + 2, end - 2))) {
        plain.attributes.push({ at: plain.tokens.length, attribute });
      }
      index = end;
      continue;
    }
    if (text === "[") {
      const end = closing(tokens, index);
      keep(token, index);
      let start = index + 1;
      for (; arrayWords.has(tokens[start]?.text ?? ""); start++) keep(tokens[start] as Token, start);
      keepExpression(start, end - 1);
      keep(tokens[end - 1] as Token, end - 1);
      index = end;
      continue;
    }
    if (text === "=" && depth > 0) {
      const end = expressionEnd(tokens, index + 1);
      keep(token, index);
      keepExpression(index + 1, end);
      index = end;
      continue;
    }
    if (text === ":") {
      const end = underlyingType(tokens, index, plain.tokens);
      if (end > 0) {
        plain.underlying.set(plain.tokens.length - 1, tokens.slice(index + 1, end));
        index = end;
        continue;
      }
      // The grammar requires bit-fields to have names; `:` directly after the type means an unnamed one.
      if (endsType(plain.tokens)) keep({ ...token, kind: TokenKind.identifier, text: unnamedBitField }, index);
      const width = expressionEnd(tokens, index + 1);
      keep(token, index);
      keepExpression(index + 1, width);
      index = width;
      continue;
    }
    if (text === ";" && /^[{;]$/.test(plain.tokens.at(-1)?.text ?? "")) {
      // An empty member declaration, which the grammar does not know.
      index++;
      continue;
    }
    if (text === "{" || text === "(") depth++;
    else if (text === "}" || text === ")") depth--;
    keep(token, index);
    index++;
  }
  return plain;
}

/** Placeholder for the name of an unnamed bit-field. */
export const unnamedBitField = "__unnamed_bit_field";

function attributeList(tokens: readonly Token[]): RawAttribute[] {
  const attributes: RawAttribute[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] as Token;
    if (token.kind !== TokenKind.identifier) {
      index++;
      continue;
    }
    const name = token.text.replace(/^__(.+)__$/, "$1");
    const opens = tokens[index + 1]?.text === "(";
    const end = opens ? closing(tokens, index + 1) : index + 1;
    attributes.push({
      name: name === "align" ? "aligned" : name,
      argument: opens ? tokens.slice(index + 2, end - 1) : [],
      alignas: false,
    });
    index = end;
  }
  return attributes;
}

/** Words allowed before a parameter's array length (C11 6.7.6.2). */
const arrayWords = new Set(["static", "const", "volatile", "restrict", "__restrict", "__restrict__"]);

/** The end of a width or value: the next `,`, `;` or closing bracket outside brackets, or an attribute. */
function expressionEnd(tokens: readonly Token[], start: number): number {
  let index = start;
  while (index < tokens.length) {
    const { text } = tokens[index] as Token;
    if (text === "," || text === ";" || text === "}" || text === ")" || attributeWords.has(text)) break;
    index = text === "(" || text === "[" || text === "{" ? closing(tokens, index) : index + 1;
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
