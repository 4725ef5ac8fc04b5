import type { Declared } from "../c/fragment.ts";
import type { Token } from "../c/token.ts";
import type { TranslationUnit } from "../c/translation-unit.ts";
import type { EnumDefinition } from "../c/types.ts";
import { Unknown } from "../c/unknown.ts";
import type { Entry, ManifestEnum, Surface } from "./model.ts";

/** An enum defined in the headers. */
export interface EnumFacts {
  definition: EnumDefinition;
  tag: string | null;
  typedef: string | null;
  at: Token;
  surface: Surface;
}

/** Collects enums over surfaces; the public one must be added first. */
export class EnumCollector {
  readonly #byDefinition = new Map<EnumDefinition, EnumFacts>();
  readonly #typedefOfTag = new Map<string, string>();
  readonly #isOurs: (header: string) => boolean;

  constructor(isOurs: (header: string) => boolean) {
    this.#isOurs = isOurs;
  }

  add({ declaration, tokens, tags }: Declared, surface: Surface): void {
    for (const type of tags) {
      if (type.kind !== "enum" || type.definition === null) continue;
      const { tag, definition } = type;
      const at = tokens[definition.token] as Token;
      if (!this.#isOurs(at.header) || this.#byDefinition.has(definition)) continue;
      const facts = { definition, tag, typedef: null, at, surface };
      this.#byDefinition.set(definition, facts);
    }
    if (declaration.kind !== "typedef" || declaration.type.kind !== "enum") return;
    const { tag, definition } = declaration.type;
    if (tag !== null && !this.#typedefOfTag.has(tag)) this.#typedefOfTag.set(tag, declaration.name);
    const facts = definition === null ? undefined : this.#byDefinition.get(definition);
    if (facts !== undefined) facts.typedef ??= declaration.name;
  }

  /** The name of its typedef, else its tag; null if it has neither. */
  nameOf(definition: EnumDefinition): string | null {
    const facts = this.#byDefinition.get(definition);
    if (facts === undefined) return null;
    return facts.typedef ?? (facts.tag === null ? null : (this.#typedefOfTag.get(facts.tag) ?? facts.tag));
  }

  *named(): Iterable<[string, EnumFacts]> {
    const taken = new Set<string>();
    for (const facts of this.#byDefinition.values()) {
      const name = this.nameOf(facts.definition);
      if (name === null || taken.has(name)) continue;
      taken.add(name);
      yield [name, facts];
    }
  }
}

/** The entry of an enum; a constant of unknown value is left empty. */
export function enumOf(
  facts: EnumFacts,
  entry: Pick<Entry, "name" | "surface" | "tier">,
  unit: TranslationUnit,
): ManifestEnum {
  const { definition, tag, at } = facts;
  const values = definition.enumerators.map(({ name }): [string, string] => {
    const constant = unit.enumerators.get(name);
    return [name, constant === undefined || constant instanceof Unknown ? "" : String(constant.value)];
  });
  const { name, surface, tier } = entry;
  return { name, surface, tier, header: at.header, line: at.line, tag, values: Object.fromEntries(values) };
}
