import type { Entry, Manifest } from "../manifest/model.ts";
import type { Pair } from "./pair.ts";

/** A header as what a change is about; its name is its path. */
export interface HeaderEntry extends Entry {
  kind: "header";
}

/** What became of the content of a header that is gone. */
export interface Heir {
  /** The header that has most of what is left of the content. */
  path: string;
  /** The names that stand in it now, sorted. */
  names: readonly string[];
  /** How many names stood in the header. */
  of: number;
}

export interface HeaderPairing {
  removed: HeaderEntry[];
  added: HeaderEntry[];
  /** A header that is gone and a new one that has its content, and little else that was there before. */
  renamed: Pair<HeaderEntry>[];
  /** By the path of the header that is gone; none where nothing is left. */
  heirs: ReadonlyMap<string, Heir>;
}

/** Which headers come and go, and which of those are the same under another path: what stood in them tells. */
export function pairHeaders(from: Manifest, to: Manifest): HeaderPairing {
  const [before, after] = [pathsOf(from), pathsOf(to)];
  const removed = [...before].filter((path) => !after.has(path)).map(headerEntry);
  const added = [...after].filter((path) => !before.has(path)).map(headerEntry);
  const heirs = mostOf(removed, from, to);
  const origins = mostOf(added, to, from);
  const renamed = removed.flatMap((entry) => {
    const other = added.find(({ name }) => name === heirs.get(entry.name)?.path);
    return other !== undefined && origins.get(other.name)?.path === entry.name ? [{ from: entry, to: other }] : [];
  });
  const rest = (entries: HeaderEntry[]) =>
    entries.filter((entry) => !renamed.some((pair) => pair.from === entry || pair.to === entry));
  return { removed: rest(removed), added: rest(added), renamed, heirs };
}

function pathsOf({ headers }: Manifest): Set<string> {
  return new Set(headers.map(({ path }) => path));
}

/** For headers of one manifest, the header of the other that has more than half of those of their names that it has at all. */
function mostOf(headers: readonly HeaderEntry[], here: Manifest, there: Manifest): Map<string, Heir> {
  const places = new Map(entriesOf(there).map(({ name, header }) => [name, header]));
  const namesOf = new Map(headers.map(({ name }) => [name, new Set<string>()]));
  for (const { name, header } of entriesOf(here)) namesOf.get(header)?.add(name);
  const most = new Map<string, Heir>();
  for (const [header, names] of namesOf) {
    const byPlace = new Map<string, string[]>();
    for (const name of names) {
      const place = places.get(name);
      if (place !== undefined) byPlace.set(place, [...(byPlace.get(place) ?? []), name]);
    }
    const left = [...byPlace.values()].flat().length;
    for (const [path, found] of byPlace) {
      if (2 * found.length > left) most.set(header, { path, names: found.sort(), of: names.size });
    }
  }
  return most;
}

function entriesOf({ symbols, structs, enums }: Manifest): Entry[] {
  return [...symbols, ...structs, ...enums];
}

function headerEntry(path: string): HeaderEntry {
  const surface = path.startsWith("Include/internal/") ? "internal" : "public";
  return { kind: "header", name: path, header: path, line: 1, surface, tier: surface };
}
