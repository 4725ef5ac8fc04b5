import type { Manifest, ManifestSymbol } from "../manifest/model.ts";
import { once } from "../once.ts";
import { Ledger } from "./ledger.ts";
import type { Whole } from "./manifest-index.ts";
import { type Matched, matchManifests } from "./matched.ts";
import { movedNumbers } from "./numbers.ts";
import type { Pair } from "./pair.ts";
import type { Rename } from "./renames/rename.ts";
import { renamedSymbols } from "./renames/renames.ts";

/** The input of the rules: two matched manifests, and what earlier rules have explained. */
export interface Comparison extends Matched {
  readonly renames: readonly Rename[];
  /** Structs and enums with those of their typedefs and enumerators that exist on both sides. */
  readonly wholes: readonly { pair: Pair<Whole>; parts: readonly Pair<ManifestSymbol>[] }[];
  readonly ledger: Ledger;
  /** See {@link movedNumbers}; computed once, when a finding needs it. */
  readonly numbers: () => ReadonlySet<string>;
}

/** For one run of the rules, which fill its ledger. */
export function compareManifests(from: Manifest, to: Manifest): Comparison {
  const matched = matchManifests(from, to);
  const wholes = [...matched.structs.paired, ...matched.enums.paired].map((pair) => ({
    pair,
    parts: partsOf(pair, matched),
  }));
  const numbers = once(() => movedNumbers(matched));
  return Object.freeze({ ...matched, renames: renamedSymbols(matched), wholes, ledger: new Ledger(), numbers });
}

function partsOf(whole: Pair<Whole>, { from, to }: Matched): Pair<ManifestSymbol>[] {
  return from.partsOf(whole.from).flatMap((part) => {
    const other = to.symbols.get(part.name);
    return other === undefined ? [] : [{ from: part, to: other }];
  });
}
