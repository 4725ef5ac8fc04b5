import type { OffsetRow, OffsetTable } from "../../../src/history/offsets.ts";

/** A table of one target. @param rows versions, as `3.1.0-3.1.4`, and the values in the order of the facts */
export function offsetTable(
  facts: Record<string, string>,
  rows: readonly [versions: string, ...values: OffsetRow["values"][string][]][],
): OffsetTable {
  const names = Object.keys(facts);
  const reported = rows.map(([versions, ...values]): OffsetRow => {
    const [from = "", to = from] = versions.split("-");
    return {
      target: { abi: "cp", platform: "linux_x86_64" },
      from: { ref: `v${from}`, version: from },
      to: { ref: `v${to}`, version: to },
      releases: 2,
      values: Object.fromEntries(names.map((name, i) => [name, values[i] ?? null])),
      doubts: [],
    };
  });
  const named = Object.entries(facts).map(([name, fact]) => ({ name, fact }));
  return { schemaVersion: 2, complete: true, missing: [], facts: named, unmet: [], rows: reported };
}

/** Facts with names and values that languages find hard. */
export const hard = offsetTable(
  {
    size_PyObject: "size(PyObject)",
    "T.frame | cframe": "T.frame | cframe",
    int: "INT",
    type: "TYPE",
    _low: "LOW",
    big: "BIG",
  },
  [
    ["3.8.0-3.8.20", 16, 8, 1, 2, "-9223372036854775808", "18446744073709551615"],
    ["3.14.0a2", 24, null, 0xffffffff, 2, -5, "9223372036854775808"],
  ],
);
