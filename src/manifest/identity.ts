import type { SourceTree } from "../cpython/tree.ts";
import type { Version } from "../cpython/version.ts";
import { type Manifest, schemaVersion } from "./model.ts";

/** What headers a manifest, or what is read with it, is of. */
export type Identity = Pick<Manifest, "schemaVersion" | "ref" | "commit" | "version" | "target">;

export function identityOf({ ref, commit }: SourceTree, { text }: Version, target: Manifest["target"]): Identity {
  return { schemaVersion, ref, commit, version: text, target };
}
