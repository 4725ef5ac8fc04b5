import type { RawSurface } from "../cpython/surface-reading.ts";
import type { DeclaredNames, TextNames } from "./text-names.ts";

/** The names that versions of the limited API show. */
interface Shown {
  /** The lowest version that shows a name, e.g. `3.2`: an object for each version. */
  since: Map<string, { readonly since: string }>;
  /** The names shown by the ref's own version. */
  own: Set<string>;
}

/** The names that the headers show under `Py_LIMITED_API`. */
export interface LimitedNames extends Shown {
  /** Tags that are only used, as in `struct PyFoo *`: that declares no typedef of the same name. */
  tags: Shown;
}

/**
 * @param surfaces those under each version, ascending
 * @param own the surface under the ref's own version
 */
export function limitedNamesIn(
  surfaces: ReadonlyMap<string, RawSurface>,
  own: RawSurface | null,
  textNames: TextNames,
): LimitedNames {
  const api: LimitedNames = { ...nothing(), tags: nothing() };
  // The versions share most of their text, and the same text gives the same list.
  const seen = new Set<readonly DeclaredNames[]>();
  for (const [since, { fragments, macros }] of surfaces) {
    const version = { since };
    const note = ({ since }: Shown, name: string) => {
      if (!since.has(name)) since.set(name, version);
    };
    for (const piece of textNames.of(fragments)) {
      if (seen.has(piece)) continue;
      seen.add(piece);
      for (const { defined, tags } of piece) {
        for (const { name } of defined) note(api, name);
        for (const tag of tags) note(api.tags, tag);
      }
    }
    macros.forEach(({ name }) => {
      note(api, name);
    });
  }
  for (const { name } of own?.macros ?? []) api.own.add(name);
  for (const piece of own === null ? [] : textNames.of(own.fragments)) {
    for (const { defined, tags } of piece) {
      for (const { name } of defined) api.own.add(name);
      for (const tag of tags) api.tags.own.add(tag);
    }
  }
  return api;
}

const nothing = (): Shown => ({ since: new Map(), own: new Set() });
