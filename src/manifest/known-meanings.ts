import { type Code, codeOf } from "./code.ts";
import { type Build, type CodeFacts, Meaning } from "./meaning.ts";
import type { ManifestSymbol } from "./model.ts";
import type { NameFacts } from "./names.ts";
import type { Variants } from "./variants.ts";

/** What the code of a symbol meant, and what the names were that it depended on. */
interface KnownMeaning {
  readonly meaning: CodeFacts | null;
  readonly build: Build;
  readonly names: readonly string[];
  /** What each name was; undefined for none of the manifest's. */
  readonly symbols: readonly (ManifestSymbol | undefined)[];
}

const nothing: readonly string[] = [];

/** How many meanings of one symbol are kept. */
const maxOfSymbol = 3;

/** Finds what symbols mean; where a symbol and all that it asks for are as they were, so is what it means. */
export class KnownMeanings {
  readonly #known = new WeakMap<ManifestSymbol, KnownMeaning[]>();
  readonly #variants: Variants;

  constructor(variants: Variants) {
    this.#variants = variants;
  }

  /**
   * The symbols of a manifest with what their code means.
   * @param facts of each, by name
   * @param formOf the same object for symbols of the same code
   */
  withMeaning(
    symbols: Iterable<ManifestSymbol>,
    facts: ReadonlyMap<string, NameFacts>,
    build: Build,
    formOf: (symbol: ManifestSymbol) => ManifestSymbol,
  ): ManifestSymbol[] {
    const all = [...symbols];
    const forms = new Map(all.map((symbol) => [symbol.name, formOf(symbol)]));
    const codes = new Map<string, Code>();
    const meaning = new Meaning(forms, (name) => codeIn(codes, facts, name), build);
    return all.map((symbol) => {
      const found = this.#meaningOf(forms.get(symbol.name) as ManifestSymbol, forms, meaning, build);
      if (found === null) return symbol;
      return this.#variants.of<ManifestSymbol>(symbol, [found], () => ({ ...symbol, ...found }) as ManifestSymbol);
    });
  }

  #meaningOf(
    form: ManifestSymbol,
    forms: ReadonlyMap<string, ManifestSymbol>,
    meaning: Meaning,
    build: Build,
  ): CodeFacts | null {
    const known = this.#known.get(form) ?? [];
    const found = known.find(
      (one) =>
        isSameBuild(one.build, build) && one.names.every((name, index) => forms.get(name) === one.symbols[index]),
    );
    if (found !== undefined) return found.meaning;
    const made = meaning.of(form);
    const names = made === null ? nothing : [...made.asked];
    const one = { meaning: made?.meaning ?? null, build, names, symbols: names.map((name) => forms.get(name)) };
    this.#known.set(form, [one, ...known.slice(0, maxOfSymbol - 1)]);
    return one.meaning;
  }
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
