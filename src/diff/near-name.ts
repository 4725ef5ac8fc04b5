import { distance } from "fastest-levenshtein";

/** A name as far as it tells one thing from another: without case and underscores. */
export function bareName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** The bare names of members, which mostly begin with what their struct is called: `back` for `f_back`. */
export function bareMemberNames(names: readonly string[]): Map<string, string> {
  const prefixOf = (name: string) => /^_*([a-z]+_)/.exec(name)?.[1] ?? "";
  const counts = new Map<string, number>();
  for (const name of names) counts.set(prefixOf(name), (counts.get(prefixOf(name)) ?? 0) + 1);
  const [common] = [...counts].find(([, count]) => count > names.length / 2) ?? [""];
  return new Map(
    names.map((name) => {
      const own = name.replace(/^_+/, "");
      return [name, bareName(own.startsWith(common) ? own.slice(common.length) : own)];
    }),
  );
}

/**
 * How far a new name is from an old one, for two that may be the same thing: 0 for equal ones, 1 where one contains the
 * other (`interp`, `interpid`), else more. Null where they are not near: where more than a quarter of the letters would
 * have to change.
 * @param a bare, as `b`
 */
export function nameDistance(a: string, b: string): number | null {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.includes(short)) return 1;
  // No need to count where the lengths alone differ by more.
  const most = Math.floor(long.length / 4);
  if (long.length - short.length > most) return null;
  const steps = distance(short, long);
  return steps > most ? null : 1 + steps;
}
