import { nearNames } from "../cpython/near.ts";
import { CapidiffError, type ErrorCode } from "../errors.ts";
import type { Identity } from "./identity.ts";
import type { Entry, Manifest } from "./model.ts";

/** Identifies the manifest of an entry and lists the diagnostics about the entry. */
export interface EntryPart extends Identity {
  /** False if anything about the entry was not understood; see `diagnostics`. */
  complete: boolean;
  /** The manifest's diagnostics about the entry. */
  diagnostics: Manifest["diagnostics"];
}

/** The head of an answer about one entry: its own diagnostics alone decide whether it is complete. */
export function entryPart(manifest: Manifest, { header, line }: Entry): EntryPart {
  const { schemaVersion, ref, commit, version, target } = manifest;
  const diagnostics = manifest.diagnostics.filter((one) => one.header === header && one.line === line);
  return { schemaVersion, ref, commit, version, target, complete: diagnostics.length === 0, diagnostics };
}

/** The error for a name missing in a manifest, with similar names from `names`. */
export function unknownEntry(
  code: ErrorCode,
  what: string,
  { ref, target }: Manifest,
  name: string,
  names: Iterable<string>,
): CapidiffError {
  const asked = JSON.stringify(name.slice(0, 100));
  const near = nearNames([name], names);
  return new CapidiffError(code, `${ref} has no ${what} ${asked} for ${target.abi}.`, { near });
}
