import { newestFirst } from "../c/newest-first.ts";
import { once } from "../once.ts";
import { type Code, codeOf } from "./code.ts";
import { DerivedList } from "./derived-list.ts";
import type { NamedFacts } from "./known-units.ts";
import { type Build, type CodeFacts, Meaning } from "./meaning.ts";
import type { ManifestSymbol } from "./model.ts";
import { NameIndex } from "./name-index.ts";
import type { Variants } from "./variants.ts";

/** What the code of a symbol meant, and what the names were that it depended on. */
interface KnownMeaning {
  readonly meaning: CodeFacts | null;
  readonly build: Build;
  readonly names: readonly string[];
  /** What each name was; undefined for none of the manifest's. */
  readonly symbols: readonly (ManifestSymbol | undefined)[];
}

/** Of symbols without code. */
const none: Pick<KnownMeaning, "meaning" | "names"> = { meaning: null, names: [] };

/** A symbol with its meaning, and the names that this depends on. */
type MeantSymbol = { readonly name: string; readonly symbol: ManifestSymbol } & Pick<KnownMeaning, "names">;

/** How many meanings of one symbol are kept. */
const maxOfSymbol = 3;

/** Finds what symbols mean; where a symbol and all that it asks for are as they were, so is what it means. */
export class KnownMeanings {
  readonly #known = new WeakMap<ManifestSymbol, KnownMeaning[]>();
  readonly #formsOf = new DerivedList<ManifestSymbol, ManifestSymbol>();
  readonly #forms = new NameIndex<ManifestSymbol>();
  readonly #facts = new NameIndex<NamedFacts>();
  readonly #all = new DerivedList<ManifestSymbol, MeantSymbol>(({ names }) => names);
  readonly #symbols = new DerivedList<MeantSymbol, ManifestSymbol>();
  readonly #variants: Variants;

  constructor(variants: Variants) {
    this.#variants = variants;
  }

  /**
   * The symbols of a manifest with what their code means.
   * @param names with facts about each symbol
   * @param formOf the same object for symbols of the same code
   */
  withMeaning(
    symbols: readonly ManifestSymbol[],
    names: readonly NamedFacts[],
    build: Build,
    formOf: (symbol: ManifestSymbol) => ManifestSymbol,
  ): ManifestSymbol[] {
    const changed = this.#forms.update(this.#formsOf.of(symbols, [], formOf));
    this.#facts.update(names);
    const meaning = once(() => this.#meaningWith(build));
    const all = this.#all.of(
      symbols,
      [build.asserts, build.hides],
      (symbol) => this.#meant(symbol, formOf(symbol), build, meaning()),
      changed,
    );
    return this.#symbols.of(all, [], ({ symbol }) => symbol);
  }

  #meaningWith(build: Build): Meaning {
    const codes = new Map<string, Code>();
    return new Meaning(this.#forms.byName, (name) => codeIn(codes, this.#facts.byName, name), build);
  }

  #meant(symbol: ManifestSymbol, form: ManifestSymbol, build: Build, meaning: Meaning): MeantSymbol {
    const { meaning: facts, names } = this.#meaningOf(form, build, meaning);
    const { name } = symbol;
    if (facts === null) return { name, symbol, names };
    const make = () => ({ ...symbol, ...facts }) as ManifestSymbol;
    return { name, symbol: this.#variants.of(symbol, [facts], make), names };
  }

  #meaningOf(form: ManifestSymbol, build: Build, meaning: Meaning): typeof none {
    const forms = this.#forms.byName;
    const known = this.#known.get(form);
    const found = known?.find(
      (one) =>
        isSameBuild(one.build, build) && one.names.every((name, index) => forms.get(name) === one.symbols[index]),
    );
    if (found !== undefined) return found;
    const made = meaning.of(form);
    if (made === null) return none;
    const names = [...made.asked];
    const one = { meaning: made.meaning, build, names, symbols: names.map((name) => forms.get(name)) };
    this.#known.set(form, newestFirst(one, known, maxOfSymbol));
    return one;
  }
}

const isSameBuild = (a: Build, b: Build) => a.asserts === b.asserts && a.hides === b.hides;

function codeIn(codes: Map<string, Code>, facts: ReadonlyMap<string, NamedFacts>, name: string): Code | undefined {
  const known = codes.get(name);
  const one = facts.get(name);
  if (known !== undefined || one === undefined) return known;
  const code = codeOf(one.facts);
  codes.set(name, code);
  return code;
}
