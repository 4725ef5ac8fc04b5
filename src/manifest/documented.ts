import type { ReferenceCounts } from "../cpython/refcounts.ts";
import type { ThreadSafety } from "../cpython/thread-safety.ts";
import type { ManifestParameter, ManifestSymbol } from "./model.ts";

/**
 * The symbols with what no declaration says: the references that functions and macros take and give, and their thread
 * safety. A name that ends in `Borrowed` says it itself.
 */
export function withDocumentation(
  symbols: readonly ManifestSymbol[],
  counts: ReadonlyMap<string, ReferenceCounts>,
  threadSafety: ReadonlyMap<string, ThreadSafety>,
): ManifestSymbol[] {
  return symbols.map((symbol) => {
    const [counted, safety = null] = [counts.get(symbol.name), threadSafety.get(symbol.name)];
    const named = symbol.name.endsWith("Borrowed") ? "borrowed" : null;
    if (counted === undefined && safety === null && named === null) return symbol;
    switch (symbol.kind) {
      case "function":
      case "inline-function": {
        // Where the headers and the documentation tell two stories, the headers are right.
        const reference = symbol.returns.endsWith("*") ? (counted?.returns ?? named) : null;
        const params = counted === undefined ? symbol.params : withEffects(symbol.params, counted);
        return { ...symbol, reference, params, threadSafety: safety };
      }
      case "macro":
        return { ...symbol, reference: counted?.returns ?? null, threadSafety: safety };
      default:
        return symbol;
    }
  });
}

/** By position: the names are those of the manual. */
function withEffects(params: ManifestParameter[], { params: counted }: ReferenceCounts): ManifestParameter[] {
  if (params.length !== counted.length || counted.every(({ effect }) => effect === null)) return params;
  return params.map((param, index) => {
    const effect = counted[index]?.effect ?? null;
    return effect === null || !param.type.endsWith("*") ? param : { ...param, reference: effect };
  });
}
