import type { LexedSource } from "./lexer.ts";

/** A header being read. */
export interface OpenHeader {
  readonly source: LexedSource;
  /** Indices of the next item and of the next token in it. */
  item: number;
  token: number;
  /** Open conditionals; `taken` once one of its groups was read. */
  readonly conditionals: { taken: boolean }[];
  /** `Vocabulary.turned` when the header was opened. */
  readonly turned: number;
}

/** The headers being read, each included by the one before. */
export class OpenHeaders {
  readonly #open: OpenHeader[] = [];

  get length(): number {
    return this.#open.length;
  }

  /** The header being read. */
  get last(): OpenHeader | undefined {
    return this.#open.at(-1);
  }

  push(source: LexedSource, turned: number): void {
    this.#open.push({ source, item: 0, token: 0, conditionals: [], turned });
  }

  pop(): OpenHeader {
    return this.#open.pop() as OpenHeader;
  }

  clear(): void {
    this.#open.length = 0;
  }

  has(source: LexedSource): boolean {
    return this.#open.some((header) => header.source === source);
  }

  /** The path of the header being read, and of the outermost one; "" for none. */
  get path(): string {
    return this.#open.at(-1)?.source.path ?? "";
  }

  get basePath(): string {
    return this.#open[0]?.source.path ?? "";
  }

  /** The line being read. */
  get line(): number {
    const header = this.#open.at(-1);
    const item = header?.source.items[header.item];
    if (item === undefined) return 1;
    return item.kind === "directive" ? item.line : (item.tokens[Math.max(0, (header?.token ?? 1) - 1)]?.line ?? 1);
  }

  /** Consumes `(` if it is the next token of the lines being read. */
  parenthesisFollows(): boolean {
    const header = this.#open.at(-1);
    const item = header?.source.items[header.item];
    if (header === undefined || item?.kind !== "text") return false;
    if (item.tokens[header.token]?.text !== "(") return false;
    header.token++;
    return true;
  }
}
