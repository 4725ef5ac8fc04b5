import type { Release } from "./history.ts";

/** How many of the uses that an extension has with a version it lacks. */
export interface Lack {
  /** What the target has: the version is too old for it. */
  early: number;
  /** What the target has not either. */
  gone: number;
}

export interface Baseline {
  ref: string;
  /** How many uses even that one lacks. */
  lacks: number;
}

/**
 * The oldest release that has all that is used; where none has, the one that lacks least.
 *
 * Of what the target has, every release from some one on has all: that one is found by bisection. What the target lacks
 * was mostly there before; where that release lacks it too, the newer ones are looked at in turn, and then the older ones.
 * @param candidates in the order of versions, the target last
 * @param lackOf null where the release cannot be read, as is taken for too old
 */
export async function chooseBaseline(
  candidates: readonly Release[],
  target: string,
  lackOf: (ref: string) => Promise<Lack | null>,
): Promise<Baseline> {
  const looked = new Map<string, Lack | null>();
  const look = async (ref: string): Promise<Lack | null> => {
    const lack = looked.get(ref) ?? (await lackOf(ref));
    looked.set(ref, lack);
    return lack;
  };
  let [low, high] = [0, candidates.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const lack = await look((candidates[middle] as Release).ref);
    if (lack === null || lack.early > 0) low = middle + 1;
    else high = middle;
  }
  let best: Baseline = { ref: target, lacks: Number.POSITIVE_INFINITY };
  for (const { ref } of [...candidates.slice(low), ...candidates.slice(0, low).reverse()]) {
    const lack = await look(ref);
    const lacks = lack === null ? Number.POSITIVE_INFINITY : lack.early + lack.gone;
    if (lacks < best.lacks) best = { ref, lacks };
    if (lacks === 0) break;
  }
  return best;
}
