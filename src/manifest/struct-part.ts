import { type EntryPart, entryPart, unknownEntry } from "./entry-part.ts";
import type { Manifest, ManifestStruct } from "./model.ts";

/** One struct of a manifest. */
export interface StructPart extends EntryPart {
  struct: ManifestStruct;
}

/**
 * The struct or union with this name: its own, a typedef, or its tag, also written `struct tag`.
 * @throws CapidiffError `unknown-struct`
 */
export function structPart(manifest: Manifest, name: string): StructPart {
  const { structs } = manifest;
  const struct = findStruct(structs, name);
  if (struct === undefined) {
    const names = structs.flatMap(({ name, typedefs, tag }) => [name, ...typedefs, tag ?? name]);
    throw unknownEntry("unknown-struct", "struct or union", manifest, name, names);
  }
  return { ...entryPart(manifest, struct), struct };
}

function findStruct(structs: readonly ManifestStruct[], name: string): ManifestStruct | undefined {
  const [, kind, tag = name] = /^(struct|union)\s+(\w+)$/.exec(name) ?? [];
  if (kind !== undefined) return structs.find((struct) => struct.kind === kind && struct.tag === tag);
  return (
    structs.find((struct) => struct.name === name) ??
    structs.find(({ typedefs }) => typedefs.includes(name)) ??
    structs.find((struct) => struct.tag === name)
  );
}
