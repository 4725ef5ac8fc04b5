import type { Diagnostic } from "../c/diagnostic.ts";
import type { RawSurface } from "../cpython/surface.ts";
import { limitedApiMacro } from "../cpython/target.ts";
import type { RefReader } from "./reader.ts";
import type { DeclaredNames, ManifestSession } from "./session.ts";

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
  const names = session.limitedNames.of([versions.join(), ...texts], () => namesIn(surfaces, own, session));
  return { names, surface: own, diagnostics };
}

/** @param own the surface under the ref's own version */
function namesIn(
  surfaces: ReadonlyMap<string, RawSurface>,
  own: RawSurface | null,
  session: ManifestSession,
): LimitedNames {
  const api: LimitedNames = { ...nothing(), tags: nothing() };
  // The versions share most of their text, and the same text gives the same list.
  const seen = new Set<readonly DeclaredNames[]>();
  for (const [since, { fragments, macros }] of surfaces) {
    const version = { since };
    const note = ({ since }: Shown, name: string) => {
      if (!since.has(name)) since.set(name, version);
    };
    for (const piece of session.namesIn(fragments)) {
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
  for (const piece of own === null ? [] : session.namesIn(own.fragments)) {
    for (const { defined, tags } of piece) {
      for (const { name } of defined) api.own.add(name);
      for (const tag of tags) api.tags.own.add(tag);
    }
  }
  return api;
}

const nothing = (): Shown => ({ since: new Map(), own: new Set() });
