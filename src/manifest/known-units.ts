import type { DataModel } from "../c/data-model.ts";
import { declare } from "../c/declare.ts";
import type { Diagnostic } from "../c/diagnostic.ts";
import type { Declared } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import type { Token } from "../c/token.ts";
import { TranslationUnit } from "../c/translation-unit.ts";
import type { SurfaceReading } from "../cpython/surface-reading.ts";
import { EnumCollector } from "./enums.ts";
import type { Surface } from "./model.ts";
import { declaredNames, MacroNames, type NameFacts } from "./names.ts";
import { placeOfName, sortByName } from "./places.ts";
import type { RefReader } from "./reader.ts";
import { StructCollector } from "./structs.ts";
import { type Report, reportAgain } from "./symbols.ts";
import { areSame } from "./variants.ts";

/** A name with the first surface that has it. */
export interface NamedFacts {
  readonly name: string;
  readonly facts: NameFacts;
  readonly surface: Surface;
}

/** What the headers of one ref declare. */
export interface DeclaredUnit {
  unit: TranslationUnit;
  structs: StructCollector;
  enums: EnumCollector;
  /** The names that an extension gets, each once, sorted. */
  names: readonly NamedFacts[];
}

type Surfaces = ReadonlyMap<Surface, SurfaceReading>;

/** What declarations give, whatever macros stand beside them. */
interface KnownUnit extends Omit<DeclaredUnit, "names"> {
  readonly declarations: readonly (readonly Declared[])[];
  readonly model: DataModel;
  /** Those of the headers read that are CPython's. */
  readonly ours: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
  readonly names: ReadonlyMap<Surface, SurfaceNames>;
  listed: ListedNames | null;
}

/** What a surface declares. */
interface SurfaceNames {
  readonly declared: ReadonlyMap<string, NameFacts>;
  readonly macros: MacroNames;
}

/** All names with what they were found by. */
interface ListedNames {
  readonly all: readonly NamedFacts[];
  /** See `RefReader`. */
  readonly identities: readonly object[];
  readonly replacements: ReadonlyMap<Surface, SurfaceReading["replacements"]>;
}

/** Collects what headers declare; the same declarations give the same objects. */
export class KnownUnits {
  /** By the declarations of the first surface. */
  readonly #known = new WeakMap<readonly Declared[], KnownUnit>();

  /** @param surfaces the public one first */
  declarationsOf(surfaces: Surfaces, reader: RefReader, report: Report): DeclaredUnit {
    const [first] = surfaces.values();
    if (first === undefined) throw new Error("No surface");
    let known = this.#known.get(first.declarations);
    if (known === undefined || !isSame(known, surfaces, reader)) {
      known = collect(surfaces, reader);
      this.#known.set(first.declarations, known);
    }
    const { unit, structs, enums, diagnostics } = known;
    reportAgain(diagnostics, report);
    return { unit, structs, enums, names: listNames(known, surfaces, reader) };
  }
}

function isSame({ declarations, model, ours }: KnownUnit, surfaces: Surfaces, reader: RefReader): boolean {
  const all = [...surfaces.values()];
  return (
    model === reader.platform.dataModel &&
    declarations.length === all.length &&
    all.every((surface, index) => surface.declarations === declarations[index]) &&
    all.every(({ headers }) => [...headers.keys()].every((path) => ours.has(path) === reader.isOurs(path)))
  );
}

