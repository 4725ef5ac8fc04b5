/** In characters. */
const pieceLength = 2 ** 16;

/**
 * The bytes of a long text, made piece by piece: a single string of it would outlive V8's young generation, and with it
 * all the strings that it was joined from.
 */
export class TextBytes {
  readonly #encoding: "utf8" | "latin1";
  readonly #pieces: Buffer[] = [];
  #text = "";
  #length = 0;

  constructor(encoding: "utf8" | "latin1") {
    this.#encoding = encoding;
  }

  /** In bytes. */
  get length(): number {
    return this.#length;
  }

  add(text: string): void {
    this.#text += text;
    this.#length += Buffer.byteLength(text, this.#encoding);
    if (this.#text.length >= pieceLength) this.#encode();
  }

  /** Adds bytes as they are. */
  addBytes(bytes: Buffer): void {
    this.#encode();
    this.#pieces.push(bytes);
    this.#length += bytes.length;
  }

  /** The whole. */
  end(): Buffer {
    this.#encode();
    return Buffer.concat(this.#pieces, this.#length);
  }

  #encode(): void {
    this.#pieces.push(Buffer.from(this.#text, this.#encoding));
    this.#text = "";
  }
}
