import type { StructPart } from "../../manifest/struct-part.ts";
import { asText, sideText, table } from "../table.ts";
import {
  bitOrderText,
  comparableRows,
  type MemberRow,
  memberRows,
  offsetText,
  omittedText,
  pathText,
  sizeText,
} from "./rows.ts";

/** A struct in two refs side by side, with the shifts. */
export function layoutComparisonText(from: StructPart, to: StructPart): string {
  const merged = mergedRows(from, to);
  const rows = merged.map(([a, b]) => [
    a === null ? "" : offsetText(a),
    a === null ? "" : sizeText(a),
    b === null ? "" : offsetText(b),
    b === null ? "" : sizeText(b),
    pathText((b ?? a) as MemberRow),
    whatHappened(a, b),
  ]);
  const shown = merged.flatMap((row) => row.filter((side) => side !== null));
  const titles = ["offset", "size", "offset", "size", "member", ""];
  const total = (label: string, a: number | null, b: number | null) => [
    label,
    String(a ?? "?"),
    String(b ?? "?"),
    a === b ? "" : moved(a, b),
  ];
  return asText([
    `${to.struct.name} from ${sideText(from)} to ${sideText(to)} on ${to.target.platform}`,
    `${placeOf(from)} to ${placeOf(to)}`,
    "",
    ...table([
      ["", from.ref, to.ref, ""],
      total("size", from.struct.size, to.struct.size),
      total("alignment", from.struct.align, to.struct.align),
    ]),
    "",
    ...(rows.length === 0
      ? ["  no header completes it"]
      : table([titles, ...rows], ["right", "right", "right", "right", "left", "left"])),
    ...omittedText([shown]),
    ...bitOrderText(shown, [to.target.platform]),
    ...[from, to].flatMap(({ ref, diagnostics }) =>
      diagnostics.map(({ message }) => `  not understood in ${ref}: ${message}`),
    ),
  ]);
}

const placeOf = ({ struct: { header, line } }: StructPart) => `${header}:${line}`;

/**
 * Members of both by path, in the order of `to`; a removed member follows the one it followed before. A member that
 * moved into or out of another one is paired with itself. Padding is omitted, as are members that only one of them
 * shows, see {@link comparableRows}.
 */
export function mergedRows(from: StructPart, to: StructPart): [MemberRow | null, MemberRow | null][] {
  const [before = [], after = []] = comparableRows([namedRows(from), namedRows(to)]);
  const partners = new Map([...movedRows(before, after), ...samePaths(before, after)]);
  const merged: [MemberRow | null, MemberRow | null][] = after.map((row) => [partners.get(row) ?? null, row]);
  const kept = new Set(partners.values());
  for (const [index, row] of before.entries()) {
    if (kept.has(row)) continue;
    const behind = before[index - 1];
    const at = behind === undefined ? 0 : merged.findIndex(([a]) => a === behind) + 1;
    merged.splice(at, 0, [row, null]);
  }
  return merged;
}

function samePaths(before: readonly MemberRow[], after: readonly MemberRow[]): [MemberRow, MemberRow][] {
  const old = new Map(before.map((row) => [row.path, row]));
  return after.flatMap((row): [[MemberRow, MemberRow]] | [] => {
    const same = old.get(row.path);
    return same === undefined ? [] : [[row, same]];
  });
}

/** Members whose path on one side is that on the other inside a member: `ob_digit` and `long_value.ob_digit`. */
function* movedRows(before: readonly MemberRow[], after: readonly MemberRow[]): Iterable<[MemberRow, MemberRow]> {
  const [old, now] = [before, after].map((rows) => new Set(rows.map(({ path }) => path)));
  const [gone, come] = [before.filter(({ path }) => !now?.has(path)), after.filter(({ path }) => !old?.has(path))];
  for (const row of come) {
    const [same, other] = gone.filter((one) => one.type === row.type && isInside(one, row));
    const rivals = same === undefined ? [] : come.filter((one) => one.type === same.type && isInside(same, one));
    if (same !== undefined && other === undefined && rivals.length === 1) yield [row, same];
  }
}

const isInside = ({ path: a }: MemberRow, { path: b }: MemberRow): boolean =>
  a !== null && b !== null && (a.endsWith(`.${b}`) || b.endsWith(`.${a}`));

const namedRows = ({ struct }: StructPart) => memberRows(struct.members ?? []).filter(({ path }) => path !== null);

/**
 * `new`, `gone`, or what differs: `was a.b, +8, resized`, offsets in bytes. A row is null if that side lacks the
 * member.
 */
export function whatHappened(a: MemberRow | null, b: MemberRow | null): string {
  if (a === null) return "new";
  if (b === null) return "gone";
  const said = a.path === b.path ? [] : [`was ${a.path}`];
  if (offsetText(a) !== offsetText(b))
    said.push(a.bits === null && b.bits === null ? moved(a.offset, b.offset) : "moved");
  if (sizeText(a) !== sizeText(b)) said.push("resized");
  if (a.type !== b.type) said.push(`${a.type} became ${b.type}`);
  return said.join(", ");
}

function moved(a: number | null, b: number | null): string {
  if (a === null || b === null) return "";
  return b > a ? `+${b - a}` : `-${a - b}`;
}
