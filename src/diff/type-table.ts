import type { DataModel } from "../c/data-model.ts";
import type { ManifestIndex, Whole } from "./manifest-index.ts";
import type { Pair } from "./pair.ts";
import { type ParsedType, parseType, qualified } from "./type.ts";

/**
 * Comparable types of two manifests: typedefs are resolved, and a struct, union or enum that both have is named by its
 * entry in `to`.
 */
export class TypeTable {
  readonly model: DataModel;
  readonly #names = new Map<Whole, string>();
  readonly #known = new Map<ManifestIndex, Map<string, ParsedType>>();

  constructor(pairs: Iterable<Pair<Whole>>, model: DataModel) {
    this.model = model;
    for (const { from, to } of pairs) this.#names.set(from, to.name);
  }

  /** The meaning of a printed type in one of the manifests. */
  of(index: ManifestIndex, text: string): ParsedType {
    const known = this.#known.get(index) ?? new Map<string, ParsedType>();
    this.#known.set(index, known);
    let type = known.get(text);
    if (type === undefined) {
      type = this.#resolve(parseType(text), index, new Set());
      known.set(text, type);
    }
    return type;
  }

  #resolve(type: ParsedType, index: ManifestIndex, via: ReadonlySet<string>): ParsedType {
    const inner = (part: ParsedType) => this.#resolve(part, index, via);
    switch (type.kind) {
      case "pointer":
        return { ...type, to: inner(type.to) };
      case "array":
        return { ...type, of: inner(type.of) };
      case "function":
        return { ...type, returns: inner(type.returns), params: type.params.map(inner) };
      case "base": {
        const whole = index.typeNamed(type.name);
        if (whole !== undefined) return { ...type, name: this.#nameOf(whole) };
        const typedef = index.symbols.get(type.name);
        if (typedef?.kind !== "typedef" || via.has(type.name)) return type;
        return qualified(this.#resolve(parseType(typedef.type), index, new Set([...via, type.name])), type.qualifiers);
      }
    }
  }

  #nameOf(whole: Whole): string {
    return `${"kind" in whole ? whole.kind : "enum"} ${this.#names.get(whole) ?? whole.name}`;
  }
}
