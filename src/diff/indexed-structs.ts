import type { ManifestStruct } from "../manifest/model.ts";
import { completedBy } from "./completion.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { pointedTo } from "./member-tree.ts";

const known = new WeakMap<ManifestIndex, ReadonlySet<ManifestStruct>>();

/**
 * Whether the size of a struct is compiled into extensions by a public macro that indexes an array of it, as
 * `(n)->n_child[i]` does.
 */
export function isIndexed(struct: ManifestStruct, index: ManifestIndex): boolean {
  let found = known.get(index);
  if (found === undefined) {
    found = findIndexed(index);
    known.set(index, found);
  }
  return found.has(struct);
}

function findIndexed(index: ManifestIndex): Set<ManifestStruct> {
  const arrays = indexedMembers(index);
  const found = new Set<ManifestStruct>();
  for (const struct of index.structs.values()) {
    if (completedBy(struct) !== "public") continue;
    for (const { name, type } of struct.members ?? []) {
      const element = name !== null && arrays.has(name) ? pointedTo(type, index) : undefined;
      if (element !== undefined) found.add(element);
    }
  }
  return found;
}

/** The names of members that macros index. */
function indexedMembers({ symbols }: ManifestIndex): Set<string> {
  const names = new Set<string>();
  for (const symbol of symbols.values()) {
    if (symbol.kind !== "macro" || symbol.params === null || symbol.surface !== "public") continue;
    for (const [, name = ""] of symbol.body.matchAll(/(?:->|\.)\s*(\w+)\s*\[/g)) names.add(name);
  }
  return names;
}
