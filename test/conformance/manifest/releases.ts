import type { RefInfo } from "../../../src/cpython/refs.ts";

/** How many releases are compared at most: the run has to fit into CI. */
const most = 8;

/**
 * The releases of the remote that are compared when none is named: all of a small remote; of one with all of CPython's
 * history the newest of each series, of the newest series.
 */
export function releases(refs: RefInfo[]): string[] {
  const tags = refs.filter((ref) => ref.kind === "tag" && ref.version !== null && !ref.prerelease);
  const numbers = (version: string | null) => (version ?? "").split(".").map(Number);
  const sorted = tags.sort((a, b) => {
    const [left, right] = [numbers(a.version), numbers(b.version)];
    return [0, 1, 2].map((index) => (left[index] ?? 0) - (right[index] ?? 0)).find((difference) => difference) ?? 0;
  });
  if (sorted.length <= most) return sorted.map(({ name }) => name);
  const newest = new Map(sorted.map((ref) => [ref.series, ref.name]));
  return [...newest.values()].slice(-most);
}
