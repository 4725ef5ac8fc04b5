import type { Entry, ManifestSymbol } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import type { Aspect } from "./ledger.ts";
import type { ManifestIndex, SubjectEntry } from "./manifest-index.ts";
import type { Pair } from "./pair.ts";

/** An event of an entry, and the parts of the entry that share it. */
export interface Together {
  pair: Pair<SubjectEntry>;
  /** A symbol for which it holds: the entry itself, or one of its parts. */
  symbol: Pair<ManifestSymbol>;
  explains: readonly Entry[];
}

/**
 * Symbols for which something unexplained holds; typedefs and enumerators are represented by their struct or enum if it
 * holds for all that remain.
 */
export function together(
  comparison: Comparison,
  aspect: Aspect,
  test: (pair: Pair<ManifestSymbol>) => boolean,
): Together[] {
  const holds = (pair: Pair<ManifestSymbol>) => !comparison.ledger.isExplained(aspect, pair.from) && test(pair);
  const found: Together[] = [];
  const explained = new Set<Entry>();
  for (const { pair, parts } of comparison.wholes) {
    const [symbol] = parts;
    if (symbol === undefined || !parts.every(holds)) continue;
    const explains = [pair.from, ...parts.map((part) => part.from)];
    for (const entry of explains) explained.add(entry);
    found.push({ pair, symbol, explains });
  }
  for (const pair of comparison.symbols.changed) {
    if (!explained.has(pair.from) && holds(pair)) found.push({ pair, symbol: pair, explains: [pair.from] });
  }
  return found;
}

/** The lowest Py_LIMITED_API that shows an entry or a part of it; "" if there is none. */
export function sinceOf(index: ManifestIndex, entry: SubjectEntry): string {
  const shown = [entry, ...index.partsOf(entry)].flatMap((one) =>
    "limitedApi" in one ? (one.limitedApi?.since ?? []) : [],
  );
  return shown[0] ?? "";
}
