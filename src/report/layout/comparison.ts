import type { StructPart } from "../../manifest/struct-part.ts";
import { asText, sideText, table } from "../table.ts";
import { comparableRows, type MemberRow, memberRows, offsetText, omittedText, pathText, sizeText } from "./rows.ts";

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
    ...table([titles, ...rows], ["right", "right", "right", "right", "left", "left"]),
    ...omittedText([merged.flatMap((row) => row.filter((side) => side !== null))]),
    ...[from, to].flatMap(({ ref, diagnostics }) =>
      diagnostics.map(({ message }) => `  not understood in ${ref}: ${message}`),
    ),
  ]);
}

const placeOf = ({ struct: { header, line } }: StructPart) => `${header}:${line}`;

/**
 * Members of both by path, in the order of `to`; a removed member follows the one it followed before. Padding is
 * omitted, as are members that only one of them shows, see {@link comparableRows}.
 */
export function mergedRows(from: StructPart, to: StructPart): [MemberRow | null, MemberRow | null][] {
  const [before = [], after = []] = comparableRows([namedRows(from), namedRows(to)]);
  const old = new Map(before.map((row) => [row.path, row]));
  const merged: [MemberRow | null, MemberRow | null][] = after.map((row) => [old.get(row.path) ?? null, row]);
  const kept = new Set(after.map(({ path }) => path));
  for (const [index, row] of before.entries()) {
    if (kept.has(row.path)) continue;
    const behind = before[index - 1];
    const at = behind === undefined ? 0 : merged.findIndex(([a]) => a === behind) + 1;
    merged.splice(at, 0, [row, null]);
  }
  return merged;
}

const namedRows = ({ struct }: StructPart) => memberRows(struct.members ?? []).filter(({ path }) => path !== null);

export function whatHappened(a: MemberRow | null, b: MemberRow | null): string {
  if (a === null) return "new";
  if (b === null) return "gone";
  const said = [];
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
