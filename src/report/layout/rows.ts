import { isBigEndian, type Platform } from "../../cpython/platforms/names.ts";
import type { ManifestMember, ManifestStruct } from "../../manifest/model.ts";

/** A member as a line of a table. */
export interface MemberRow {
  /** The path in C from the struct: `long_value.lv_tag`, `calls[0].func`; null for an unnamed bit-field. */
  path: string | null;
  /** The path of the member it is in; null at the top. */
  within: string | null;
  type: string;
  /** Bytes from the start of the struct; null if unknown. */
  offset: number | null;
  /** Bytes. */
  size: number | null;
  /** Bit offset from the start of the struct, and width; null if not a bit-field. */
  bits: { offset: number | null; width: number } | null;
  /** Whether rows of its members follow. */
  hasMembers: boolean;
}

/** Bits not covered by any member. */
export interface Padding {
  /** In bits, from the start of the struct. */
  offset: number;
  width: number;
}

/** All members in order of declaration, each followed by the members of its anonymous type. */
export function memberRows(members: readonly ManifestMember[], within: string | null = null, outer = ""): MemberRow[] {
  return members.flatMap((member) => {
    const { name, type, offset, size, bitOffset = null, bitWidth, members: inner = [] } = member;
    const path = name === null ? null : `${outer}${name}`;
    const bits = bitWidth === undefined ? null : { offset: bitOffset, width: bitWidth };
    const row = { path, within, type, offset, size, bits, hasMembers: inner.length > 0 };
    return [row, ...memberRows(inner, path, `${path}${firstElement(type)}.`)];
  });
}

/**
 * The members in several layouts without those inside a member whose type is a struct of its own in one of them, since
 * that one does not show what is inside: to compare it, expand all.
 */
export function comparableRows(layouts: readonly (readonly MemberRow[])[]): MemberRow[][] {
  const closed = new Set(layouts.flatMap((rows) => rows.flatMap(({ path, hasMembers }) => (hasMembers ? [] : [path]))));
  return layouts.map((rows) => {
    const hidden = new Set<string | null>();
    return rows.filter(({ path, within }) => {
      const isHidden = within !== null && (closed.has(within) || hidden.has(within));
      if (isHidden) hidden.add(path);
      return !isHidden;
    });
  });
}

/** A line about members whose own members {@link comparableRows} left out, if there are any. */
export function omittedText(layouts: readonly (readonly MemberRow[])[]): string[] {
  const shown = new Set(layouts.flatMap((rows) => rows.map(({ within }) => within)));
  const all = layouts.flatMap((rows) => rows.filter(({ hasMembers, path }) => hasMembers && !shown.has(path)));
  const names = [...new Set(all.map(pathText))];
  return names.length === 0 ? [] : ["", `  what is in ${names.join(", ")}: with --expand`];
}

/** `[0][0]` for a type like `struct (unnamed)[4][2]`, whose members are those of an element. */
const firstElement = (type: string) => /(?:\[\w*\])*$/.exec(type)?.[0].replace(/\[\w*\]/g, "[0]") ?? "";

/** How bits are numbered, if there are bit-fields and big-endian platforms; else null. */
export function bitOrder(rows: readonly MemberRow[], platforms: readonly Platform[]): string | null {
  const names = [...new Set(platforms.filter(isBigEndian))];
  if (names.length === 0 || rows.every(({ bits }) => bits === null)) return null;
  return `bit 0 is the most significant one of its byte on ${names.join(", ")}`;
}

/** {@link bitOrder} as lines below a table. */
export function bitOrderText(rows: readonly MemberRow[], platforms: readonly Platform[]): string[] {
  const text = bitOrder(rows, platforms);
  return text === null ? [] : ["", `  ${text}`];
}

/** The path, or a label for padding. */
export const pathText = ({ path }: MemberRow) => path ?? "(unnamed)";

/** Bits from the start of the struct. */
export function startOf({ offset, bits }: MemberRow): number | null {
  return bits?.offset ?? (offset === null ? null : offset * 8);
}

/** Holes between members and padding at the end, in order. A union has only padding. */
export function gapsOf({ size }: ManifestStruct, rows: readonly MemberRow[]): Padding[] {
  if (size === null) return [];
  const covered = rows
    .filter(({ hasMembers }) => !hasMembers)
    .map((row) => ({ start: startOf(row) ?? 0, width: row.bits?.width ?? (row.size ?? 0) * 8 }))
    .sort((a, b) => a.start - b.start);
  const gaps: Padding[] = [];
  let end = 0;
  for (const { start, width } of [...covered, { start: size * 8, width: 0 }]) {
    if (start > end) gaps.push({ offset: end, width: start - end });
    end = Math.max(end, start + width);
  }
  return gaps;
}

/** `24`, or `24:3` for the fourth bit of that byte; `?` if unknown. */
export function offsetText(row: MemberRow): string {
  if (row.offset === null) return "?";
  if (row.bits === null) return String(row.offset);
  const bit = row.bits.offset ?? 0;
  return `${Math.floor(bit / 8)}:${bit % 8}`;
}

/** A number of bytes, or bits with a unit. */
export function sizeText({ size, bits }: MemberRow): string {
  if (bits !== null) return bitCount(bits.width);
  return size === null ? "?" : String(size);
}

/** `4 bytes`, `3 bits`, `1 byte 3 bits`. */
export function widthText(width: number): string {
  const bytes = Math.floor(width / 8);
  const parts = [];
  if (bytes > 0) parts.push(bytes === 1 ? "1 byte" : `${bytes} bytes`);
  if (width % 8 > 0) parts.push(bitCount(width % 8));
  return parts.join(" ");
}

const bitCount = (width: number) => (width === 1 ? "1 bit" : `${width} bits`);
