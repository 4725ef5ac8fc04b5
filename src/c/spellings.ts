/**
 * The spellings of tokens, each kept once: names recur hundreds of times in headers, and tables find the same string
 * faster than an equal one.
 */
export class Spellings {
  readonly #known = new Map<string, string>();

  /** The one string equal to `text`, a part of a header. */
  of(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    // A long part of a string keeps the whole of it in memory; joining copies.
    const own = [text.slice(0, 1), text.slice(1)].join("");
    this.#known.set(own, own);
    return own;
  }
}
