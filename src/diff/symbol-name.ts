import { distance } from "fastest-levenshtein";
import { LRUCache } from "lru-cache";

/** A name without the prefix for owner and promise: `_PyFoo_Bar`, `PyUnstable_Foo_Bar` → `Foo_Bar`. */
export function stemOf(name: string): string {
  return name.replace(/^_*(?:P[yY](?:Unstable)?(?![a-z])_?)?/, "");
}

/**
 * Whether two names say the same in other words: the same words in another order; at least two in common, and one that
 * is abbreviated or spelt differently; or at least three in common, and one that only one name has.
 */
export const isNearName = (a: string, b: string): boolean => areNearWords(wordsOf(a), wordsOf(b));

/** The same of names whose words are known. */
export function areNearWords(left: readonly string[], right: readonly string[]): boolean {
  if (Math.abs(left.length - right.length) > 1 || differInMore(left, right)) return false;
  const onlyLeft = without(left, right);
  const common = left.length - onlyLeft.length;
  const different = onlyLeft.length + right.length - common;
  if (different <= 1) return common >= 3 || different === 0;
  if (onlyLeft.length !== 1 || different !== 2 || common < 2) return false;
  return isNearWord(onlyLeft[0] ?? "", without(right, left)[0] ?? "");
}

/** Whether more than one word is not in the other name: so it is for most of the thousands of names compared. */
function differInMore(words: readonly string[], others: readonly string[]): boolean {
  let missing = 0;
  for (const word of words) if (!others.includes(word)) missing++;
  return missing > 1;
}

function isNearWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.startsWith(short)) return true;
  return short.length >= 5 && distance(short, long) <= 2;
}

/** `_PyThreadState_UncheckedGet` → `thread`, `state`, `unchecked`, `get`. */
export function wordsOf(name: string): readonly string[] {
  let words = known.get(name);
  if (words === undefined) {
    words = split(name);
    known.set(name, words);
  }
  return words;
}

/** Diffs of other versions compare the same names. */
const known = new LRUCache<string, readonly string[]>({ max: 10_000 });

function split(name: string): string[] {
  const spaced = stemOf(name)
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2");
  return spaced
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "");
}

/** The words of one list that remain after matching those of the other. */
function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...words];
  for (const other of others) {
    const index = left.indexOf(other);
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}
