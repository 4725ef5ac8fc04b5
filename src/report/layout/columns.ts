import { counted } from "../../diff/counted.ts";
import { groupBy } from "../../group-by.ts";
import type { StructPart } from "../../manifest/struct-part.ts";
import { asText, sideText, table, wrapped } from "../table.ts";
import { bitOrderText, comparableRows, type MemberRow, memberRows, offsetText, omittedText, pathText } from "./rows.ts";

/** One ref on one platform. */
export interface RefOnPlatform {
  ref: string;
  platform: string;
}

/** Maximum width of the column with platforms or versions. */
const placesWidth = 75;

/**
 * A struct in several refs or on several platforms, with one column per distinct layout.
 * @param places all requested places: for each platform its refs in order
 */
export function layoutColumns(parts: readonly StructPart[], places: readonly RefOnPlatform[]): string {
  const [first] = parts;
  if (first === undefined) throw new RangeError("no struct to report");
  const groups = new Map<string, { rows: MemberRow[]; group: StructPart[] }>();
  const rowsOfAll = comparableRows(parts.map(({ struct }) => memberRows(struct.members ?? [])));
  for (const [index, part] of parts.entries()) {
    const { size, align } = part.struct;
    const rows = rowsOfAll[index] ?? [];
    const key = JSON.stringify([size, align, rows.map((row) => [row.path, offsetText(row), row.size])]);
    const same = groups.get(key);
    if (same) same.group.push(part);
    else groups.set(key, { rows, group: [part] });
  }
  const columns = [...groups.values()].map(({ rows, group }, index) => ({ letter: letterOf(index), rows, group }));
  const offsets = columns.map(({ rows }) => new Map(rows.map((row) => [pathText(row), offsetText(row)])));
  const members = [...new Set(offsets.flatMap((rows) => [...rows.keys()]))];
  const have = new Set(parts.map((part) => keyOf(placeOf(part))));
  const without = places.filter((place) => !have.has(keyOf(place)));
  const isOneRef = new Set(places.map(({ ref }) => ref)).size === 1;
  return asText([
    `${first.struct.name} in ${isOneRef ? sideText(first) : whereText(places, places)}`,
    "",
    ...table([
      ["", "size", "alignment", isOneRef ? "platforms" : "versions"],
      ...columns.flatMap(({ letter, group }) => {
        const { size, align } = (group[0] as StructPart).struct;
        const [where = "", ...more] = wrapped(whereText(group.map(placeOf), places), placesWidth, "", "");
        return [[letter, size ?? "?", align ?? "?", where].map(String), ...more.map((line) => ["", "", "", line])];
      }),
    ]),
    ...(without.length > 0 ? ["", `  not there: ${whereText(without, places)}`] : []),
    "",
    ...(parts.every(({ struct }) => struct.members === null)
      ? ["  no header completes it"]
      : table(
          [
            [...columns.map(({ letter }) => letter), "member"],
            ...members.map((member) => [...offsets.map((rows) => rows.get(member) ?? "-"), member]),
          ],
          [...columns.map(() => "right" as const), "left"],
        )),
    ...sizesText(columns),
    ...omittedText(rowsOfAll),
    ...bitOrderText(
      rowsOfAll.flat(),
      parts.map(({ target }) => target.platform),
    ),
  ]);
}

/** The sizes that distinguish columns with equal offsets. */
function sizesText(columns: readonly { letter: string; rows: readonly MemberRow[] }[]): string[] {
  const alike = groupBy(columns, ({ rows }) => JSON.stringify(rows.map((row) => [row.path, offsetText(row)])));
  const lines = [...alike.values()].flatMap((same) =>
    (same[0]?.rows ?? []).flatMap((row, i) => {
      const sizes = same.map(({ letter, rows }) => ({ letter, size: rows[i]?.size ?? "?" }));
      if (new Set(sizes.map(({ size }) => size)).size === 1) return [];
      const text = sizes.map(({ letter, size }) => `${size} in ${letter}`).join(", ");
      return [`  size of ${pathText(row)} (${row.type}): ${text}`];
    }),
  );
  return lines.length === 0 ? [] : ["", ...lines];
}

const placeOf = ({ ref, target: { platform } }: StructPart): RefOnPlatform => ({ ref, platform });
const keyOf = ({ ref, platform }: RefOnPlatform) => JSON.stringify([ref, platform]);

/**
 * For one ref its platforms: `win32, win_amd64`; otherwise runs of refs: `v3.8.0 to v3.8.20 (21 versions), v3.9.2`, with
 * the platforms if there are several.
 */
function whereText(some: readonly RefOnPlatform[], all: readonly RefOnPlatform[]): string {
  const platforms = new Set(all.map(({ platform }) => platform));
  if (new Set(all.map(({ ref }) => ref)).size === 1) return some.map(({ platform }) => platform).join(", ");
  const byRuns = groupBy(platforms, (platform) => {
    const on = (places: readonly RefOnPlatform[]) => places.filter((place) => place.platform === platform);
    return runsOf(on(some), on(all));
  });
  byRuns.delete("");
  if (platforms.size === 1) return [...byRuns.keys()].join("");
  return [...byRuns].map(([runs, names]) => `${runs} on ${names.join(", ")}`).join("; ");
}

/** Consecutive refs as one range. */
function runsOf(some: readonly RefOnPlatform[], all: readonly RefOnPlatform[]): string {
  const wanted = new Set(some.map(({ ref }) => ref));
  const runs: string[][] = [];
  let isOpen = false;
  for (const { ref } of all) {
    if (wanted.has(ref)) isOpen ? runs.at(-1)?.push(ref) : runs.push([ref]);
    isOpen = wanted.has(ref);
  }
  return runs
    .map((run) => (run.length === 1 ? run[0] : `${run[0]} to ${run.at(-1)} (${counted(run.length, "version")})`))
    .join(", ");
}

/** `A` to `Z`, then `A1` … */
const letterOf = (index: number) =>
  `${String.fromCharCode(65 + (index % 26))}${index < 26 ? "" : Math.floor(index / 26)}`;
