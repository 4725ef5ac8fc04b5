import { groupBy } from "../../group-by.ts";
import type { OffsetRow, OffsetTable } from "../../history/offsets.ts";
import { asText, table } from "../table.ts";
import { unmetLines } from "./unmet.ts";

/** One table per target, with a row per fact and a column per range of versions. */
export function offsetsText(offsets: OffsetTable): string {
  const { facts, rows, missing } = offsets;
  const unmet = unmetLines(offsets);
  const byTarget = groupBy(rows, ({ target }) => `${target.abi} on ${target.platform}`);
  const doubts = rows.some((row) => row.doubts.length > 0);
  return asText([
    ...[...byTarget].flatMap(([target, rows], i) => [
      ...(i === 0 ? [] : [""]),
      target,
      ...table(
        [
          ["from", ...rows.map(({ from }) => from.version)],
          ["to", ...rows.map(({ to }) => to.version)],
          ["versions", ...rows.map(({ releases }) => String(releases))],
          ...facts.map(({ name }) => [name, ...rows.map((row) => cell(row, name))]),
        ],
        ["left", ...rows.map(() => "right" as const)],
      ),
    ]),
    ...(doubts ? ["", "? not understood in full; see `capidiff manifest`"] : []),
    ...(unmet.length === 0 ? [] : ["", ...unmet]),
    ...(missing.length === 0 ? [] : ["", `Not in the index yet: ${missing.join(", ")}`]),
  ]);
}

const cell = ({ values, doubts }: OffsetRow, name: string) =>
  `${values[name] ?? "-"}${doubts.includes(name) ? "?" : ""}`;
