import { closingIndexes, isOpener } from "../../c/brackets.ts";
import { type Token, TokenKind } from "../../c/token.ts";

/** A position in the tokens of an external declaration. */
export class Cursor {
  readonly tokens: readonly Token[];
  position = 0;
  /** For each opening bracket the index of its closing one, or the end. */
  readonly #closers: Map<number, number>;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.#closers = closingIndexes(tokens);
  }

  get end(): number {
    return this.tokens.length;
  }

  get token(): Token | undefined {
    return this.tokens[this.position];
  }

  /** The text of a token relative to the position; empty past the end. */
  text(ahead = 0): string {
    return this.tokens[this.position + ahead]?.text ?? "";
  }

  isIdentifier(ahead = 0): boolean {
    return this.tokens[this.position + ahead]?.kind === TokenKind.identifier;
  }

  accept(text: string): boolean {
    if (this.text() !== text) return false;
    this.position++;
    return true;
  }

  /** The index of the bracket that closes the one at `open`, or the end. */
  closer(open = this.position): number {
    return this.#closers.get(open) ?? this.tokens.length;
  }

  /** Skips a bracket and its contents. */
  skipBrackets(): void {
    this.leave(this.closer());
  }

  /** Goes past a closing bracket. */
  leave(close: number): void {
    this.position = Math.min(close + 1, this.tokens.length);
  }

  /**
   * The number of tokens in a `<…>` that starts at this offset; 0 if there is none. Unlike arguments, the parameters of
   * `template <…>` are no comparison, and may have defaults.
   */
  anglesAt(ahead: number, areParameters = false): number {
    let depth = 0;
    const limit = Math.min(this.tokens.length, this.position + ahead + maxTemplateArguments);
    for (let index = this.position + ahead; index < limit; index++) {
      const text = this.tokens[index]?.text ?? "";
      if (text === "<") depth++;
      else if (text === ">") depth--;
      else if (text === ">>") depth -= 2;
      else if (isOpener(text)) index = this.closer(index);
      else if (text === ";" || text === "}" || text === ")") return 0;
      else if (!areParameters && (text === "&&" || text === "||" || text === "=")) return 0;
      if (depth <= 0) return index + 1 - this.position - ahead;
    }
    return 0;
  }
}

/** In tokens; a longer one is a comparison. */
const maxTemplateArguments = 1000;
