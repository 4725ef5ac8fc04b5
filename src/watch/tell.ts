import type { Diff } from "../diff/model.ts";
import type { Comparison, Release } from "./releases.ts";
import type { State } from "./state.ts";

export interface TellContext extends State {
  /** The whole diff: a few MB. */
  loadDiff(release: Release, comparison: Comparison): Promise<Diff>;
}

/** Makes a delivery for each subscription that a release concerns. */
export async function tellRelease(
  _context: TellContext,
  _release: Release,
  _comparisons: Comparison[],
): Promise<void> {}
