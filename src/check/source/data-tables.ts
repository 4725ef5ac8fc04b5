import { type Token, TokenKind } from "../../c/token.ts";

/** More than any struct has members: of 10 MB of numbers the tokens take 400 MB. */
const maxNumbers = 10_000;

/** Passes tokens on, but of a long table of numbers only the first: they are enough to judge by. */
export class DataTables {
  readonly #take: (token: Token) => void;
  /** How many numbers and commas came last, without anything between. */
  #numbers = 0;
  /** The kind of the last token passed on. */
  #last: TokenKind | null = null;
  /** The last of those that were left out. */
  #leftOut: Token | null = null;

  constructor(take: (token: Token) => void) {
    this.#take = take;
  }

  add(token: Token): void {
    const isData = token.kind === TokenKind.number || token.text === ",";
    this.#numbers = isData ? this.#numbers + 1 : 0;
    if (this.#numbers > maxNumbers) {
      this.#leftOut = token;
      return;
    }
    // So that numbers and commas still alternate.
    if (this.#leftOut !== null && this.#leftOut.kind !== this.#last) this.#take(this.#leftOut);
    this.#leftOut = null;
    this.#last = token.kind;
    this.#take(token);
  }
}
