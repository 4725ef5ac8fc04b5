import { once } from "../once.ts";
import { type Code, codeOf } from "./code.ts";
import { Derived } from "./derived.ts";
import { DerivedList } from "./derived-list.ts";
import type { NamedFacts } from "./known-units.ts";
import { type Build, type CodeFacts, Meaning } from "./meaning.ts";
import type { ManifestSymbol } from "./model.ts";
import type { NameFacts } from "./names.ts";
import { placesIn } from "./places.ts";
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
type MeantSymbol = { readonly symbol: ManifestSymbol } & Pick<KnownMeaning, "names">;

/** What meanings are found in. */
interface MeaningContext {
  readonly forms: ReadonlyMap<string, ManifestSymbol>;
  readonly meaning: Meaning;
}

/** How many meanings of one symbol are kept. */
const maxOfSymbol = 3;

/** Finds what symbols mean; where a symbol and all that it asks for are as they were, so is what it means. */
export class KnownMeanings {
  readonly #known = new WeakMap<ManifestSymbol, KnownMeaning[]>();
  readonly #formsOf = new DerivedList<ManifestSymbol, ManifestSymbol>();
  /** Those of the last manifest. */
  #forms: readonly ManifestSymbol[] = [];
  readonly #all = new DerivedList<ManifestSymbol, MeantSymbol>();
  readonly #symbols = new Derived<ManifestSymbol[]>();
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
    const forms = this.#formsOf.of(symbols, [], formOf);
    const changed = once(() => changedNames(this.#forms, forms));
    const isChanged = (name: string) => changed().has(name);
    const context = once(() => contextOf(forms, names, build));
    const all = this.#all.of(
      symbols,
      [build.asserts, build.hides],
      (symbol) => this.#meant(symbol, formOf(symbol), build, context()),
      ({ names }) => names.some(isChanged),
    );
    this.#forms = forms;
    return this.#symbols.of([all], () => all.map(({ symbol }) => symbol));
  }

  #meant(symbol: ManifestSymbol, form: ManifestSymbol, build: Build, context: MeaningContext): MeantSymbol {
    const { meaning, names } = this.#meaningOf(form, build, context);
    if (meaning === null) return { symbol, names };
    const make = () => ({ ...symbol, ...meaning }) as ManifestSymbol;
    return { symbol: this.#variants.of(symbol, [meaning], make), names };
  }

  #meaningOf(form: ManifestSymbol, build: Build, { forms, meaning }: MeaningContext): typeof none {
    const known = this.#known.get(form) ?? [];
    const found = known.find(
      (one) =>
        isSameBuild(one.build, build) && one.names.every((name, index) => forms.get(name) === one.symbols[index]),
    );
    if (found !== undefined) return found;
    const made = meaning.of(form);
    if (made === null) return none;
    const names = [...made.asked];
    const one = { meaning: made.meaning, build, names, symbols: names.map((name) => forms.get(name)) };
    this.#known.set(form, [one, ...known.slice(0, maxOfSymbol - 1)]);
    return one;
  }
}

/** The names that stand for other symbols in one of two sorted lists, or for none. */
function changedNames(before: readonly ManifestSymbol[], now: readonly ManifestSymbol[]): ReadonlySet<string> {
  const changed = new Set<string>();
  const addMissing = (list: readonly ManifestSymbol[], other: readonly ManifestSymbol[]) => {
    const places = placesIn(other, list);
    list.forEach(({ name }, index) => {
      if ((places[index] as number) < 0) changed.add(name);
    });
  };
  addMissing(before, now);
  addMissing(now, before);
  return changed;
}

function contextOf(forms: readonly ManifestSymbol[], names: readonly NamedFacts[], build: Build): MeaningContext {
  const byName = new Map<string, ManifestSymbol>();
  forms.forEach((form) => {
    byName.set(form.name, form);
  });
  const facts = new Map<string, NameFacts>();
  names.forEach((one) => {
    facts.set(one.name, one.facts);
  });
  const codes = new Map<string, Code>();
  return { forms: byName, meaning: new Meaning(byName, (name) => codeIn(codes, facts, name), build) };
}

const isSameBuild = (a: Build, b: Build) => a.asserts === b.asserts && a.hides === b.hides;

function codeIn(codes: Map<string, Code>, facts: ReadonlyMap<string, NameFacts>, name: string): Code | undefined {
  const known = codes.get(name);
  const one = facts.get(name);
  if (known !== undefined || one === undefined) return known;
  const code = codeOf(one);
  codes.set(name, code);
  return code;
}
