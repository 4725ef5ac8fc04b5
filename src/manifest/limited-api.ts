import type { Diagnostic } from "../c/diagnostic.ts";
import type { RawSurface } from "../cpython/surface.ts";
import { limitedApiMacro } from "../cpython/target.ts";
import type { RefReader } from "./reader.ts";
import type { DeclaredNames, ManifestSession } from "./session.ts";

/** The names that the headers show under `Py_LIMITED_API`. */
export interface LimitedApi {
  /** The lowest version that shows a name, e.g. `3.2`. */
  since: Map<string, string>;
  /** The names shown by the ref's own version. */
  own: ReadonlySet<string>;
  /** An entry for each version whose headers stop with an `#error`. */
  diagnostics: Diagnostic[];
}

/** Reads the public surface once per version of the limited API; `versions` are ascending. */
export function readLimitedApi(
  reader: RefReader,
  session: ManifestSession,
  abi: "abi3" | "abi3t",
  versions: readonly string[],
): LimitedApi {
  const since = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  let last: RawSurface | null = null;
  // The versions share most of their text, and the same text gives the same list.
  const seen = new Set<readonly DeclaredNames[]>();
  for (const version of versions) {
    const surface = reader.readRaw(abi, limitedApiMacro(abi, version));
    if (surface.refusal !== null) diagnostics.push(surface.refusal);
    const note = (name: string) => {
      if (!since.has(name)) since.set(name, version);
    };
    for (const piece of session.namesIn(surface.fragments)) {
      if (seen.has(piece)) continue;
      seen.add(piece);
      for (const { all } of piece) for (const name of all) note(name);
    }
    for (const { name } of surface.macros) note(name);
    last = surface;
  }
  const own = new Set(last?.macros.map(({ name }) => name));
  for (const piece of last === null ? [] : session.namesIn(last.fragments))
    for (const { all } of piece) for (const name of all) own.add(name);
  return { since, own, diagnostics };
}
