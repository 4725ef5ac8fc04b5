import type { Diagnostic } from "../c/diagnostic.ts";
import { walkTags } from "../c/walk.ts";
import { limitedApiMacro } from "../cpython/target.ts";
import type { RefReader } from "./reader.ts";

/** Which names the headers show under `Py_LIMITED_API`. */
export interface LimitedApi {
  /** The lowest version that shows a name, e.g. `3.2`. */
  since: Map<string, string>;
  /** What the ref's own version shows. */
  own: ReadonlySet<string>;
  /** Versions whose headers stop with an `#error`. */
  diagnostics: Diagnostic[];
}

/** Reads the public surface once for each version of the limited API; `versions` from low to high. */
export function readLimitedApi(reader: RefReader, abi: "abi3" | "abi3t", versions: readonly string[]): LimitedApi {
  const since = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  let own = new Set<string>();
  for (const version of versions) {
    const surface = reader.read(abi, limitedApiMacro(abi, version), false);
    diagnostics.push(...surface.diagnostics.filter(({ code }) => code === "error-directive"));
    own = new Set(surface.macros.keys());
    for (const { declaration } of surface.declarations) {
      if (declaration.name !== "") own.add(declaration.name);
      walkTags(declaration.type, (type) => {
        if (type.tag !== null) own.add(type.tag);
        if (type.kind === "enum") for (const { name } of type.definition?.enumerators ?? []) own.add(name);
      });
    }
    for (const name of own) if (!since.has(name)) since.set(name, version);
  }
  return { since, own, diagnostics };
}
