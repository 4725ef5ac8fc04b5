import { compareVersions, parseTagVersion } from "../cpython/version.ts";
import { type Stop, stopOf } from "./line.ts";

/** The newest version for which something holds, of those in the index that were not asked for; null if there is none. */
export function newestBeyond(stops: readonly Stop[], holds: (stop: Stop) => boolean): string | null {
  const asked = new Set(stops.map(({ tag }) => tag));
  const lookups = new Set(stops.map(({ lookup }) => lookup));
  const others = [...lookups].flatMap((lookup) =>
    [...lookup.tags].filter((tag) => !asked.has(tag) && holds(stopOf(lookup, tag, false))),
  );
  const versions = others.flatMap(({ head }) => parseTagVersion(head.ref) ?? []);
  return versions.sort(compareVersions).at(-1)?.text ?? null;
}
