/** The names in the limited API, by what the compilers see under each `Py_LIMITED_API`. */
import type { SurfaceTruth } from "./truth.ts";

interface Names {
  /** Each name's lowest version, e.g. `3.2`. */
  since: Map<string, string>;
  /** What the ref's own version shows. */
  own: Set<string>;
}

export interface LimitedNames extends Names {
  /** Tags of structs that are not complete: only used, they are no typedef of the same name. */
  tags: Names;
}

export const noNames = (): LimitedNames => ({ ...none(), tags: none() });

const none = (): Names => ({ since: new Map(), own: new Set() });

/** `surfaces`: the public one under each version, lowest first. */
export function limitedNames(surfaces: [version: string, truth: SurfaceTruth][]): LimitedNames {
  const limited = noNames();
  for (const [version, truth] of surfaces) {
    for (const [names, shown] of [
      [limited, shownNames(truth)],
      [limited.tags, tagsOf(truth, (members) => members === null)],
    ] as const) {
      names.own = shown;
      for (const name of shown) if (!names.since.has(name)) names.since.set(name, version);
    }
  }
  return limited;
}

/** Names that a surface declares, without macros and tags. */
export function declaredNames({ functions, variables, typedefs, enumerators }: SurfaceTruth): Set<string> {
  return new Set([functions, variables, typedefs, enumerators].flatMap((entries) => [...entries.keys()]));
}

/** All names of a surface: its declarations, macros, and tags of what is complete. */
function shownNames(truth: SurfaceTruth): Set<string> {
  const enums = [...truth.enums.values()].flatMap(({ tag }) => tag ?? []);
  return new Set([
    ...declaredNames(truth),
    ...truth.macros.keys(),
    ...tagsOf(truth, (members) => members !== null),
    ...enums,
  ]);
}

function tagsOf({ structs }: SurfaceTruth, isWanted: (members: unknown) => boolean): Set<string> {
  return new Set([...structs.values()].flatMap(({ tag, members }) => (tag !== null && isWanted(members) ? tag : [])));
}
