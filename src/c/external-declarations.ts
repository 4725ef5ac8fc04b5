import { closing } from "./brackets.ts";
import { withoutInitializers } from "./initializer.ts";
import { DeclarationSplitter } from "./split.ts";
import type { TextRun } from "./text-run.ts";
import { type Token, TokenKind } from "./token.ts";

/** One external declaration (C11 6.9): its tokens without function body, initializers and the closing `;`. */
export interface ExternalDeclaration {
  tokens: readonly Token[];
  /** Tokens between the braces of a function definition, otherwise null. */
  body: readonly Token[] | null;
  /** `#pragma pack(n)` in force, in bytes. */
  pack: number | null;
}

/**
 * The external declarations of C in runs of text. Function bodies are kept aside: rules only need their tokens.
 *
 * At the end of the input an open declaration is dropped with the rest of its header; tokens of later headers are read
 * again. `#pragma pack` arrives as a token, and its state is attached to each declaration.
 */
export class ExternalDeclarations {
  readonly #externals: ExternalDeclaration[] = [];
  /** The first token of each unterminated declaration. */
  readonly unterminated: Token[] = [];
  readonly #splitter = new DeclarationSplitter((tokens, body) => this.#keep(tokens, body));
  #pack: number | null = null;
  readonly #packs: (number | null)[] = [];

  /** Whether the text so far ends between declarations, so that what follows is independent of it. */
  get isBetween(): boolean {
    return !this.#splitter.isOpen && this.#pack === null && this.#packs.length === 0;
  }

  add(run: TextRun): void {
    const { tokens } = run;
    for (let index = 0; index < tokens.length; index++) {
      const token = tokens[index] as Token;
      if (token.kind === TokenKind.pragma) this.#pack = packPragma(token.text, this.#pack, this.#packs);
      else this.#splitter.add(token);
    }
  }

  /** The declarations that ended since they were last taken. */
  take(): ExternalDeclaration[] {
    return this.#externals.splice(0);
  }

  /**
   * Ends the input. If a bracket is missing, the declaration is dropped with the rest of its header; tokens from other
   * headers are read again.
   */
  finish(): void {
    while (this.#splitter.isOpen) {
      const lost = this.#splitter.drop();
      const first = lost[0] as Token;
      this.unterminated.push(first);
      const next = lost.findIndex(({ header }) => header !== first.header);
      if (next > 0) for (const token of lost.slice(next)) this.#splitter.add(token);
    }
  }

  #keep(whole: readonly Token[], start: number | null): void {
    const isEnded = start === null && whole.at(-1)?.text === ";";
    const head = withoutInitializers(whole.slice(0, start ?? (isEnded ? -1 : undefined)));
    const body = start === null ? null : whole.slice(start + 1, -1);
    // Braces that nothing stands before are no declaration, which the parser must see.
    const tokens = head.length === 0 && body !== null ? whole.slice(0, 1) : head;
    const isAssertion = /^_?[Ss]tatic_assert$/.test(tokens[0]?.text ?? "") && closing(tokens, 1) === tokens.length;
    if (tokens.length > 0 && !isAssertion) this.#externals.push({ tokens, body, pack: this.#pack });
  }
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
