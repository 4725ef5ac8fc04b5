import { counted } from "../../diff/counted.ts";
import type { ManifestStruct } from "../../manifest/model.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { asText, sideText, table } from "../table.ts";
import {
  bitOrderText,
  gapsOf,
  type MemberRow,
  memberRows,
  offsetText,
  type Padding,
  pathText,
  sizeText,
  startOf,
  widthText,
} from "./rows.ts";

/** Bytes in a cacheline of the processors CPython mostly runs on. */
const cacheline = 64;

/** A struct in the style of pahole: offsets, holes, padding and cachelines. */
export function layoutText(part: StructPart): string {
  const { struct } = part;
  const rows = memberRows(struct.members ?? []);
  const isWhole = part.member === undefined;
  const lines = [`${kindAndName(struct)} in ${sideText(part)} on ${part.target.platform}`, placeText(struct)];
  if (struct.members !== null) {
    const header = ["offset", "size", "type", "member"];
    const body = isWhole ? withGaps(struct, rows) : rows.map(memberCells);
    lines.push("", ...table([header, ...body], ["right", "right", "left", "left"]));
  }
  lines.push("", `  ${isWhole ? totals(struct, rows) : `of ${struct.name}: ${sizes(struct)}`}`);
  lines.push(...bitOrderText(rows, [part.target.platform]));
  lines.push(...part.diagnostics.map(({ message }) => `  not understood: ${message}`));
  return asText(lines);
}

function kindAndName({ kind, name, tag, typedefs }: ManifestStruct): string {
  const tagged = tag === null ? kind : `${kind} ${tag}`;
  return typedefs.includes(name) ? `${name} (${tagged})` : tagged;
}

function placeText({ header, line, opaque, members }: ManifestStruct): string {
  const place = `${header}:${line}`;
  if (members === null) return `named in ${place}, completed in no header`;
  return opaque ? `${place}; opaque to extensions, which see only its name` : place;
}

/** Inserts a row for each hole, cacheline boundary and padding. */
function withGaps(struct: ManifestStruct, rows: readonly MemberRow[]): string[][] {
  const gaps = gapsOf(struct, rows);
  const table: string[][] = [];
  let line = 0;
  const pass = (offset: number) => {
    if (struct.kind === "union" || Math.floor(offset / cacheline) <= line) return;
    line = Math.floor(offset / cacheline);
    table.push([String(line * cacheline), "", "", `-- cacheline ${line + 1}`]);
  };
  for (const row of rows) {
    const start = startOf(row);
    const before = gaps.findIndex(({ offset, width }) => offset + width === start);
    const [hole] = before === -1 ? [] : gaps.splice(before, 1);
    if (hole) table.push(gapRow(hole, "hole"));
    pass(row.offset ?? 0);
    table.push(memberCells(row));
  }
  for (const gap of gaps) table.push(gapRow(gap, "padding"));
  return table;
}

const memberCells = (row: MemberRow): string[] => [offsetText(row), sizeText(row), row.type, pathText(row)];

function gapRow({ offset, width }: Padding, what: string): string[] {
  const bit = offset % 8 === 0 ? "" : `:${offset % 8}`;
  return [`${Math.floor(offset / 8)}${bit}`, "", "", `-- ${widthText(width)} ${what}`];
}

const sizes = ({ size, align }: ManifestStruct) =>
  size === null ? "size unknown" : `size ${size}, alignment ${align}`;

function totals(struct: ManifestStruct, rows: readonly MemberRow[]): string {
  const { size, kind } = struct;
  if (size === null) return sizes(struct);
  const lines = Math.ceil(size / cacheline);
  const facts = [sizes(struct), counted(rows.length, "member")];
  if (kind === "struct") facts.push(counted(lines, "cacheline"));
  return facts.join(", ");
}
