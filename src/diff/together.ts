import type { Entry, ManifestSymbol } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import type { Aspect } from "./ledger.ts";
import type { ManifestIndex, SubjectEntry } from "./manifest-index.ts";
import type { Pair } from "./pair.ts";

/** What happened to an entry, and the entries that are part of it and share that. */
export interface Together {
  pair: Pair<SubjectEntry>;
  explains: readonly Entry[];
}

/**
 * Symbols of which something holds that is not yet explained; a struct or an enum in the place of its typedefs and enumerators where it holds of
 * all that stayed.
 */
export function* together(
  comparison: Comparison,
  aspect: Aspect,
  test: (pair: Pair<ManifestSymbol>) => boolean,
): Iterable<Together> {
  const holds = (pair: Pair<ManifestSymbol>) => !comparison.ledger.isExplained(aspect, pair.from) && test(pair);
  const told = new Set<Entry>();
  for (const { pair, parts } of comparison.wholes) {
    if (parts.length === 0 || !parts.every(holds)) continue;
    const explains = [pair.from, ...parts.map((part) => part.from)];
    for (const entry of explains) told.add(entry);
    yield { pair, explains };
  }
  for (const pair of comparison.symbols.changed) {
    if (!told.has(pair.from) && holds(pair)) yield { pair, explains: [pair.from] };
  }
}

/** The lowest Py_LIMITED_API that shows an entry, or what is part of it; "" if none does. */
export function sinceOf(index: ManifestIndex, entry: SubjectEntry): string {
  const shown = [entry, ...index.partsOf(entry)].flatMap((one) =>
    "limitedApi" in one ? (one.limitedApi?.since ?? []) : [],
  );
  return shown[0] ?? "";
}
