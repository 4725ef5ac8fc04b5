import type { StructPart } from "../../manifest/struct-part.ts";
import { mergedRows, whatHappened } from "../../report/layout/comparison.ts";
import {
  gapsOf,
  type MemberRow,
  memberRows,
  offsetText,
  type Padding,
  pathText,
  sizeText,
  startOf,
  widthText,
} from "../../report/layout/rows.ts";
import { Scroll } from "../parts.tsx";

/** A table of the members with offsets and sizes. */
export function MemberTable({ part }: { part: StructPart }) {
  const members = memberRows(part.struct.members ?? []);
  const gaps = gapsOf(part.struct, members).map((gap) => ({ gap, start: gap.offset }));
  const rows = [...members.map((row) => ({ row, start: startOf(row) ?? 0 })), ...gaps].sort(
    (a, b) => a.start - b.start,
  );
  return (
    <Scroll label="Table of members">
      <table class="members">
        <thead>
          <tr>
            <th scope="col" class="number">
              Offset
            </th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col">Member</th>
            <th scope="col">Type</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one, i) => ("gap" in one ? <GapRow key={i} gap={one.gap} /> : <Row key={i} row={one.row} />))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ row }: { row: MemberRow }) {
  return (
    <tr id={row.path === null ? undefined : memberAnchor(row.path)} class={row.path === null ? "muted" : undefined}>
      <td class="number">{offsetText(row)}</td>
      <td class="number">{sizeText(row)}</td>
      <th scope="row">
        <code>{pathText(row)}</code>
      </th>
      <td>
        <code>{row.type}</code>
      </td>
    </tr>
  );
}

function GapRow({ gap: { offset, width } }: { gap: Padding }) {
  const isWhole = offset % 8 === 0 && width % 8 === 0;
  return (
    <tr class="muted">
      <td class="number">{isWhole ? offset / 8 : `${Math.floor(offset / 8)}:${offset % 8}`}</td>
      <td class="number">{isWhole ? width / 8 : widthText(width)}</td>
      <td colSpan={2}>padding</td>
    </tr>
  );
}

/** The id of a member's row in the table. */
export const memberAnchor = (path: string) => `member-${path}`;

/** A table with both versions of each member and what happened to it. */
export function ComparisonTable({ from, to }: { from: StructPart; to: StructPart }) {
  return (
    <Scroll label="Table of members">
      <table class="members">
        <thead>
          <tr>
            <th scope="col" class="number">
              {from.version}
            </th>
            <th scope="col" class="number">
              {to.version}
            </th>
            <th scope="col">Member</th>
            <th scope="col" class="words">
              What happened
            </th>
            <th scope="col" class="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {mergedRows(from, to).map(([a, b], i) => {
            const row = (b ?? a) as MemberRow;
            return (
              <tr
                key={i}
                id={row.path === null ? undefined : memberAnchor(row.path)}
                class={a === null ? "new" : b === null ? "gone" : ""}
              >
                <td class="number">{a === null ? "" : offsetText(a)}</td>
                <td class="number">{b === null ? "" : offsetText(b)}</td>
                <th scope="row">
                  <code>{pathText(row)}</code>
                </th>
                <td>{whatHappened(a, b)}</td>
                <td class="number">{sizeText(row)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
