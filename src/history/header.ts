import { nearNames } from "../cpython/near.ts";
import type { ReleaseName } from "../cpython/releases.ts";
import { CapidiffError } from "../errors.ts";
import type { ManifestEnum, ManifestStruct, ManifestSymbol, Tier } from "../manifest/model.ts";
import type { TargetLine } from "./history.ts";
import type { Stop } from "./line.ts";

/** Consecutive versions on a line. */
export interface VersionRun {
  from: ReleaseName;
  to: ReleaseName;
}

/** A name and the versions in which a header declares it. */
export interface DeclaredName {
  name: string;
  kind: ManifestSymbol["kind"] | ManifestStruct["kind"] | "enum";
  /** In the last of the versions; null for an enum. */
  tier: Tier | null;
  /** Oldest first. */
  runs: VersionRun[];
}

/** What a header declares in each version. */
export interface HeaderHistory {
  header: string;
  /** The versions that have the header, oldest first. */
  runs: VersionRun[];
  /** Refs of versions not read yet. */
  missing: string[];
  /** By name. */
  names: DeclaredName[];
}

type Entry = ManifestSymbol | ManifestStruct | ManifestEnum;

/**
 * @param header a path such as `Include/object.h`
 * @throws CapidiffError `not-found`, with suggestions, for a header that no version has
 */
export function headerHistory(header: string, { stops, missing }: TargetLine): HeaderHistory {
  const present: number[] = [];
  const declared = new Map<string, { last: Entry; positions: number[] }>();
  for (const [position, { lookup, tag }] of stops.entries()) {
    const entries = lookup.declaredIn(header, tag);
    if (entries === undefined) continue;
    present.push(position);
    for (const located of entries) {
      const { kind, name } = located.entry;
      if (kind !== "symbol" && kind !== "struct" && kind !== "enum") continue;
      const last = lookup.read<Entry>(located);
      const known = declared.get(`${kind} ${name}`);
      if (known === undefined) declared.set(`${kind} ${name}`, { last, positions: [position] });
      else {
        known.last = last;
        // A name may stand in a header twice, as a struct of two surfaces does.
        if (known.positions.at(-1) !== position) known.positions.push(position);
      }
    }
  }
  if (present.length === 0) throw never(header, stops);
  const names = [...declared.values()].map(({ last, positions }) => ({
    name: last.name,
    kind: "kind" in last ? last.kind : ("enum" as const),
    tier: "tier" in last ? last.tier : null,
    runs: runsOf(positions, stops),
  }));
  names.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return { header, runs: runsOf(present, stops), missing, names };
}

/** @param positions on the line, ascending */
function runsOf(positions: readonly number[], stops: readonly Stop[]): VersionRun[] {
  const runs: { first: number; last: number }[] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    if (run?.last === position - 1) run.last = position;
    else runs.push({ first: position, last: position });
  }
  const nameOf = (position: number): ReleaseName => {
    const { ref, version } = stops[position] as Stop;
    return { ref, version };
  };
  return runs.map(({ first, last }) => ({ from: nameOf(first), to: nameOf(last) }));
}

function never(header: string, stops: readonly Stop[]): CapidiffError {
  const names = new Set(stops.flatMap(({ lookup }) => [...lookup.names("header")]));
  const near = nearNames([header], names);
  return new CapidiffError("not-found", `No version has a header ${JSON.stringify(header.slice(0, 200))}.`, { near });
}
