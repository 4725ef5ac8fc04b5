import type { ExternalDeclaration } from "./external-declarations.ts";
import { type PlainTokens, plainTokens } from "./plain-tokens.ts";
import { type Token, TokenKind } from "./token.ts";
import type { SyntaxNode } from "./tree-sitter.ts";

/** Keywords left by plain-tokens.ts that the grammar also knows (C11 6.4.1). */
const keywords = new Set(
  "void char short int long float double signed unsigned const volatile restrict _Atomic struct union enum static sizeof".split(
    " ",
  ),
);

/** A declaration's tokens as text for tree-sitter, with a mapping from nodes back to tokens. */
export class SyntaxText {
  readonly plain: PlainTokens;
  /** `#pragma pack(n)` in force, in bytes. */
  readonly pack: number | null;
  /** Whether the braces of a function, or something like them, follow. */
  readonly hasBody: boolean;
  readonly text: string;
  /** Where this text begins in tree-sitter's input. */
  start = 0;
  readonly #offsets: number[] = [];

  private constructor(plain: PlainTokens, before: string, after: string, external: ExternalDeclaration | null) {
    this.plain = plain;
    this.pack = external?.pack ?? null;
    this.hasBody = external !== null && external.body !== null;
    let text = before;
    const { tokens } = plain;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as Token;
      this.#offsets.push(text.length);
      // The grammar has keywords that C has not (`size_t`, `bool`, `offsetof`): rename identifiers so that none
      // matches.
      const isName = token.kind === TokenKind.identifier && !keywords.has(token.text);
      text += token.text;
      text += isName ? "_ " : " ";
    }
    this.text = text + after;
  }

  static ofExternal(external: ExternalDeclaration): SyntaxText {
    const plain = plainTokens(external.tokens);
    // `T (x);` would parse as a call where a statement may stand: mark it as a declaration.
    const isCall = plain.tokens[0]?.kind === TokenKind.identifier && plain.tokens[1]?.text === "(";
    return new SyntaxText(plain, isCall ? "extern " : "", ";\n", external);
  }

  /** A type-name in a context where the grammar accepts one: its node is the `type_descriptor`. */
  static ofTypeName(tokens: readonly Token[]): SyntaxText {
    return new SyntaxText(plainTokens(tokens), "char x=(", "){0};", null);
  }

  /** Whether a node is an identifier in C11's sense: no keyword (6.4.2p1) and no placeholder for a type. */
  isName(node: SyntaxNode): boolean {
    const word = this.word(node);
    return !keywords.has(word) && !this.plain.placeholders?.has(word);
  }

  /** The first token of a node, as an index of the kept tokens. */
  first(node: SyntaxNode): number {
    return this.#tokenAt(node.start - this.start);
  }

  /** The index after a node's last token. */
  end(node: SyntaxNode): number {
    return this.#tokenAt(node.end - this.start);
  }

  tokensOf(node: SyntaxNode): Token[] {
    return this.plain.tokens.slice(this.first(node), this.end(node));
  }

  /** The tokens of an expression, which a placeholder may stand for. */
  expression(node: SyntaxNode): readonly Token[] {
    return this.plain.expressions?.get(this.first(node)) ?? this.tokensOf(node);
  }

  /** The spelling of a node's first token. */
  word(node: SyntaxNode): string {
    return this.plain.tokens[this.first(node)]?.text ?? "";
  }

  /** The index of a node's first token in the external declaration. */
  origin(node: SyntaxNode): number {
    return this.plain.origins[this.first(node)] ?? 0;
  }

  #tokenAt(offset: number): number {
    let low = 0;
    let high = this.#offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#offsets[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
