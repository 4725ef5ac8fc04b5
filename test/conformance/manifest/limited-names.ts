/** The names in the limited API, by what the compilers see under each `Py_LIMITED_API`. */
import type { SurfaceTruth } from "./truth.ts";

export interface LimitedNames {
  /** Each name's lowest version, e.g. `3.2`. */
  since: Map<string, string>;
  /** What the ref's own version shows. */
  own: Set<string>;
}

/** `surfaces`: the public one under each version, lowest first. */
export function limitedNames(surfaces: [version: string, truth: SurfaceTruth][]): LimitedNames {
  const names: LimitedNames = { since: new Map(), own: new Set() };
  for (const [version, truth] of surfaces) {
    names.own = shownNames(truth);
    for (const name of names.own) if (!names.since.has(name)) names.since.set(name, version);
  }
  return names;
}

/** Names that a surface declares, without macros and tags. */
export function declaredNames({ functions, variables, typedefs, enumerators }: SurfaceTruth): Set<string> {
  return new Set([functions, variables, typedefs, enumerators].flatMap((entries) => [...entries.keys()]));
}

/** All names of a surface: its declarations, macros and tags. */
function shownNames(truth: SurfaceTruth): Set<string> {
  const tags = [...truth.structs.values(), ...truth.enums.values()].map(({ tag }) => tag);
  const named = tags.filter((tag) => tag !== null);
  return new Set([...declaredNames(truth), ...truth.macros.keys(), ...named]);
}
