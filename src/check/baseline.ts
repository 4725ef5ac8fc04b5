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
 * The oldest release that has all that is used; where none has, of those looked at the one that lacks least, the older
 * of two.
 *
 * Of what the target has, every release from some one on has all: that one is found by bisection. What the target lacks
 * was mostly there before; where that release lacks it too, newer ones are looked at in turn.
 * @param candidates in the order of versions, the target last
 * @param lackOf null where the release cannot be read, as is taken for too old
 */
export async function chooseBaseline(
  candidates: readonly Release[],
  target: string,
  lackOf: (ref: string) => Promise<Lack | null>,
): Promise<Baseline> {
  const lacks = new Map<string, number>();
  const look = async (ref: string): Promise<Lack | null> => {
    const lack = await lackOf(ref);
    if (lack !== null) lacks.set(ref, lack.early + lack.gone);
    return lack;
  };
  let [low, high] = [0, candidates.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const lack = await look((candidates[middle] as Release).ref);
    if (lack === null || lack.early > 0) low = middle + 1;
    else high = middle;
  }
  for (const { ref } of candidates.slice(low)) {
    const lack = await look(ref);
    if (lack?.early === 0 && lack.gone === 0) return { ref, lacks: 0 };
  }
  const least = Math.min(...lacks.values());
  const found = candidates.find(({ ref }) => lacks.get(ref) === least);
  return found ? { ref: found.ref, lacks: least } : { ref: target, lacks: 0 };
}
