import type { ManifestStruct } from "../../manifest/model.ts";
import { gapsOf, type MemberRow, memberRows, pathText, startOf } from "../../report/layout/rows.ts";

/** What lies in a stretch of a struct: a member, several that share the place (a union), or padding. */
export interface Block {
  /** Paths of members, none for padding. */
  paths: string[];
  /** Bits from the start of the struct, and how many. */
  start: number;
  width: number;
  isBitField: boolean;
}

/** Blocks that a picture may have; past it members of members are not told apart. */
const mostBlocks = 500;

/** What a struct is made of, from its first bit to its last; null where the layout is not known, or nothing is in it. */
export function blocksOf(struct: ManifestStruct): Block[] | null {
  if (struct.size === null || struct.size === 0 || struct.members === null) return null;
  const rows = memberRows(struct.members);
  const leaves = rows.filter(({ hasMembers }) => !hasMembers);
  const drawn = leaves.length <= mostBlocks ? leaves : rows.filter(({ path }) => !path?.includes("."));
  const blocks = merged(drawn);
  if (blocks === null || blocks.length > mostBlocks) return null;
  const gaps = gapsOf(struct, rows).map(
    ({ offset, width }): Block => ({ paths: [], start: offset, width, isBitField: false }),
  );
  return [...blocks, ...gaps].sort((a, b) => a.start - b.start);
}

/** Members by place; those that overlap are one block. Null where a place is not known. */
function merged(rows: readonly MemberRow[]): Block[] | null {
  const blocks: Block[] = [];
  const placed = rows.map((row) => ({ row, start: startOf(row), width: row.bits?.width ?? (row.size ?? 0) * 8 }));
  if (placed.some(({ start }) => start === null)) return null;
  for (const { row, start, width } of placed.sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    const at = start ?? 0;
    const last = blocks.at(-1);
    if (width === 0) continue;
    if (last && at < last.start + last.width) {
      last.paths.push(pathText(row));
      last.width = Math.max(last.width, at + width - last.start);
    } else blocks.push({ paths: [pathText(row)], start: at, width, isBitField: row.bits !== null });
  }
  return blocks;
}
