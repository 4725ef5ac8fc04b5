import type { ManifestSymbol } from "../../manifest/model.ts";
import type { Pair } from "../pair.ts";
import { stemOf, wordsOf } from "../symbol-name.ts";

/** A symbol that may be one side of a rename, and what its name says: it is compared with many others. */
export class Candidate<Symbol extends ManifestSymbol = ManifestSymbol> {
  readonly symbol: Symbol;
  #stem: string | undefined;
  #words: readonly string[] | undefined;

  constructor(symbol: Symbol) {
    this.symbol = symbol;
  }

  get stem(): string {
    this.#stem ??= stemOf(this.symbol.name);
    return this.#stem;
  }

  get words(): readonly string[] {
    this.#words ??= wordsOf(this.symbol.name);
    return this.#words;
  }
}

/** The candidates of some symbols. */
export const candidatesOf = (symbols: Iterable<ManifestSymbol>): Map<ManifestSymbol, Candidate> =>
  new Map([...symbols].map((symbol) => [symbol, new Candidate(symbol)]));

/** The symbols of a pair. */
export const symbolsOf = <Symbol extends ManifestSymbol>({ from, to }: Pair<Candidate<Symbol>>): Pair<Symbol> => ({
  from: from.symbol,
  to: to.symbol,
});
