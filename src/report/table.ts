/** Building blocks of text reports. */
import type { Manifest } from "../manifest/model.ts";

/** Where the text of a column stands. */
export type Align = "left" | "right";

/**
 * Pads columns to their widest cell, except the last. Columns are aligned left by default.
 * @param look styles a padded cell
 */
export function table(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[] = [],
  look: (padded: string, cell: string) => string = (padded) => padded,
): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number) =>
    aligns[column] === "right" ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => `  ${row.map((cell, column) => look(pad(cell, column), cell)).join("  ")}`.trimEnd());
}

/** Wraps words to lines of at most `width` columns; a longer word has a line of its own. */
export function wrapped(text: string, width: number, first: string, others: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(" ")) {
    const isStart = line === first;
    if (!isStart && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${others}${word}`;
    } else line += isStart ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** The manifest on one side: `v3.13.5 (CPython 3.13.5, cp313)`. */
export const sideText = ({ ref, version, target }: Pick<Manifest, "ref" | "version" | "target">) =>
  `${ref} (CPython ${version}, ${target.abi}${target.limitedApi === null ? "" : ` ${target.limitedApi}`})`;

export const asText = (lines: readonly string[]) => `${lines.join("\n")}\n`;
