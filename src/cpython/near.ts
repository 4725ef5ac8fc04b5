import { distance } from "fastest-levenshtein";

/**
 * Names that an unknown one may be a typo of, nearest first and then the alphabetically later (the newer version), at
 * most five. `spellings` are ways to write the name.
 */
export function nearNames(spellings: readonly [string, ...string[]], names: Iterable<string>): string[] {
  const far = Math.max(2, Math.ceil(spellings[0].length / 3));
  return (
    [...new Set(names)]
      .map((near) => ({ near, steps: Math.min(...spellings.map((spelling) => distance(spelling, near))) }))
      // Half of a name is its own: to a text of one or two letters every short name is near.
      .filter(({ near, steps }) => steps <= far && 2 * steps <= Math.max(near.length, spellings[0].length))
      .sort((a, b) => a.steps - b.steps || (a.near < b.near ? 1 : -1))
      .slice(0, 5)
      .map(({ near }) => near)
  );
}