function collect(surfaces: Surfaces, reader: RefReader): KnownUnit {
  const model = reader.platform.dataModel;
  const unit = new TranslationUnit(model);
  const paths = [...surfaces.values()].flatMap(({ headers }) => [...headers.keys()]);
  const ours = new Set(paths.filter(reader.isOurs));
  const isOurs = (header: string) => ours.has(header);
  const [structs, enums] = [new StructCollector(isOurs), new EnumCollector(isOurs)];
  const diagnostics: Diagnostic[] = [];
  for (const [name, surface] of surfaces) {
    for (const declared of surface.declarations) {
      const { declaration, tokens, tags, defines } = declared;
      if (tags.length > 0) {
        structs.add(declared, name);
        enums.add(declared, name);
      }
      const conflicts = unit.conflicts.size;
      declare(declaration, unit, defines);
      if (unit.conflicts.size === conflicts) continue;
      const message = `${[...unit.conflicts].at(-1)} is redefined differently; the first definition is used`;
      const { header, line } = tokens[declaration.token] as Token;
      diagnostics.push({ code: "conflicting-definition", header, line, message });
    }
  }
  const names = new Map(
    [...surfaces].map(([name, { declarations }]) => {
      return [name, { declared: declaredNames(declarations, isOurs, unit), macros: new MacroNames() }];
    }),
  );
  const declarations = [...surfaces.values()].map((surface) => surface.declarations);
  return { unit, structs, enums, names, declarations, model, ours, diagnostics, listed: null };
}

/** Of surfaces that differ from the last ones in some macros only, the list differs in these. */
function listNames(known: KnownUnit, surfaces: Surfaces, reader: RefReader): readonly NamedFacts[] {
  const { listed, names } = known;
  const isAlike = listed !== null && areSame(listed.identities, reader.identities);
  const all = isAlike ? relisted(names, listed, surfaces) : sortByName(namesOf(surfaces, names, reader));
  const replacements = new Map([...surfaces].map(([name, { replacements }]) => [name, replacements]));
  known.listed = { all, identities: reader.identities.slice(), replacements };
  return all;
}

function namesOf(surfaces: Surfaces, names: KnownUnit["names"], reader: RefReader): NamedFacts[] {
  const filter = reader.macroFilter();
  const found = new Map<string, NamedFacts>();
  for (const [surfaceName, surface] of surfaces) {
    const { declared, macros } = names.get(surfaceName) as SurfaceNames;
    const isApi = (macro: Macro) => reader.isOurs(macro.header) && filter.isApi(macro);
    const add = (name: string, facts: NameFacts) => found.set(name, { name, facts, surface: surfaceName });
    declared.forEach((facts, name) => {
      if (found.has(name)) return;
      const macro = surface.macros.get(name);
      add(name, macro !== undefined && isApi(macro) ? macros.factsOf(macro, facts) : facts);
    });
    surface.macros.forEach((macro, name) => {
      if (!found.has(name) && isApi(macro)) add(name, macros.factsOf(macro, undefined));
    });
  }
  return [...found.values()];
}

/** The list of other surfaces with the macros of these. */
function relisted(names: KnownUnit["names"], listed: ListedNames, surfaces: Surfaces): readonly NamedFacts[] {
  const all = listed.all.slice();
  let isSame = true;
  for (const [surface, { replacements }] of surfaces) {
    const { declared, macros } = names.get(surface) as SurfaceNames;
    for (const [before, macro] of exchangedMacros(listed.replacements.get(surface) ?? none, replacements)) {
      const place = placeOfName(all, macro.name);
      const one = all[place];
      if (one?.surface !== surface || one.facts.macro !== before) continue;
      all[place] = { name: one.name, facts: macros.factsOf(macro, declared.get(one.name)), surface };
      isSame = false;
    }
  }
  return isSame ? listed.all : all;
}

const none: ReadonlyMap<Macro, Macro> = new Map();

/** The macros of one reading of a surface by those of another that they replace. */
function exchangedMacros(before: ReadonlyMap<Macro, Macro>, now: ReadonlyMap<Macro, Macro>): ReadonlyMap<Macro, Macro> {
  const exchanged = new Map<Macro, Macro>();
  for (const macro of [...before.keys(), ...now.keys()]) {
    const [one, other] = [before.get(macro) ?? macro, now.get(macro) ?? macro];
    if (one !== other) exchanged.set(one, other);
  }
  return exchanged;
}
