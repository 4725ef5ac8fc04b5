import type { Diagnostic } from "../c/diagnostic.ts";
import type { Declared } from "../c/fragment.ts";
import { builtinMeaning, type Macro } from "../c/macro.ts";
import { TypeNames } from "../c/parser.ts";
import type { Token } from "../c/token.ts";
import type { Tracked, TranslationUnit } from "../c/translation-unit.ts";
import type { EnumDefinition } from "../c/types.ts";
import type { SurfaceReading } from "../cpython/surface-reading.ts";
import { DerivedList } from "./derived-list.ts";
import type { DeclaredUnit, NamedFacts } from "./known-units.ts";
import type { ManifestSymbol, Surface } from "./model.ts";
import type { NameFacts } from "./names.ts";
import { PartList } from "./part-list.ts";
import { Recent } from "./recent.ts";
import { ReplacedMacros } from "./replaced-macros.ts";
import {
  headerOf,
  isSameBase,
  placeOf,
  type Report,
  reportAgain,
  reportInto,
  type SymbolBase,
  symbolOf,
} from "./symbols.ts";
import { areSame } from "./variants.ts";

/** The context of symbols. */
export interface SymbolSurroundings {
  unit: TranslationUnit;
  surface: SurfaceReading;
  /** The name of an enum, from its typedef or tag. */
  enumName(definition: EnumDefinition): string | null;
}

/** A symbol with everything it was made from. */
interface KnownSymbol {
  name: string;
  symbol: ManifestSymbol;
  diagnostics: readonly Diagnostic[];
  facts: NameFacts;
  base: SymbolBase;
  enumName: string | null;
  /** All that it looked up in the translation unit. */
  tracked: Omit<Tracked<ManifestSymbol>, "result">;
  /** Meanings of the names in its macro's expansion. */
  expanded: ReadonlyMap<string, string | undefined>;
  /** The names its macro looked up, and whether they are types. */
  types: ReadonlyMap<string, boolean>;
}

/** Shared by the many symbols that look nothing up. */
const nothing = new Map<string, never>();

/** Makes the symbols of manifests; equal input gives the same object. */
export class KnownSymbols {
  readonly #recent = new Recent<KnownSymbol>();
  readonly #all = new DerivedList<NamedFacts, KnownSymbol>(({ expanded }) => expanded.keys());
  readonly #reporting = new PartList<KnownSymbol>(({ diagnostics }) => diagnostics.length > 0);
  readonly #symbols = new DerivedList<KnownSymbol, ManifestSymbol>();
  readonly #replaced = new ReplacedMacros();
  readonly #forms = new WeakMap<ManifestSymbol, ManifestSymbol>();

  /**
   * The symbols of all names.
   * @param baseOf depends on the name and on `context` only
   */
  symbolsOf(
    { unit, enums, names }: DeclaredUnit,
    surfaces: ReadonlyMap<Surface, SurfaceReading>,
    baseOf: (name: string, surface: Surface) => SymbolBase,
    context: readonly unknown[],
    commit: string,
    report: Report,
  ): ManifestSymbol[] {
    const enumName = (definition: EnumDefinition) => enums.nameOf(definition);
    const all = [...surfaces.values()];
    const whole = [unit.identity, ...all.map(({ identity }) => identity), ...context];
    // Those that are taken over are as recent as the last list.
    if (!this.#all.isOf(whole)) this.#recent.begin(commit);
    const known = this.#all.of(
      names,
      whole,
      ({ name, facts, surface }) => {
        const surroundings = { unit, surface: surfaces.get(surface) as SurfaceReading, enumName };
        return this.#knownOf(facts, baseOf(name, surface), surroundings);
      },
      this.#replaced.update(all),
    );
    for (const { diagnostics } of this.#reporting.of(known)) reportAgain(diagnostics, report);
    return this.#symbols.of(known, [], ({ symbol }) => symbol);
  }

  symbolOf(facts: NameFacts, base: SymbolBase, surroundings: SymbolSurroundings): ManifestSymbol {
    return this.#knownOf(facts, base, surroundings).symbol;
  }

  #knownOf(facts: NameFacts, base: SymbolBase, surroundings: SymbolSurroundings): KnownSymbol {
    const { name } = base;
    let found = this.#recent.find(
      name,
      (one) => areSameFacts(one.facts, facts) && isSame(one, facts, base, surroundings),
    );
    if (found === undefined) {
      const elsewhere = this.#recent.find(
        name,
        (one) => differInPlace(one, facts) && isSame(one, facts, base, surroundings),
      );
      found = elsewhere === undefined ? make(facts, base, surroundings) : this.#moved(elsewhere, facts);
      this.#recent.keep(name, found);
    }
    return found;
  }

  /** The same object for symbols that differ in nothing but their lines. */
  formOf(symbol: ManifestSymbol): ManifestSymbol {
    return this.#forms.get(symbol) ?? symbol;
  }

  /** The symbol where it stands now. */
  #moved(known: KnownSymbol, facts: NameFacts): KnownSymbol {
    const { line } = placeOf(facts);
    if (line === known.symbol.line) return { ...known, facts };
    const symbol = { ...known.symbol, line };
    this.#forms.set(symbol, this.formOf(known.symbol));
    return { ...known, facts, symbol };
  }
}

