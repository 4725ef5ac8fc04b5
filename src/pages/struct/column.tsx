import { widthText } from "../../report/layout/rows.ts";
import type { Block } from "./blocks.ts";
import { memberAnchor } from "./members.tsx";
import { breakHeight, type Piece, piecesOf, type Rows, rowBits, rowHeight } from "./rows.ts";

/** Width of a row of eight bytes, in drawing units. */
export const columnWidth = 336;
const unit = columnWidth / rowBits;
/** Bits in a cacheline of the processors CPython mostly runs on. */
const cacheline = 512;
/** Approximate width of a letter. */
const letter = 7.3;

export interface ColumnProps {
  blocks: readonly Block[];
  rows: Rows;
  /** The size of the struct in bits. */
  bits: number;
  x: number;
  y: number;
  /** The CSS class of a block. */
  paint: (block: Block, index: number) => string;
}

/** A struct drawn to scale, eight bytes per row: members as blocks, padding hatched, cachelines marked. */
export function Column({ blocks, rows, bits, x, y, paint }: ColumnProps) {
  return (
    <g transform={`translate(${x} ${y})`}>
      {blocks.map((block, i) => (
        <BlockShape
          key={`${block.start} ${block.paths[0]}`}
          block={block}
          pieces={piecesOf(block, rows)}
          rows={rows}
          name={block.paths.length === 0 ? "padding" : paint(block, i)}
        />
      ))}
      {rows.breaks.map(({ row, count, top }) => (
        <g key={row} class="break">
          <rect x="0" y={top} width={columnWidth} height={breakHeight} />
          <text x={columnWidth / 2} y={top + 14}>
            {`⋯ ${widthText(count * rowBits)} more ⋯`}
          </text>
        </g>
      ))}
      {offsetsOf(bits, rows).map((row) => (
        <text key={row} class="offset" x="-8" y={rows.top(row) + 17}>
          {row * 8}
        </text>
      ))}
      {cachelinesOf(bits, rows).map((row) => (
        <line key={row} class="cacheline" x1="-34" x2={columnWidth} y1={rows.top(row)} y2={rows.top(row)} />
      ))}
    </g>
  );
}

const rowsOf = (bits: number) => Array.from({ length: Math.ceil(bits / rowBits) }, (_, row) => row);

const offsetsOf = (bits: number, rows: Rows) => rowsOf(bits).filter((row) => !rows.isFolded(row));

const cachelinesOf = (bits: number, rows: Rows) =>
  rowsOf(bits).filter((row) => row > 0 && (row * rowBits) % cacheline === 0 && !rows.isFolded(row));

function BlockShape({
  block,
  pieces,
  rows,
  name,
}: {
  block: Block;
  pieces: readonly Piece[];
  rows: Rows;
  name: string;
}) {
  const { paths, width } = block;
  const text = paths.length === 0 ? "" : paths.join(" | ");
  const room = pieces.reduce<Piece | undefined>(
    (best, one) => (best && best.width >= one.width ? best : one),
    undefined,
  );
  const shape = (
    <g class={`block ${name}`}>
      <title>{`${text || "padding"}: ${placeText(block)}, ${widthText(width)}`}</title>
      {pieces.map(({ row, start, width }) => (
        <rect
          key={row}
          x={round(start * unit + 0.75)}
          y={rows.top(row) + 0.75}
          width={round(Math.max(0.5, width * unit - 1.5))}
          height={rowHeight - 1.5}
          rx="3"
        />
      ))}
      {room && text !== "" && (
        <text x={round(room.start * unit + 7)} y={rows.top(room.row) + 17}>
          {shortened(text, Math.floor((room.width * unit - 10) / letter))}
        </text>
      )}
    </g>
  );
  // Not a tab stop: keyboard users have the table.
  return paths[0] === undefined ? (
    shape
  ) : (
    <a href={`#${memberAnchor(paths[0])}`} tabIndex={-1}>
      {shape}
    </a>
  );
}

/** `at 24`, `at 24, bit 3` */
function placeText({ start, isBitField }: Block): string {
  const bit = start % 8;
  return `at ${Math.floor(start / 8)}${isBitField || bit > 0 ? `, bit ${bit}` : ""}`;
}

const shortened = (text: string, most: number) =>
  text.length <= most ? text : most < 2 ? "" : `${text.slice(0, most - 1)}…`;

const round = (value: number) => Math.round(value * 10) / 10;
