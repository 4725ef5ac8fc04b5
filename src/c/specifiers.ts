import { closing } from "./split.ts";
import { type Token, TokenKind } from "./token.ts";

/** What compilers add to a declaration besides C11's grammar, taken out before it is parsed. */
export interface RawAttribute {
  name: string;
  argument: Token[];
  alignas: boolean;
}

/** Tokens that the grammar knows, and beside them what was taken out. */
export interface PlainTokens {
  tokens: Token[];
  /** For each kept token, its index among the unit's tokens. */
  origins: number[];
  /** `at`: how many tokens were kept before it. */
  attributes: { at: number; attribute: RawAttribute }[];
  /** `_Atomic(…)` and `typeof(…)` by the name that stands in for them. */
  standIns: Map<string, { kind: "atomic" | "typeof"; tokens: Token[] }>;
  /** C23 `enum E : T`, by the index of the kept token that it follows. */
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
  }),
);
const dropped = new Set(
  "__extension__ _Thread_local thread_local __thread auto register __cdecl __stdcall __fastcall __vectorcall __thiscall __ptr32 __ptr64 __w64 constexpr".split(
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

/** Takes attributes, alignment, assembler names and storage classes out of a declaration. */
export function plainTokens(tokens: readonly Token[]): PlainTokens {
  const plain: PlainTokens = {
    tokens: [],
    origins: [],
    attributes: [],
    standIns: new Map(),
    underlying: new Map(),
    storage: null,
    inline: false,
  };
  const keep = (token: Token, origin: number) => {
    plain.tokens.push(token);
    plain.origins.push(origin);
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
        index = closing(tokens, index + 1) + 1;
        continue;
      }
      if (opens && (text === "_Atomic" || typeofs.has(text))) {
        const end = closing(tokens, index + 1);
        const name = `__stand_in_${plain.standIns.size}`;
        const kind = text === "_Atomic" ? "atomic" : "typeof";
        plain.standIns.set(name, { kind, tokens: tokens.slice(index + 2, end - 1) });
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
      const spelling = spellings.get(text);
      keep(spelling === undefined ? token : { ...token, text: spelling }, index);
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
    if (text === ":") {
      const end = underlyingType(tokens, index, plain.tokens);
      if (end > 0) {
        plain.underlying.set(plain.tokens.length - 1, tokens.slice(index + 1, end));
        index = end;
        continue;
      }
      // The grammar wants every bit-field named; `:` stands right after the type of one that is not.
      if (endsType(plain.tokens)) keep({ ...token, kind: TokenKind.identifier, text: unnamedBitField }, index);
    }
    if (text === "{" || text === "(") depth++;
    else if (text === "}" || text === ")") depth--;
    keep(token, index);
    index++;
  }
  return plain;
}

/** Stands in for the name of a bit-field without one. */
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

/** Where the `T` of `enum E : T {` ends, 0 where this `:` is none. */
function underlyingType(tokens: readonly Token[], colon: number, kept: readonly Token[]): number {
  const isEnum = kept.at(-1)?.text === "enum" || kept.at(-2)?.text === "enum";
  if (!isEnum) return 0;
  const brace = tokens.findIndex((token, index) => index > colon && token.text === "{");
  return brace < 0 ? tokens.length : brace;
}

/** Whether a member's type ends here, with no name after it. */
function endsType(kept: readonly Token[]): boolean {
  const last = kept.at(-1);
  if (last === undefined || typeKeywords.has(last.text)) return true;
  const before = kept.at(-2)?.text ?? "";
  const isOnlyWord = before === "{" || before === ";" || before === "const" || before === "volatile";
  const isTag = before === "enum" || last.text === "}";
  return isTag || (isOnlyWord && last.kind === TokenKind.identifier);
}
