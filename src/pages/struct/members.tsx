import type { StructPart } from "../../manifest/struct-part.ts";
import { mergedRows, whatHappened } from "../../report/layout/comparison.ts";
import { type MemberRow, memberRows, offsetText, pathText, sizeText } from "../../report/layout/rows.ts";
import { Scroll } from "../parts.tsx";

/** A table of the members with offsets and sizes. */
export function MemberTable({ part }: { part: StructPart }) {
  const rows = memberRows(part.struct.members ?? []);
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
          {rows.map((row, i) => (
            <tr key={i} id={row.path === null ? undefined : `member-${row.path}`}>
              <td class="number">{offsetText(row)}</td>
              <td class="number">{sizeText(row)}</td>
              <th scope="row">
                <code>{pathText(row)}</code>
              </th>
              <td>
                <code>{row.type}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

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
            <th scope="col">What happened</th>
            <th scope="col" class="number">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {mergedRows(from, to).map(([a, b]) => {
            const row = (b ?? a) as MemberRow;
            return (
              <tr
                key={pathText(row)}
                id={`member-${pathText(row)}`}
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
