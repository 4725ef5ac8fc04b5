import type { Declared } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import type { TranslationUnit } from "../c/translation-unit.ts";
import type { Declaration, EnumDefinition } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";

/** An enumerator and its enum. */
export interface DeclaredEnumerator {
  definition: EnumDefinition;
  tag: string | null;
  /** Index into `definition.enumerators`. */
  index: number;
  declared: Declared;
}

/** What one surface declares for one name. */
export interface NameFacts {
  functions: Declared[];
  variables: Declared[];
  typedefs: Declared[];
  enumerator: DeclaredEnumerator | null;
  macro: Macro | null;
}

const none: Declared[] = [];

/** Adds to a list that is not shared unless it is empty: an array made by its first `push` has room for 17. */
function added(list: Declared[], declared: Declared): Declared[] {
  if (list.length === 0) return [declared];
  list.push(declared);
  return list;
}

/** The names that declarations give to an extension, from headers for which `isOurs` holds. */
export function declaredNames(
  declarations: readonly Declared[],
  isOurs: (header: string) => boolean,
  unit: TranslationUnit,
): Map<string, NameFacts> {
  const names = new Map<string, NameFacts>();
  const facts = (name: string): NameFacts => {
    let entry = names.get(name);
    if (entry === undefined) {
      entry = { functions: none, variables: none, typedefs: none, enumerator: null, macro: null };
      names.set(name, entry);
    }
    return entry;
  };
  for (const declared of declarations) {
    const { declaration, tokens, tags, defines } = declared;
    if (!isOurs(tokens[declaration.token]?.header ?? "")) continue;
    if (declaration.kind !== "type") {
      const entry = facts(declaration.name);
      if (declaration.kind === "function" || isFunction(declaration, unit))
        entry.functions = added(entry.functions, declared);
      else if (declaration.kind === "variable") entry.variables = added(entry.variables, declared);
      else entry.typedefs = added(entry.typedefs, declared);
    }
    if (!defines) continue;
    for (const type of tags) {
      if (type.kind !== "enum" || type.definition === null) continue;
      const { definition, tag } = type;
      for (const [index, { name }] of definition.enumerators.entries()) {
        facts(name).enumerator ??= { definition, tag, index, declared };
      }
    }
  }
  return names;
}

/** Facts about the names of macros beside the same declarations: the same object for the same macro. */
export class MacroNames {
  readonly #known = new Map<string, NameFacts>();

  /** @param declared what declarations say about the name, if anything */
  factsOf(macro: Macro, declared: NameFacts | undefined): NameFacts {
    const known = this.#known.get(macro.name);
    if (known?.macro === macro) return known;
    const { functions = none, variables = none, typedefs = none, enumerator = null } = declared ?? {};
    const facts = { functions, variables, typedefs, enumerator, macro };
    this.#known.set(macro.name, facts);
    return facts;
  }
}

/** `typedef int F(int); F f;` declares a function (C11 6.7.6.3). */
function isFunction({ kind, type }: Declaration, unit: TranslationUnit): boolean {
  if (kind !== "variable" || type.kind !== "named") return false;
  const resolved = unit.resolve(type);
  return !(resolved instanceof Unknown) && resolved.kind === "function";
}
