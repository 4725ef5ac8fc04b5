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
      entry = { functions: [], variables: [], typedefs: [], enumerator: null, macro: null };
      names.set(name, entry);
    }
    return entry;
  };
  for (const declared of declarations) {
    const { declaration, tokens, tags } = declared;
    if (!isOurs(tokens[declaration.token]?.header ?? "")) continue;
    if (declaration.kind === "function" || isFunction(declaration, unit))
      facts(declaration.name).functions.push(declared);
    else if (declaration.kind === "variable") facts(declaration.name).variables.push(declared);
    else if (declaration.kind === "typedef") facts(declaration.name).typedefs.push(declared);
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
    const { functions = [], variables = [], typedefs = [], enumerator = null } = declared ?? {};
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
