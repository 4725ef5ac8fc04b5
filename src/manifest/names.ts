import type { Declared } from "../c/fragment.ts";
import type { Macro } from "../c/macro.ts";
import type { TranslationUnit } from "../c/translation-unit.ts";
import type { Declaration, EnumDefinition } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";
import type { SurfaceReading } from "../cpython/surface.ts";

/** An enumerator and its enum. */
export interface DeclaredEnumerator {
  definition: EnumDefinition;
  tag: string | null;
  /** Index into `definition.enumerators`. */
  index: number;
  declared: Declared;
}

/**
 * What one surface declares for one name. The first declaration is the one shown. It is in the last header that declares
 * the name, since one that needs a name early declares it before the header it belongs to; headers that `Python.h`
 * includes take precedence.
 */
export interface NameFacts {
  functions: Declared[];
  variables: Declared[];
  typedefs: Declared[];
  enumerator: DeclaredEnumerator | null;
  macro: Macro | null;
}

/**
 * The names that a surface gives to an extension, from headers for which `isOurs` holds and macros for which `tells`
 * holds.
 */
export function namesOf(
  surface: SurfaceReading,
  isOurs: (header: string) => boolean,
  tells: (macro: Macro) => boolean,
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
  let settled: ReadonlySet<string> = new Set();
  const declare = (kind: "functions" | "variables" | "typedefs", declared: Declared) => {
    const { name } = declared.declaration;
    const known = facts(name)[kind];
    if (settled.has(name) || headerOf(known[0]) === headerOf(declared)) known.push(declared);
    else known.unshift(declared);
  };
  for (const [position, declared] of surface.declarations.entries()) {
    if (position === surface.fromPython) settled = new Set(names.keys());
    const { declaration, tokens, tags } = declared;
    if (!isOurs(tokens[declaration.token]?.header ?? "")) continue;
    if (declaration.kind === "function" || isFunction(declaration, unit)) declare("functions", declared);
    else if (declaration.kind === "variable") declare("variables", declared);
    else if (declaration.kind === "typedef") declare("typedefs", declared);
    for (const type of tags) {
      if (type.kind !== "enum" || type.definition === null) continue;
      const { definition, tag } = type;
      for (const [index, { name }] of definition.enumerators.entries()) {
        facts(name).enumerator ??= { definition, tag, index, declared };
      }
    }
  }
  for (const macro of surface.macros.values()) {
    if (isOurs(macro.header) && tells(macro)) facts(macro.name).macro = macro;
  }
  return names;
}

const headerOf = (declared: Declared | undefined) => declared?.tokens[declared.declaration.token]?.header;

/** `typedef int F(int); F f;` declares a function (C11 6.7.6.3). */
function isFunction({ kind, type }: Declaration, unit: TranslationUnit): boolean {
  if (kind !== "variable" || type.kind !== "named") return false;
  const resolved = unit.resolve(type);
  return !(resolved instanceof Unknown) && resolved.kind === "function";
}
