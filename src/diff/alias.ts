import type { ManifestSymbol } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** What makes a symbol only another name of `target`. */
export interface Alias {
  kind: "alias-macro" | "alias-typedef" | "wrapper";
  /** The name it stands for. */
  target: string;
}

/**
 * What a symbol merely stands for: a macro that is another name or calls it with its own arguments, a typedef of one
 * name, an inline function whose body is one call. Null if it does more.
 */
export function aliasOf(symbol: ManifestSymbol): Alias | null {
  switch (symbol.kind) {
    case "inline-function":
      return symbol.calls === null ? null : { kind: "wrapper", target: symbol.calls };
    case "typedef":
      return symbol.standsFor === null ? null : { kind: "alias-typedef", target: symbol.standsFor };
    case "macro":
      return symbol.standsFor === null ? null : { kind: "alias-macro", target: symbol.standsFor };
    default:
      return null;
  }
}

/** The symbol after resolving macros that are other names; itself if it is none. */
export function meaningOf(symbol: ManifestSymbol, { symbols }: ManifestIndex): ManifestSymbol {
  if (symbol.kind !== "macro" || symbol.standsFor === null) return symbol;
  const seen = new Set<ManifestSymbol>();
  for (let now: ManifestSymbol = symbol; !seen.has(now); ) {
    seen.add(now);
    const alias: Alias | null = now.kind === "macro" && now.params === null ? aliasOf(now) : null;
    const target: ManifestSymbol | undefined = alias === null ? undefined : symbols.get(alias.target);
    if (target === undefined) return now;
    now = target;
  }
  return symbol;
}
