import type { BoundaryChange } from "./model.ts";

/**
 * The changes between two versions as bytes, of which little is parsed: a history needs a few of thousands.
 *
 * The first line has the positions of changes by each name they concern, as JSON; each further line is a change.
 */
export class ChangeList {
  readonly bytes: Buffer;

  /** @param bytes of another list */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** @param names positions in `changes` by each name they concern */
  static of(changes: readonly BoundaryChange[], names: ReadonlyMap<string, readonly number[]>): ChangeList {
    const lines = [Object.fromEntries(names), ...changes].map((value) => JSON.stringify(value));
    return new ChangeList(Buffer.from(lines.join("\n")));
  }

  /** All changes. */
  all(): BoundaryChange[] {
    return this.#lines(() => true);
  }

  /** The changes that concern any of the names, in their order. */
  about(names: readonly string[]): BoundaryChange[] {
    const wanted = new Set(names.flatMap((name) => this.#positionsOf(name)));
    return wanted.size === 0 ? [] : this.#lines((position) => wanted.has(position));
  }

  #positionsOf(name: string): number[] {
    // Values have no strings, so this is a key.
    const key = Buffer.from(`${JSON.stringify(name)}:[`);
    const start = this.bytes.subarray(0, this.#end(0)).indexOf(key);
    if (start < 0) return [];
    const from = start + key.length - 1;
    return JSON.parse(this.bytes.toString("latin1", from, this.bytes.indexOf("]", from) + 1));
  }

  #lines(isWanted: (position: number) => boolean): BoundaryChange[] {
    const found: BoundaryChange[] = [];
    let start = this.#end(0) + 1;
    for (let position = 0; start < this.bytes.length; position++) {
      const end = this.#end(start);
      if (isWanted(position)) found.push(JSON.parse(this.bytes.toString("utf8", start, end)));
      start = end + 1;
    }
    return found;
  }

  /** Where the line ends. */
  #end(start: number): number {
    const end = this.bytes.indexOf(0x0a, start);
    return end < 0 ? this.bytes.length : end;
  }
}
