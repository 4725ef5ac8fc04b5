import type { ReferenceCounts } from "../cpython/refcounts.ts";
import type { ThreadSafety } from "../cpython/thread-safety.ts";
import type { ManifestParameter, ManifestSymbol } from "./model.ts";
import type { ManifestSession } from "./session.ts";

/**
 * Adds facts that no declaration states: references that functions and macros take and give, and thread safety. A name
 * that ends in `Borrowed` is evidence in itself.
 */
export function withDocumentation(
  symbols: readonly ManifestSymbol[],
  counts: ReadonlyMap<string, ReferenceCounts>,
  threadSafety: ReadonlyMap<string, ThreadSafety>,
  { documented: before, variants }: ManifestSession,
): ManifestSymbol[] {
  return before.of(symbols, [counts, threadSafety], (symbol) => {
    const counted = counts.get(symbol.name);
    const safety = threadSafety.get(symbol.name) ?? null;
    if (counted === undefined && safety === null && named(symbol) === null) return symbol;
    return variants.of(symbol, [counted, safety], () => documented(symbol, counted, safety));
  });
}

function documented(
  symbol: ManifestSymbol,
  counted: ReferenceCounts | undefined,
  threadSafety: ThreadSafety | null,
): ManifestSymbol {
  switch (symbol.kind) {
    case "function":
    case "inline-function": {
      // Where headers and documentation disagree, the headers are right.
      const reference = symbol.returns.endsWith("*") ? (counted?.returns ?? named(symbol)) : null;
      const params = counted === undefined ? symbol.params : withEffects(symbol.params, counted);
      return { ...symbol, reference, params, threadSafety };
    }
    case "macro":
      return { ...symbol, reference: counted?.returns ?? null, threadSafety };
    default:
      return symbol;
  }
}

const named = ({ name }: ManifestSymbol) => (name.endsWith("Borrowed") ? "borrowed" : null);

/** Matched by position, since the names are the manual's. */
function withEffects(params: ManifestParameter[], { params: counted }: ReferenceCounts): ManifestParameter[] {
  if (params.length !== counted.length || counted.every(({ effect }) => effect === null)) return params;
  return params.map((param, index) => {
    const effect = counted[index]?.effect ?? null;
    return effect === null || !param.type.endsWith("*") ? param : { ...param, reference: effect };
  });
}
