import type { ManifestStruct } from "../../manifest/model.ts";
import { gapsOf, type MemberRow, memberRows, startOf } from "../../report/layout/rows.ts";

/** A stretch of a struct: a member, several sharing the place (a union), or padding. */
export interface Block {
  /** Paths of members; empty for padding and unnamed bit-fields. */
  paths: string[];
  /** In bits, from the start of the struct. */
  start: number;
  width: number;
  isBitField: boolean;
}

/** Maximum number of blocks in a picture; beyond it nested members are not shown separately. */
const maxBlocks = 500;

/**
 * The blocks of a struct, from its first bit to its last; null if the layout is unknown or empty.
 * @param rows its members; those inside a member may be left out
 */
export function blocksOf(struct: ManifestStruct, rows = memberRows(struct.members ?? [])): Block[] | null {
  if (struct.size === null || struct.size === 0 || struct.members === null) return null;
  const opened = new Set(rows.map(({ within }) => within));
  const leaves = rows
    .filter(({ path }) => path === null || !opened.has(path))
    .map((row) => ({ ...row, hasMembers: false }));
  const drawn = leaves.length <= maxBlocks ? leaves : rows.filter(({ path }) => !path?.includes("."));
  const blocks = merged(drawn);
  if (blocks === null || blocks.length > maxBlocks) return null;
  const gaps = gapsOf(struct, leaves).map(
    ({ offset, width }): Block => ({ paths: [], start: offset, width, isBitField: false }),
  );
  return [...blocks, ...gaps].sort((a, b) => a.start - b.start);
}

/** Members by place, with overlapping ones merged. Null if a place is unknown. */
function merged(rows: readonly MemberRow[]): Block[] | null {
  const blocks: Block[] = [];
  const placed = rows.map((row) => ({ row, start: startOf(row), width: row.bits?.width ?? (row.size ?? 0) * 8 }));
  if (placed.some(({ start }) => start === null)) return null;
  for (const { row, start, width } of placed.sort((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    const at = start ?? 0;
    const last = blocks.at(-1);
    if (width === 0) continue;
    const paths = row.path === null ? [] : [row.path];
    if (last && at < last.start + last.width) {
      last.paths.push(...paths);
      last.width = Math.max(last.width, at + width - last.start);
    } else blocks.push({ paths, start: at, width, isBitField: row.bits !== null });
  }
  return blocks;
}
