import { nearNames } from "../cpython/near.ts";
import { CapidiffError } from "../errors.ts";
import type { Manifest, ManifestSymbol } from "./model.ts";

/** One symbol of a manifest, with what says which manifest that is. */
export interface SymbolPart extends Pick<Manifest, "schemaVersion" | "ref" | "commit" | "version" | "target"> {
  /** False where anything about the symbol was not understood; `diagnostics` says what. */
  complete: boolean;
  /** Those of the manifest that are about the symbol. */
  diagnostics: Manifest["diagnostics"];
  symbol: ManifestSymbol;
}

/** @throws CapidiffError `unknown-symbol` */
export function symbolPart(manifest: Manifest, name: string): SymbolPart {
  const { schemaVersion, ref, commit, version, target, symbols } = manifest;
  const symbol = symbols.find((symbol) => symbol.name === name);
  if (symbol === undefined) {
    const asked = JSON.stringify(name.slice(0, 100));
    throw new CapidiffError("unknown-symbol", `${ref} has no symbol ${asked} for ${target.abi}.`, {
      near: nearNames(
        [name],
        symbols.map((symbol) => symbol.name),
      ),
    });
  }
  const diagnostics = manifest.diagnostics.filter(
    ({ header, line }) => header === symbol.header && line === symbol.line,
  );
  return { schemaVersion, ref, commit, version, target, complete: diagnostics.length === 0, diagnostics, symbol };
}
