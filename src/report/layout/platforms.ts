import type { Platform } from "../../cpython/target.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { asText, sideText, table } from "../table.ts";
import { memberRows, offsetText, pathText } from "./rows.ts";

/** A struct on several platforms, with one column per distinct layout. */
export function layoutOnPlatforms(parts: readonly StructPart[], without: readonly Platform[]): string {
  const [first] = parts;
  if (first === undefined) throw new RangeError("no struct to report");
  const groups = new Map<string, StructPart[]>();
  for (const part of parts) {
    const { size, align, members } = part.struct;
    const places = memberRows(members ?? []).map((row) => [row.path, offsetText(row), row.size]);
    const key = JSON.stringify([size, align, places]);
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  const columns = [...groups.values()].map((group, index) => ({ letter: letterOf(index), group }));
  const offsets = columns.map(({ group: [part] }) => {
    const rows = memberRows(part?.struct.members ?? []);
    return new Map(rows.map((row) => [pathText(row), offsetText(row)]));
  });
  const members = [...new Set(offsets.flatMap((rows) => [...rows.keys()]))];
  return asText([
    `${first.struct.name} in ${sideText(first)}`,
    "",
    ...table([
      ["", "size", "alignment", "platforms"],
      ...columns.map(({ letter, group }) => {
        const { size, align } = (group[0] as StructPart).struct;
        return [letter, size ?? "?", align ?? "?", group.map(({ target }) => target.platform).join(", ")].map(String);
      }),
    ]),
    ...(without.length > 0 ? ["", `  no such struct on ${without.join(", ")}`] : []),
    "",
    ...table(
      [
        [...columns.map(({ letter }) => letter), "member"],
        ...members.map((member) => [...offsets.map((rows) => rows.get(member) ?? "-"), member]),
      ],
      [...columns.map(() => "right" as const), "left"],
    ),
  ]);
}

/** `A` to `Z`, then `A1` … */
const letterOf = (index: number) =>
  `${String.fromCharCode(65 + (index % 26))}${index < 26 ? "" : Math.floor(index / 26)}`;
