import { push } from "../group-by.ts";
import type { SymbolCommon } from "../manifest/model.ts";
import type { HeaderEntry } from "./header-graph.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { Pair } from "./pair.ts";

/** Where the content of a removed header went. */
export interface Heir {
  /** The header that has most of the remaining content. */
  path: string;
  /** The names declared there now, sorted. */
  names: readonly string[];
  /** How many names the old header had. */
  of: number;
}

type Declared = Pick<SymbolCommon, "header" | "alsoIn">;

export interface HeaderPairing {
  removed: HeaderEntry[];
  added: HeaderEntry[];
  /** A removed header paired with a new one that has its content and little else that existed before. */
  renamed: Pair<HeaderEntry>[];
  /** By the path of the removed header; absent if nothing remains. */
  heirs: ReadonlyMap<string, Heir>;
}

/** Matches added and removed headers by the names in them, to find those that were renamed. */
export function pairHeaders(from: ManifestIndex, to: ManifestIndex): HeaderPairing {
  const only = (here: ManifestIndex, there: ManifestIndex) =>
    [...here.headers.paths()].filter((path) => !there.headers.has(path)).map(headerEntry);
  const [removed, added] = [only(from, to), only(to, from)];
  const heirs = mostOf(removed, from, to);
  const paths = new Set([...heirs.values()].map(({ path }) => path));
  const origins = mostOf(
    added.filter(({ name }) => paths.has(name)),
    to,
    from,
  );
  const renamed = removed.flatMap((entry) => {
    const other = added.find(({ name }) => name === heirs.get(entry.name)?.path);
    return other !== undefined && origins.get(other.name)?.path === entry.name ? [{ from: entry, to: other }] : [];
  });
  const rest = (entries: HeaderEntry[]) =>
    entries.filter((entry) => !renamed.some((pair) => pair.from === entry || pair.to === entry));
  return { removed: rest(removed), added: rest(added), renamed, heirs };
}

/** For each header of one manifest, the header of the other that has most, and over half, of its surviving names. */
function mostOf(headers: readonly HeaderEntry[], here: ManifestIndex, there: ManifestIndex): Map<string, Heir> {
  const namesOf = new Map(headers.map(({ name }) => [name, new Set<string>()]));
  for (const entries of [here.symbols, here.structs, here.enums])
    for (const entry of entries.values()) {
      for (const path of declaringHeaders(entry)) namesOf.get(path)?.add(entry.name);
    }
  const most = new Map<string, Heir>();
  for (const [header, names] of namesOf) {
    const byPlace = new Map<string, string[]>();
    let left = 0;
    for (const name of names) {
      const places = placesOf(name, there);
      if (places.size > 0) left++;
      for (const place of places) push(byPlace, place, name);
    }
    for (const [path, found] of byPlace) {
      if (2 * found.length <= left || found.length <= (most.get(header)?.names.length ?? 0)) continue;
      most.set(header, { path, names: found.sort(), of: names.size });
    }
  }
  return most;
}

/** All headers that declare a name: that of a typedef need not be the one that completes its struct. */
function placesOf(name: string, { symbols, structs, enums }: ManifestIndex): ReadonlySet<string> {
  const entries: (Declared | undefined)[] = [symbols.get(name), structs.get(name), enums.get(name)];
  return new Set(entries.flatMap((entry) => (entry === undefined ? [] : declaringHeaders(entry))));
}

const declaringHeaders = ({ header, alsoIn = [] }: Declared): string[] => [header, ...alsoIn];

/** A header as the subject of a change. */
export function headerEntry(path: string): HeaderEntry {
  const surface = path.startsWith("Include/internal/") ? "internal" : "public";
  return { kind: "header", name: path, header: path, line: 1, surface, tier: surface };
}
