import type { Diagnostic } from "../c/diagnostic.ts";
import type { RawSurface } from "../cpython/surface-reading.ts";
import { limitedApiMacro } from "../cpython/target.ts";
import { type LimitedNames, limitedNamesIn } from "./limited-names.ts";
import type { RefReader } from "./reader.ts";
import type { ManifestSession } from "./session.ts";

/** What the headers show under `Py_LIMITED_API`. */
export interface LimitedApi {
  /** From the same text, the same object. */
  names: LimitedNames;
  /** The surface under the ref's own version; null if no version was read. */
  surface: RawSurface | null;
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
  const surfaces = new Map(versions.map((version) => [version, reader.readRaw(abi, limitedApiMacro(abi, version))]));
  const diagnostics = [...surfaces.values()].flatMap(({ refusal }) => (refusal === null ? [] : [refusal]));
  // Which names macros have does not depend on what stands in for them.
  const texts = [...surfaces.values()].map(({ identity }) => identity);
  const own = [...surfaces.values()].at(-1) ?? null;
  const names = session.limitedNames.of([versions.join(), ...texts], () =>
    limitedNamesIn(surfaces, own, session.textNames),
  );
  return { names, surface: own, diagnostics };
}
