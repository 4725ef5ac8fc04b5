import { type EntryPart, entryPart, unknownEntry } from "./entry-part.ts";
import type { Manifest, ManifestSymbol } from "./model.ts";

/** One symbol of a manifest. */
export interface SymbolPart extends EntryPart {
  symbol: ManifestSymbol;
}

/** @throws CapidiffError `unknown-symbol` */
export function symbolPart(manifest: Manifest, name: string): SymbolPart {
  const { symbols } = manifest;
  const symbol = symbols.find((symbol) => symbol.name === name);
  if (symbol === undefined) {
    const names = symbols.map((symbol) => symbol.name);
    throw unknownEntry("unknown-symbol", "symbol", manifest, name, names);
  }
  return { ...entryPart(manifest, symbol), symbol };
}
