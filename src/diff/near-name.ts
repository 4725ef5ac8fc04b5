import { distance } from "fastest-levenshtein";

/**
 * How far a new name is from an old one, for two that may be the same thing: 0 where only case and underscores differ,
 * 1 where one contains the other (`interp`, `interpid`), else more. Null where they are not near: where more than a
 * third of the letters would have to change.
 */
export function nameDistance(a: string, b: string): number | null {
  const [short, long] = [bare(a), bare(b)].sort((x, y) => x.length - y.length) as [string, string];
  if (short === long) return 0;
  if (short.length >= 3 && long.includes(short)) return 1;
  // No need to count where the lengths alone differ by more.
  const most = Math.floor(long.length / 3);
  if (long.length - short.length > most) return null;
  const steps = distance(short, long);
  return steps > most ? null : 1 + steps;
}

const bare = (name: string) => name.replaceAll("_", "").toLowerCase();
