import { expandRange, isRange } from "../cpython/ref-range.ts";
import type { RefInfo } from "../cpython/refs.ts";
import { releasesOf } from "../cpython/releases.ts";
import type { IndexLookup } from "./lookup.ts";
import type { IndexedTag } from "./target-index.ts";

/** Selects versions. */
export interface LineRequest {
  /** A series, a version or a range such as `3.8..3.15`, possibly up to a branch; null for all of Python 3. */
  refs: string | null;
  /** Whether to include all alphas, betas and candidates. */
  prereleases: boolean;
}

/** A version on the line and what is known about it. */
export interface Stop {
  ref: string;
  commit: string;
  version: string;
  lookup: IndexLookup;
  tag: IndexedTag;
  /** Whether earlier versions of the line are not read yet. */
  afterMissing: boolean;
}

export function stopOf(lookup: IndexLookup, tag: IndexedTag, afterMissing: boolean): Stop {
  const { ref, commit, version } = tag.head;
  return { ref, commit, version, lookup, tag, afterMissing };
}

/**
 * The selected versions, oldest first: final releases, and the newest prerelease if it is the newest of all.
 * @throws CapidiffError of the range
 */
export function lineOf(refs: readonly RefInfo[], { refs: range, prereleases }: LineRequest): RefInfo[] {
  if (range !== null) {
    const whole = isRange(range) ? range : `${range}..${range}`;
    return withNewest(expandRange(refs, whole, { prereleases: true }), prereleases);
  }
  const releases = releasesOf(refs).filter(({ version }) => version.major >= 3);
  return withNewest(
    releases.map(({ ref }) => ref),
    prereleases,
  );
}

function withNewest(refs: readonly RefInfo[], prereleases: boolean): RefInfo[] {
  const last = refs.findLast(({ kind }) => kind === "tag");
  return refs.filter((ref) => prereleases || !ref.prerelease || ref === last);
}
