import { groupBy } from "../group-by.ts";
import type { Place, Use } from "./use.ts";

/** By file, in order: line and column in turn, or nothing if only the file is known. */
export type PlaceTable = [file: string, at: number[]][];

/** Uses that differ only in the place, of which a large source has hundreds of thousands. */
export interface UseGroup {
  /** Its own place is null, and it has no expansions. */
  use: Use;
  places: PlaceTable;
  /** Of its places in macro definitions. */
  expansions?: Place[];
}

/** More than any source has: they are limited to 64 MB. */
const maxColumn = 2 ** 27;

const codeOf = ({ line = 0, column = 0 }: Place): number => line * maxColumn + column;
const placeAt = (file: string, code: number): Place => ({
  file,
  line: Math.floor(code / maxColumn),
  column: code % maxColumn,
});

/** Values by place in a file. */
export class PlaceMap<Value> {
  readonly #files = new Map<string, Map<number, Value>>();

  get(place: Place): Value | undefined {
    return this.#files.get(place.file)?.get(codeOf(place));
  }

  set(place: Place, value: Value): void {
    const values = this.#files.get(place.file) ?? new Map<number, Value>();
    this.#files.set(place.file, values);
    values.set(codeOf(place), value);
  }

  *[Symbol.iterator](): Iterator<[Place, Value]> {
    for (const [file, values] of this.#files) for (const [code, value] of values) yield [placeAt(file, code), value];
  }

  *values(): Iterable<Value> {
    for (const values of this.#files.values()) yield* values.values();
  }
}

/** Places, in a few bytes each. */
export class PlaceSet {
  readonly #files = new Map<string, { codes: number[]; distinct: number }>();

  add(place: Place): void {
    const known = this.#files.get(place.file) ?? { codes: [], distinct: 0 };
    this.#files.set(place.file, known);
    if (place.line === undefined) return;
    known.codes.push(codeOf(place));
    // A header is read by many units.
    if (known.codes.length < 2 * known.distinct + 1000) return;
    known.codes = distinct(known.codes);
    known.distinct = known.codes.length;
  }

  /** Each once, ordered, without those that `isOmitted`. */
  table(isOmitted: (place: Place) => boolean = () => false): PlaceTable {
    const files = [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
    return files.flatMap(([file, { codes }]): PlaceTable => {
      const kept = distinct(codes)
        .map((code) => placeAt(file, code))
        .filter((place) => !isOmitted(place));
      if (kept.length === 0 && codes.length > 0) return [];
      return [[file, kept.flatMap(({ line = 0, column = 0 }) => [line, column])]];
    });
  }
}

function distinct(codes: readonly number[]): number[] {
  const sorted = Float64Array.from(codes).sort();
  return [...sorted.filter((code, index) => index === 0 || code !== sorted[index - 1])];
}

/** The places of a group, in order. */
export function placesOf({ places }: Pick<UseGroup, "places">): Place[] {
  return [...places.flatMap(([file, at]) => (at.length === 0 ? [{ file }] : [...placesIn(file, at)]))];
}

/** Each place once, in order. */
export function eachPlace(places: Iterable<Place>): Place[] {
  const each = new PlaceSet();
  for (const place of places) each.add(place);
  return placesOf({ places: each.table() });
}

function* placesIn(file: string, at: readonly number[]): Iterable<Place> {
  for (let index = 0; index < at.length; index += 2)
    yield { file, line: at[index] as number, column: at[index + 1] as number };
}

/** Groups uses by all but their places. */
export function groupUses(uses: Iterable<Use>): UseGroup[] {
  return mergeGroups(
    [...uses].map(({ place, expansions, ...use }): UseGroup => {
      const { file = "", line, column = 0 } = place ?? {};
      const places: PlaceTable = place === null ? [] : [[file, line === undefined ? [] : [line, column]]];
      return { use: { ...use, place: null }, places, ...(expansions && { expansions }) };
    }),
  );
}

/** Joins the groups of the same use. @param keyOf by default all that is known of it */
export function mergeGroups(
  groups: Iterable<UseGroup>,
  keyOf = ({ use }: UseGroup) => JSON.stringify(use),
): UseGroup[] {
  return [...groupBy(groups, keyOf).values()].map((same) => (same.length === 1 ? same[0] : joined(same)));
}

function joined(groups: readonly [UseGroup, ...UseGroup[]]): UseGroup {
  const places = new PlaceSet();
  for (const group of groups) for (const place of placesOf(group)) places.add(place);
  const expansions = eachPlace(groups.flatMap(({ expansions = [] }) => expansions));
  return { use: groups[0].use, places: places.table(), ...(expansions.length > 0 && { expansions }) };
}
