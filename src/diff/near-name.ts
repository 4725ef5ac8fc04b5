import { distance } from "fastest-levenshtein";

/** A name reduced for comparison: without case and underscores. */
export function bareName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** The prefix of most members of a struct, which mostly comes from its name: `f_` of a frame's. */
export function memberPrefix(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) {
    const prefix = /^_*([a-z]+_)/.exec(name)?.[1];
    if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  const [common = ""] = [...counts].find(([, count]) => count > names.length / 2) ?? [];
  return common;
}

/** A member's bare name without the prefix: `back` for `f_back`. */
export function bareMemberName(name: string, prefix: string): string {
  const own = name.replace(/^_+/, "");
  return bareName(own.startsWith(prefix) ? own.slice(prefix.length) : own);
}

/**
 * The distance between an old and a new name: 0 if equal, 1 if one contains the other (`interp`, `interpid`), else
 * more. Null if they are not near: more than a quarter of the letters would have to change.
 * @param a bare, as `b`
 */
export function nameDistance(a: string, b: string): number | null {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.includes(short)) return 1;
  // Skip the computation if the lengths alone differ by more.
  const most = Math.floor(long.length / 4);
  if (long.length - short.length > most) return null;
  const steps = distance(short, long);
  return steps > most ? null : 1 + steps;
}
