import type { ManifestStruct } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { pointedTo, structOf } from "./member-tree.ts";

/**
 * The code that allocates values of a struct, and so has its size compiled in: CPython alone (`python`); also an
 * `extension`; an extension through a subclass, whose objects begin with the struct (`subclass`); null if the headers
 * do not show it.
 *
 * CPython allocates what exported functions return pointers to. An extension allocates what functions only take, what
 * is passed by value, what has variables (types) or initializer macros (`PyModuleDef_HEAD_INIT`), and what all those
 * point to.
 */
export type Allocator = "python" | "extension" | "subclass" | null;

const known = new WeakMap<ManifestIndex, Allocators>();

/** As seen in the headers that a module was built against. */
export function allocatorOf(struct: ManifestStruct, index: ManifestIndex): Allocator {
  let allocators = known.get(index);
  if (allocators === undefined) {
    allocators = new Allocators(index);
    known.set(index, allocators);
  }
  return allocators.of(struct);
}

class Allocators {
  readonly #index: ManifestIndex;
  /** Structs that exported functions return writable pointers to: CPython allocated them. */
  readonly #returned = new Set<ManifestStruct>();
  readonly #extension = new Set<ManifestStruct>();

  constructor(index: ManifestIndex) {
    this.#index = index;
    const taken = new Set<ManifestStruct>();
    const variables = new Set<ManifestStruct>();
    const initializers: string[] = [];
    const add = (to: Set<ManifestStruct>, struct: ManifestStruct | undefined) => struct && to.add(struct);
    for (const symbol of index.symbols.values()) {
      if (symbol.kind === "function" || symbol.kind === "inline-function") {
        if (symbol.exported) add(this.#returned, pointedTo(symbol.returns, index, "writable"));
        for (const { type } of symbol.params) add(taken, pointedTo(type, index));
        // Values passed by value exist on both sides.
        for (const type of [symbol.returns, ...symbol.params.map(({ type }) => type)])
          add(variables, structOf(type, index));
      } else if (symbol.kind === "variable" && symbol.exported) {
        // An embedder may set a pointer to a struct of its own.
        add(taken, pointedTo(symbol.type, index));
        add(variables, structOf(symbol.type, index));
      } else if (symbol.kind === "macro" && symbol.body.startsWith("{")) initializers.push(symbol.name);
    }
    for (const struct of taken) if (!this.#isObject(struct) && !this.#returned.has(struct)) this.#addExtension(struct);
    for (const struct of variables) this.#addExtension(struct);
    for (const struct of index.structs.values())
      if (initializers.some((macro) => macro.startsWith(`${struct.name}_`))) this.#addExtension(struct);
  }

  of(struct: ManifestStruct): Allocator {
    if (this.#extension.has(struct)) return "extension";
    if (this.#isObject(struct)) return "subclass";
    return this.#returned.has(struct) ? "python" : null;
  }

  /** Also the targets of its members: whoever allocates a type also allocates its structs of functions. */
  #addExtension(struct: ManifestStruct): void {
    if (this.#extension.has(struct)) return;
    this.#extension.add(struct);
    for (const { type } of struct.members ?? []) {
      const target = pointedTo(type, this.#index);
      if (target && !this.#isObject(target) && !this.#returned.has(target)) this.#addExtension(target);
    }
  }

  /** Whether it begins with the object header, possibly nested in its first member. */
  #isObject(struct: ManifestStruct, depth = 8): boolean {
    if (struct.name === "PyObject") return true;
    const [first] = struct.members ?? [];
    const inner = first && depth > 0 ? structOf(first.type, this.#index) : undefined;
    return inner !== undefined && this.#isObject(inner, depth - 1);
  }
}
