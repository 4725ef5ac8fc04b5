import type { Entry, Manifest } from "../manifest/model.ts";
import type { Pair } from "./comparison.ts";

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
  /** A header that is gone and a new one that has its content. */
  renamed: Pair<HeaderEntry>[];
  /** By the path of the header that is gone; none where nothing is left. */
  heirs: ReadonlyMap<string, Heir>;
}

/** Which headers come and go, and which of those are the same under another path: what stood in them tells. */
export function pairHeaders(from: Manifest, to: Manifest): HeaderPairing {
  const [before, after] = [pathsOf(from), pathsOf(to)];
  const removed = [...before].filter((path) => !after.has(path)).map(headerEntry);
  const added = [...after].filter((path) => !before.has(path)).map(headerEntry);
  const heirs = heirsOf(new Set(removed.map(({ name }) => name)), from, to);
  const renamed: Pair<HeaderEntry>[] = [];
  for (const entry of added) {
    // Of several headers that went into one, the one that gave most.
    const [best] = removed
      .filter(({ name }) => heirs.get(name)?.path === entry.name)
      .sort((a, b) => share(heirs, b) - share(heirs, a));
    if (best !== undefined) renamed.push({ from: best, to: entry });
  }
  const rest = (entries: HeaderEntry[]) =>
    entries.filter((entry) => !renamed.some((pair) => pair.from === entry || pair.to === entry));
  return { removed: rest(removed), added: rest(added), renamed, heirs };
}

const share = (heirs: ReadonlyMap<string, Heir>, { name }: HeaderEntry) => heirs.get(name)?.names.length ?? 0;

function pathsOf({ headers }: Manifest): Set<string> {
  return new Set(headers.map(({ path }) => path));
}

function heirsOf(gone: ReadonlySet<string>, from: Manifest, to: Manifest): Map<string, Heir> {
  const places = new Map(entriesOf(to).map(({ name, header }) => [name, header]));
  const content = new Map<string, Map<string, Set<string>>>();
  const sizes = new Map<string, Set<string>>();
  for (const { name, header } of entriesOf(from)) {
    if (!gone.has(header)) continue;
    upsert(sizes, header, () => new Set<string>()).add(name);
    const place = places.get(name);
    if (place === undefined) continue;
    upsert(
      upsert(content, header, () => new Map<string, Set<string>>()),
      place,
      () => new Set<string>(),
    ).add(name);
  }
  const heirs = new Map<string, Heir>();
  for (const [header, byPlace] of content) {
    const left = [...byPlace.values()].reduce((sum, names) => sum + names.size, 0);
    for (const [path, names] of byPlace) {
      if (2 * names.size > left)
        heirs.set(header, { path, names: [...names].sort(), of: sizes.get(header)?.size ?? 0 });
    }
  }
  return heirs;
}

function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function entriesOf({ symbols, structs, enums }: Manifest): Entry[] {
  return [...symbols, ...structs, ...enums];
}

function headerEntry(path: string): HeaderEntry {
  const surface = path.startsWith("Include/internal/") ? "internal" : "public";
  return { kind: "header", name: path, header: path, line: 1, surface, tier: surface };
}
