import type { StructPart } from "../../manifest/struct-part.ts";
import { comparableRows, memberRows } from "../../report/layout/rows.ts";
import { Scroll } from "../parts.tsx";
import { type Block, blocksOf } from "./blocks.ts";
import { Column, columnWidth } from "./column.tsx";
import { piecesOf, Rows, rowHeight } from "./rows.ts";

const margin = 48;
const head = 26;
/** The space between two columns, for the connecting lines. */
const between = 120;
const hues = 6;

const bitsOf = ({ struct }: StructPart) => (struct.size ?? 0) * 8;

/** A struct drawn to scale, or a note that it cannot be drawn. */
export function LayoutPicture({ part }: { part: StructPart }) {
  const blocks = blocksOf(part.struct);
  if (blocks === null) return <NoPicture part={part} />;
  const rows = new Rows(blocks, bitsOf(part));
  const width = margin + columnWidth + 2;
  return (
    <Scroll label="Picture of the layout">
      <svg
        class="layout one"
        viewBox={`0 0 ${width} ${rows.height + 6}`}
        width={width}
        height={rows.height + 6}
        aria-label={`${part.struct.name}, ${part.struct.size} bytes, eight a row; the table has the same`}
      >
        <Hatch />
        <Column blocks={blocks} rows={rows} bits={bitsOf(part)} x={margin} y={2} paint={(_, i) => `hue-${i % hues}`} />
      </svg>
    </Scroll>
  );
}

/** Two versions of a struct side by side, with lines connecting each member's places. */
export function ComparisonPicture({ from, to }: { from: StructPart; to: StructPart }) {
  const members = [from, to].map(({ struct }) => memberRows(struct.members ?? []));
  const [oldRows, newRows] = comparableRows(members);
  const [before, after] = [blocksOf(from.struct, oldRows), blocksOf(to.struct, newRows)];
  if (before === null) return <NoPicture part={from} />;
  if (after === null) return <NoPicture part={to} />;
  const [left, right] = [new Rows(before, bitsOf(from)), new Rows(after, bitsOf(to))];
  const width = margin + columnWidth + between + columnWidth + 2;
  const height = Math.max(left.height, right.height) + head + 6;
  const old = byPath(before);
  const now = byPath(after);
  const start = margin + columnWidth;
  return (
    <Scroll label="Picture of both layouts">
      <svg
        class="layout two"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        aria-label={`${to.struct.name} in ${from.version} and in ${to.version}; the table has the same`}
      >
        <Hatch />
        {[...now].map(([path, block]) => {
          const was = old.get(path);
          if (was === undefined) return null;
          const a = middle(was, left) + head;
          const b = middle(block, right) + head;
          const third = between / 3;
          return (
            <path
              key={path}
              class={`link ${was.start === block.start ? "same" : "moved"}`}
              d={`M${start} ${a}c${third} 0 ${2 * third - 26} ${b - a} ${between - 26} ${b - a}`}
            />
          );
        })}
        <text class="column-head" x={margin} y="16">
          {`${from.version}: ${from.struct.size} bytes`}
        </text>
        <text class="column-head" x={start + between} y="16">
          {`${to.version}: ${to.struct.size} bytes`}
        </text>
        <Column
          blocks={before}
          rows={left}
          bits={bitsOf(from)}
          x={margin}
          y={head}
          paint={(block) => fate(block, now)}
        />
        <Column
          blocks={after}
          rows={right}
          bits={bitsOf(to)}
          x={start + between}
          y={head}
          paint={(block) => fate(block, old, "new")}
        />
      </svg>
    </Scroll>
  );
}

/** Whether and where a block exists in the other version. */
function fate(block: Block, other: ReadonlyMap<string, Block>, without = "gone"): string {
  const there = block.paths.map((path) => other.get(path)).find((one) => one !== undefined);
  if (there === undefined) return `fate-${without}`;
  if (there.start !== block.start) return "fate-moved";
  return there.width === block.width ? "fate-same" : "fate-resized";
}

const byPath = (blocks: readonly Block[]) =>
  new Map(blocks.flatMap((block) => block.paths.map((path) => [path, block] as const)));

function middle(block: Block, rows: Rows): number {
  const [first] = piecesOf(block, rows);
  return rows.top(first?.row ?? 0) + rowHeight / 2;
}

/** The pattern of padding. */
function Hatch() {
  return (
    <defs>
      <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line class="hatch" x1="0" y1="0" x2="0" y2="7" />
      </pattern>
    </defs>
  );
}

function NoPicture({ part: { struct, version } }: { part: StructPart }) {
  const why =
    struct.members === null
      ? "no header completes it"
      : struct.size === null
        ? "not all of its types are known"
        : "it has too many members, which the table has";
  return (
    <p class="muted">
      No picture of {struct.name} in {version}: {why}.
    </p>
  );
}
