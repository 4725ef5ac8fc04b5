import type { ManifestSymbol } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";

/** Consecutive integer macros of a header, or the enumerators of an enum. */
export interface ConstantRun {
  /** The enum, if any. */
  name: string | null;
  members: readonly ManifestSymbol[];
}

/** The integer constants of a manifest. */
export interface Constants {
  /** Of macros and enumerators, and of what macros stand for, in the order of the manifest. */
  values: ReadonlyMap<ManifestSymbol, string>;
  runs: readonly ConstantRun[];
}

const known = new WeakMap<ManifestIndex, Constants>();

export function constantsOf(index: ManifestIndex): Constants {
  let constants = known.get(index);
  if (constants === undefined) {
    const values = new Map<ManifestSymbol, string>();
    for (const symbol of index.symbols.values()) {
      const value = integerOf(symbol, index);
      if (value !== null) values.set(symbol, value);
    }
    constants = { values, runs: [...enums(index), ...macros(index, values)] };
    known.set(index, constants);
  }
  return constants;
}

function* enums(index: ManifestIndex): Iterable<ConstantRun> {
  for (const type of index.enums.values()) yield { name: type.name, members: index.partsOf(type) };
}

/** Any other symbol between two macros ends a run. */
function* macros(index: ManifestIndex, values: ReadonlyMap<ManifestSymbol, string>): Iterable<ConstantRun> {
  const byHeader = new Map<string, ManifestSymbol[]>();
  for (const symbol of index.symbols.values()) {
    const symbols = byHeader.get(symbol.header);
    if (symbols) symbols.push(symbol);
    else byHeader.set(symbol.header, [symbol]);
  }
  for (const symbols of byHeader.values()) {
    let run: ManifestSymbol[] = [];
    for (const symbol of symbols.sort((a, b) => a.line - b.line || (a.name < b.name ? -1 : 1))) {
      if (symbol.kind === "macro" && values.has(symbol)) run.push(symbol);
      else if (run.length > 0) {
        yield { name: null, members: run };
        run = [];
      }
    }
    if (run.length > 0) yield { name: null, members: run };
  }
}

function integerOf(symbol: ManifestSymbol, index: ManifestIndex): string | null {
  if (!("value" in symbol)) return null;
  if (symbol.kind !== "macro" || symbol.params !== null || symbol.standsFor === null) return symbol.value;
  const target = index.symbols.get(symbol.standsFor);
  return target !== undefined && "value" in target ? target.value : null;
}
