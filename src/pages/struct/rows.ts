import type { Block } from "./blocks.ts";

/** Bits per row of the picture. */
export const rowBits = 64;
export const rowHeight = 26;
/** Height of the gap for rows omitted from a long member. */
export const breakHeight = 20;
/** Rows drawn before and after omitted ones. */
const shownRows = 2;

/**
 * The vertical positions of a struct's rows: to scale, except that the middle of members longer than five rows is
 * omitted.
 */
export class Rows {
  /** Top of each row; omitted rows share a position. */
  readonly #tops: number[] = [];
  readonly #folded = new Set<number>();
  readonly height: number;
  /** The first row and the number of omitted ones. */
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

/** A rectangular part of a block; bits are relative to the row in which it starts. */
export interface Piece {
  row: number;
  /** In bits, within the row. */
  start: number;
  width: number;
}

/** The pieces of a block row by row, without omitted rows. */
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