function make(facts: NameFacts, base: SymbolBase, { unit, surface, enumName }: SymbolSurroundings): KnownSymbol {
  const types = new TypeNames(surface.types.typeNames);
  const expanded = new Map<string, string | undefined>();
  const diagnostics: Diagnostic[] = [];
  const { result: symbol, ...tracked } = unit.tracked(() =>
    symbolOf(facts, base, {
      unit,
      types,
      enumName,
      expansionOf: (macro, isLast) => surface.expansionOf(macro, { asked: expanded, isLast }),
      report: reportInto(diagnostics),
    }),
  );
  const named = facts.enumerator === null ? null : enumName(facts.enumerator.definition);
  return {
    name: base.name,
    symbol,
    diagnostics,
    facts,
    base,
    enumName: named,
    tracked,
    expanded: expanded.size === 0 ? nothing : expanded,
    types: types.asked.size === 0 ? nothing : types.asked,
  };
}

/** Whether all beside the facts is as it was. */
function isSame(
  known: KnownSymbol,
  facts: NameFacts,
  base: SymbolBase,
  { unit, surface, enumName }: SymbolSurroundings,
): boolean {
  if (!isSameBase(known.base, base)) return false;
  if (facts.enumerator !== null && enumName(facts.enumerator.definition) !== known.enumName) return false;
  for (const [name, isType] of known.types) if (surface.types.typeNames.has(name) !== isType) return false;
  if (facts.macro !== null && !surface.meansAlike(facts.macro, known.expanded)) return false;
  return unit.answersAlike(known.tracked);
}

function areSameFacts(a: NameFacts, b: NameFacts): boolean {
  if (a === b) return true;
  return (
    a.macro === b.macro &&
    areSame(a.functions, b.functions) &&
    areSame(a.variables, b.variables) &&
    areSame(a.typedefs, b.typedefs) &&
    a.enumerator?.declared === b.enumerator?.declared &&
    a.enumerator?.index === b.enumerator?.index
  );
}

/** Whether the facts differ from those of a symbol in nothing but where they stand in the same headers. */
function differInPlace({ facts: known, diagnostics, expanded }: KnownSymbol, facts: NameFacts): boolean {
  // These tell a line.
  if (diagnostics.length > 0) return false;
  for (const meaning of expanded.values()) if (meaning?.startsWith(builtinMeaning)) return false;
  return (
    isSameText(known.macro, facts.macro) &&
    areAlike(known.functions, facts.functions) &&
    areAlike(known.variables, facts.variables) &&
    areAlike(known.typedefs, facts.typedefs) &&
    known.enumerator?.definition === facts.enumerator?.definition &&
    known.enumerator?.index === facts.enumerator?.index &&
    placeOf(known).header === placeOf(facts).header
  );
}

function isSameText(a: Macro | null, b: Macro | null): boolean {
  return a?.meaning === b?.meaning;
}

/** The parser gives equal text the same declaration, but for the bodies of functions, which it does not read. */
function areAlike(a: readonly Declared[], b: readonly Declared[]): boolean {
  return a.length === b.length && a.every((one, index) => isAlike(one, b[index] as Declared));
}

function isAlike(a: Declared, b: Declared): boolean {
  if (a === b) return true;
  return a.declaration === b.declaration && headerOf(a) === headerOf(b) && isSameBody(a.body, b.body);
}

function isSameBody(a: readonly Token[] | null, b: readonly Token[] | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.length === b.length && a.every(({ text, kind }, index) => text === b[index]?.text && kind === b[index]?.kind)
  );
}
