import type { OffsetRow } from "../../history/offsets.ts";
import { asText, table } from "../table.ts";

export const offsetFormatNames = ["text", "json", "csv"] as const;
export type OffsetFormatName = (typeof offsetFormatNames)[number];

/** A row with what it is of, for each format; a fact that is not there is null, in CSV empty. */
export function offsetsReport(format: OffsetFormatName, facts: readonly string[], rows: readonly OffsetRow[]): string {
  switch (format) {
    case "json": {
      const told = rows.map(({ values, ...row }) => ({
        ...row,
        facts: Object.fromEntries(facts.map((fact, i) => [fact, values[i] ?? null])),
      }));
      return `${JSON.stringify({ rows: told })}\n`;
    }
    case "csv":
      return asText(cells(facts, rows, "").map((row) => row.map(csvCell).join(",")));
    case "text":
      return asText(
        table(cells(facts, rows, "-"), ["left", "left", "left", "left", ...facts.map(() => "right" as const)]),
      );
  }
}

function cells(facts: readonly string[], rows: readonly OffsetRow[], missing: string): string[][] {
  return [
    ["abi", "platform", "from", "to", ...facts],
    ...rows.map(({ target, from, to, values }) => [
      target.abi,
      target.platform,
      from.version,
      to.version,
      ...values.map((value) => String(value ?? missing)),
    ]),
  ];
}

/** RFC 4180. */
const csvCell = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
