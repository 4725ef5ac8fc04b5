import type { Entry } from "../manifest/model.ts";

export interface Pair<T> {
  from: T;
  to: T;
}

/** The matched entries of two manifests. */
export interface Pairing<T> {
  /** Only in `from`; excludes parts of another removed entry. */
  removed: T[];
  /** Only in `to`; excludes parts of another added entry. */
  added: T[];
  paired: Pair<T>[];
}

/** Alternative names to find an entry by, best first. */
export type Aliases<T> = ((entry: T) => readonly string[])[];

/** Pairs entries by name, then by a common alias. */
export function pairByName<T extends Entry>(
  from: ReadonlyMap<string, T>,
  to: ReadonlyMap<string, T>,
  aliases: Aliases<T>,
): Pairing<T> {
  const paired: Pair<T>[] = [];
  const removed = new Set<T>();
  const added = new Set<T>();
  for (const entry of from.values()) {
    const other = to.get(entry.name);
    if (other) paired.push({ from: entry, to: other });
    else removed.add(entry);
  }
  for (const entry of to.values()) if (!from.has(entry.name)) added.add(entry);
  for (const aliasesOf of aliases) {
    const keyed = (entries: Iterable<T>) =>
      [...entries].flatMap((entry) => aliasesOf(entry).map((alias) => [alias, entry] as const));
    const candidates = new Map(keyed(added));
    // Sorted by alias, so that neither input order nor direction matters.
    for (const [alias, entry] of keyed(removed).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const other = candidates.get(alias);
      if (!other || !removed.has(entry) || !added.has(other)) continue;
      paired.push({ from: entry, to: other });
      removed.delete(entry);
      added.delete(other);
    }
  }
  return { removed: [...removed], added: [...added], paired };
}
