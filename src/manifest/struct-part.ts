import { nearNames } from "../cpython/near.ts";
import { CapidiffError } from "../errors.ts";
import type { Manifest, ManifestStruct } from "./model.ts";

/** One struct of a manifest, with what says which manifest that is. */
export interface StructPart extends Pick<Manifest, "schemaVersion" | "ref" | "commit" | "version" | "target"> {
  /** False where anything about the struct was not understood; `diagnostics` says what. */
  complete: boolean;
  /** Those of the manifest that are about the struct. */
  diagnostics: Manifest["diagnostics"];
  struct: ManifestStruct;
}

/**
 * The struct or union that a name means: its own, one of its typedefs, or its tag, also written as `struct tag`.
 * @throws CapidiffError `unknown-struct`
 */
export function structPart(manifest: Manifest, name: string): StructPart {
  const { schemaVersion, ref, commit, version, target, structs } = manifest;
  const struct = findStruct(structs, name);
  if (struct === undefined) {
    const near = nearNames(
      [name],
      structs.flatMap(({ name, typedefs, tag }) => [name, ...typedefs, tag ?? name]),
    );
    const asked = JSON.stringify(name.slice(0, 100));
    throw new CapidiffError("unknown-struct", `${ref} has no struct or union ${asked} for ${target.abi}.`, {
      near,
    });
  }
  const diagnostics = manifest.diagnostics.filter(
    ({ header, line }) => header === struct.header && line === struct.line,
  );
  return { schemaVersion, ref, commit, version, target, complete: diagnostics.length === 0, diagnostics, struct };
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
