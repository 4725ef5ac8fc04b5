import type { ReleaseName } from "../cpython/releases.ts";
import { parseVersion, seriesOf } from "../cpython/version.ts";
import type { ManifestStruct } from "../manifest/model.ts";
import { schemaVersion } from "../manifest/model.ts";
import type { Fact, Spelling } from "./fact.ts";
import { type Found, factsAt, isDoubtful, memberAt, structNamed } from "./facts.ts";
import type { TargetLine } from "./history.ts";
import type { Stop } from "./line.ts";
import type { MemberFacts } from "./model.ts";
import { type UnmetFact, unmet } from "./unmet.ts";

/** Bytes, bits or a value; decimal text above 2^53; null if a version lacks it. */
export type FactValue = number | string | null;

/** Versions of one target for which all facts are equal. */
export interface OffsetRow {
  target: { abi: string; platform: string };
  from: ReleaseName;
  to: ReleaseName;
  /** The number of versions. */
  releases: number;
  /** By name of the fact, in order. */
  values: Record<string, FactValue>;
  /** Facts affected by something not understood, which may be wrong. */
  doubts: string[];
}

/** The values of facts in many versions. */
export interface OffsetTable {
  schemaVersion: number;
  /** False if versions are missing or there are doubts. */
  complete: boolean;
  /** Requested versions not read yet, about which nothing is said. */
  missing: string[];
  /** The requested facts. */
  facts: { name: string; fact: string }[];
  /** Facts that no examined version of any target has. */
  unmet: UnmetFact[];
  /** By target, then oldest first. */
  rows: OffsetRow[];
}

/**
 * The facts of each target over its versions, with equal neighbours merged. A row never spans versions that were not
 * examined: without prereleases it ends with its series, since alphas, betas and candidates precede the next one.
 * @param prereleases whether the lines include them
 */
export async function offsetsOf(
  facts: readonly Fact[],
  lines: readonly TargetLine[],
  prereleases: boolean,
): Promise<OffsetTable> {
  const rows: OffsetRow[] = [];
  for (const line of lines) rows.push(...(await rowsOf(facts, line, prereleases)));
  const missing = [...new Set(lines.flatMap((line) => line.missing))];
  return {
    schemaVersion,
    complete: missing.length === 0 && rows.every(({ doubts }) => doubts.length === 0),
    missing,
    facts: facts.map(({ name, text }) => ({ name, fact: text })),
    unmet: await unmetOf(facts, lines, rows),
    rows,
  };
}

async function unmetOf(facts: readonly Fact[], lines: readonly TargetLine[], rows: readonly OffsetRow[]) {
  const stops = lines.flatMap((line) => line.stops);
  const found: UnmetFact[] = [];
  for (const fact of facts) {
    const isMet = ({ values, doubts }: OffsetRow) => values[fact.name] !== null || doubts.includes(fact.name);
    if (rows.length === 0 || rows.some(isMet)) continue;
    found.push(unmet(fact, stops));
    // Let other requests proceed.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return found;
}

async function rowsOf(facts: readonly Fact[], { target, stops }: TargetLine, prereleases: boolean) {
  const columns: Evaluated[][] = [];
  for (const { spellings } of facts) {
    columns.push(stops.map((stop) => evaluate(spellings, stop)));
    // Let other requests proceed.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const rows: OffsetRow[] = [];
  let before: { series: string; key: string } | null = null;
  for (const [at, { ref, version, afterMissing }] of stops.entries()) {
    const found = facts.map(({ name }, column) => ({ name, ...(columns[column]?.[at] as Evaluated) }));
    const current = { series: seriesIn(version), key: JSON.stringify(found) };
    const last = rows.at(-1);
    const isSame = before?.key === current.key && !afterMissing && (prereleases || before.series === current.series);
    if (last && isSame) {
      last.to = { ref, version };
      last.releases++;
    } else {
      rows.push({
        target: { abi: target.abi, platform: target.platform },
        from: { ref, version },
        to: { ref, version },
        releases: 1,
        values: Object.fromEntries(found.map(({ name, value }) => [name, value])),
        doubts: found.filter(({ isDoubtful }) => isDoubtful).map(({ name }) => name),
      });
    }
    before = current;
  }
  return rows;
}

function seriesIn(version: string): string {
  const parsed = parseVersion(version);
  return parsed === null ? version : seriesOf(parsed);
}

interface Evaluated {
  value: FactValue;
  isDoubtful: boolean;
}

function evaluate(spellings: readonly Spelling[], stop: Stop): Evaluated {
  for (const spelling of spellings) {
    const found = valueIn(spelling, stop);
    if (found !== null) return found;
  }
  return { value: null, isDoubtful: isDoubtful(stop, null) };
}

/** Null if the name does not exist. */
function valueIn(spelling: Spelling, stop: Stop): Evaluated | null {
  if (spelling.kind === "value") {
    const found = factsAt(stop, { kind: "symbol", name: spelling.symbol });
    if (found === null) return null;
    const { value } = found.facts as { value?: string | null };
    // That of an enumerator that was not understood is empty.
    return evaluated(value ? numberOf(value) : null, found, stop);
  }
  const { kind, struct, path } = spelling;
  if (path.length === 0) {
    const located = structNamed(stop, struct);
    if (located === undefined) return null;
    const { size, members, header, line } = stop.lookup.read<ManifestStruct>(located);
    const { isDoubtful } = evaluated(size, { places: [{ header, line }] }, stop);
    return { value: size, isDoubtful: isDoubtful || (size === null && members !== null) };
  }
  const found = memberAt(stop, struct, path);
  if (found === null) return null;
  const { size, offset, bitOffset = null, bitWidth = null } = found.facts as MemberFacts;
  const value = { size: bitWidth === null ? size : null, offset, bit: bitOffset, width: bitWidth }[kind];
  const { isDoubtful } = evaluated(value, found, stop);
  return { value, isDoubtful: isDoubtful || offset === null };
}

function evaluated(value: FactValue, found: Pick<Found, "places">, stop: Stop): Evaluated {
  return { value, isDoubtful: isDoubtful(stop, found) };
}

const numberOf = (value: string) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
