import type { Diagnostic } from "../c/diagnostic.ts";
import type { Unit } from "../c/split.ts";
import type { RawSurface } from "../cpython/surface.ts";
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
  // The versions have most text in common, and what is the same text is the same unit.
  const namesOfUnit = new Map<Unit, readonly string[]>();
  let last: RawSurface | null = null;
  for (const version of versions) {
    const surface = reader.readRaw(abi, limitedApiMacro(abi, version));
    if (surface.refusal !== null) diagnostics.push(surface.refusal);
    const units = surface.units.filter((unit) => !namesOfUnit.has(unit));
    for (const [index, names] of reader.namesOf(units).entries()) {
      namesOfUnit.set(units[index] as Unit, names);
      for (const name of names) if (!since.has(name)) since.set(name, version);
    }
    for (const { name } of surface.macros) if (!since.has(name)) since.set(name, version);
    last = surface;
  }
  const own = new Set(last?.macros.map(({ name }) => name));
  for (const unit of last?.units ?? []) for (const name of namesOfUnit.get(unit) ?? []) own.add(name);
  return { since, own, diagnostics };
}
