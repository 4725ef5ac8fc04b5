import type { Use } from "../../src/check/use.ts";
import { placesOf, type UseGroup } from "../../src/check/use-groups.ts";

/** Each use with its own place, ordered by it. */
export function placed(groups: readonly UseGroup[]): Use[] {
  const uses = groups.flatMap(({ use, expansions, ...group }) =>
    placesOf(group).map((place): Use => ({ ...use, place, ...(expansions && { expansions }) })),
  );
  return uses.sort(({ place: a }, { place: b }) => {
    if (a === null || b === null) return 0;
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
  });
}
