import type { ManifestMember, ManifestStruct, ManifestSymbol } from "../manifest/model.ts";
import { structNames } from "../manifest/struct-names.ts";
import { isObject } from "./allocators.ts";
import { isFunction } from "./finding.ts";
import type { ManifestIndex } from "./manifest-index.ts";

const known = new WeakMap<ManifestIndex, StructReach>();

/**
 * Whether nothing outside of libpython gets hold of a struct: it is internal, is no object and inside of no other
 * struct, and only functions and variables that are not exported have types with its name.
 */
export function isOutOfReach(struct: ManifestStruct, index: ManifestIndex): boolean {
  let reach = known.get(index);
  if (reach === undefined) {
    reach = new StructReach(index);
    known.set(index, reach);
  }
  return reach.isOut(struct);
}

class StructReach {
  readonly #index: ManifestIndex;
  /** The words in types of functions and variables that are not exported. */
  readonly #hidden: ReadonlySet<string>;
  /** The words in the types of all others and of members. */
  readonly #shown: ReadonlySet<string>;
  readonly #known = new Map<ManifestStruct, boolean>();

  constructor(index: ManifestIndex) {
    this.#index = index;
    const [hidden, shown] = [new Set<string>(), new Set<string>()];
    for (const symbol of index.symbols.values()) {
      const isHidden = (symbol.kind === "function" || symbol.kind === "variable") && !index.isExported(symbol);
      // That a struct has a typedef does not make it reachable.
      if (index.wholeOf(symbol) === undefined) addTypes(symbol, isHidden ? hidden : shown);
    }
    for (const { members } of index.structs.values()) addMembers(members ?? [], shown);
    this.#hidden = wordsIn(hidden);
    this.#shown = wordsIn(shown);
  }

  isOut(struct: ManifestStruct): boolean {
    let isOut = this.#known.get(struct);
    if (isOut === undefined) {
      isOut = this.#isOut(struct);
      this.#known.set(struct, isOut);
    }
    return isOut;
  }

  #isOut(struct: ManifestStruct): boolean {
    const names = structNames(struct);
    if (struct.surface !== "internal" || !names.some((name) => this.#hidden.has(name))) return false;
    return !names.some((name) => this.#shown.has(name) || this.#isInMacro(name)) && !isObject(struct, this.#index);
  }

  #isInMacro(name: string): boolean {
    for (const symbol of this.#index.symbols.values())
      if (symbol.kind === "macro" && symbol.body.includes(name)) return true;
    return false;
  }
}

function addTypes(symbol: ManifestSymbol, into: Set<string>): void {
  if (isFunction(symbol)) {
    into.add(symbol.returns);
    for (const { type } of symbol.params) into.add(type);
  } else if (symbol.kind === "variable" || symbol.kind === "typedef") into.add(symbol.type);
}

function addMembers(members: readonly ManifestMember[], into: Set<string>): void {
  for (const { type, members: inner } of members) {
    into.add(type);
    if (inner !== undefined) addMembers(inner, into);
  }
}

const wordsIn = (types: Iterable<string>): Set<string> =>
  new Set([...types].flatMap((type) => type.match(/\w+/g) ?? []));
