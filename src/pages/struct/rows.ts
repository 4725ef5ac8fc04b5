import type { Block } from "./blocks.ts";

/** Bits of a row of the picture. */
export const rowBits = 64;
export const rowHeight = 26;
/** What stands for rows that are left out of a long member. */
export const breakHeight = 20;
/** Rows of one member that are drawn before and after what is left out. */
const shownRows = 2;

/** Where the rows of a struct are drawn: all to scale, but for the middle of what is longer than five rows. */
export class Rows {
  /** From the top, of each row; rows that are left out share their place. */
  readonly #tops: number[] = [];
  readonly #folded = new Set<number>();
  readonly height: number;
  /** First row and number of those left out. */
  readonly breaks: { row: number; count: number; top: number }[] = [];

  constructor(blocks: readonly Block[], bits: number) {
    const count = Math.ceil(bits / rowBits);
    for (const { start, width } of blocks) {
      const first = Math.ceil(start / rowBits) + shownRows;
      const last = Math.floor((start + width) / rowBits) - shownRows;
      if (last - first < 2) continue;
      for (let row = first; row < last; row++) this.#folded.add(row);
      this.breaks.push({ row: first, count: last - first, top: 0 });
    }
    let top = 0;
    for (let row = 0; row < count; row++) {
      this.#tops.push(top);
      const fold = this.breaks.find((one) => one.row === row);
      if (fold) {
        fold.top = top;
        top += breakHeight;
      } else if (!this.#folded.has(row)) top += rowHeight;
    }
    this.height = top;
  }

  isFolded(row: number): boolean {
    return this.#folded.has(row);
  }

  top(row: number): number {
    return this.#tops[row] ?? this.height;
  }
}

/** A part of a block that is one rectangle: bits of the row in which it starts. */
export interface Piece {
  row: number;
  /** Bits in the row, and how many. */
  start: number;
  width: number;
}

/** A block row by row, without those that are left out. */
export function piecesOf({ start, width }: Block, rows: Rows): Piece[] {
  const pieces: Piece[] = [];
  const end = start + width;
  for (let row = Math.floor(start / rowBits); row * rowBits < end; row++) {
    if (rows.isFolded(row)) continue;
    const from = Math.max(start, row * rowBits);
    const to = Math.min(end, (row + 1) * rowBits);
    pieces.push({ row, start: from - row * rowBits, width: to - from });
  }
  return pieces;
}
