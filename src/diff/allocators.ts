import type { ManifestStruct } from "../manifest/model.ts";
import { completedBy } from "./completion.ts";
import { isFunction } from "./finding.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { pointedTo, structOfType } from "./member-tree.ts";

/**
 * The code that allocates values of a struct, and so has its size compiled in: CPython alone (`python`); also an
 * `extension`; an extension through a subclass, whose objects begin with the struct (`subclass`); null if the headers
 * do not show it.
 *
 * CPython allocates what only its internal headers complete, and what exported functions return pointers to. An
 * extension allocates what functions only take, what is passed by value, what has variables (types) or initializer
 * macros (`PyModuleDef_HEAD_INIT`), and what all those point to.
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
    const { returned, taken, values, initializers } = typesIn(index);
    for (const type of returned) {
      const struct = pointedTo(type, index, "writable");
      if (struct) this.#returned.add(struct);
    }
    for (const type of taken) this.#addTarget(type);
    for (const type of values) {
      const struct = structOfType(type, index);
      if (struct) this.#addExtension(struct);
    }
    for (const struct of index.structs.values())
      if (initializers.some((macro) => macro.startsWith(`${struct.name}_`))) this.#addExtension(struct);
  }

  of(struct: ManifestStruct): Allocator {
    if (completedBy(struct) !== "public") return "python";
    if (this.#extension.has(struct)) return "extension";
    if (isObject(struct, this.#index)) return "subclass";
    return this.#returned.has(struct) ? "python" : null;
  }

  /** Also the targets of its members: whoever allocates a type also allocates its structs of functions. */
  #addExtension(struct: ManifestStruct): void {
    if (this.#extension.has(struct)) return;
    this.#extension.add(struct);
    for (const { type } of struct.members ?? []) this.#addTarget(type);
  }

  /** What a pointer points to, unless CPython allocates it. */
  #addTarget(type: string): void {
    const target = pointedTo(type, this.#index);
    if (target && !isObject(target, this.#index) && !this.#returned.has(target)) this.#addExtension(target);
  }
}

/** Whether a struct begins with the object header, possibly nested in its first member. */
export function isObject(struct: ManifestStruct, index: ManifestIndex, depth = 8): boolean {
  if (struct.name === "PyObject") return true;
  const [first] = struct.members ?? [];
  const inner = first && depth > 0 ? structOfType(first.type, index) : undefined;
  return inner !== undefined && isObject(inner, index, depth - 1);
}

/** The texts of types, of which thousands of parameters have a few hundred, by how they pass between modules. */
function typesIn(index: ManifestIndex) {
  const types = {
    returned: new Set<string>(),
    taken: new Set<string>(),
    /** Passed by value, and so on both sides. */
    values: new Set<string>(),
    /** Names of macros. */
    initializers: [] as string[],
  };
  const { returned, taken, values, initializers } = types;
  for (const symbol of index.symbols.values()) {
    if (symbol.kind === "macro") {
      if (symbol.body.startsWith("{")) initializers.push(symbol.name);
    } else if (symbol.kind === "variable" && index.isExported(symbol)) {
      // An embedder may set a pointer to a struct of its own.
      taken.add(symbol.type);
      values.add(symbol.type);
    } else if (isFunction(symbol)) {
      if (index.isExported(symbol)) returned.add(symbol.returns);
      values.add(symbol.returns);
      for (const { type } of symbol.params) {
        taken.add(type);
        values.add(type);
      }
    }
  }
  return types;
}
