import { CapidiffError } from "../errors.ts";
import { findRef } from "./find-ref.ts";
import { unknownRef } from "./near-refs.ts";
import { isSeries, parseRef, type RefInfo } from "./refs.ts";
import { compareSeries, type Release, releasesOf } from "./releases.ts";
import { seriesOf } from "./version.ts";

export interface RangeOptions {
  /** Whether to include alphas, betas and release candidates; by default, if an end of the range is one. */
  prereleases?: boolean | undefined;
}

/** Whether a text has the form of a range, `from..to`, which no ref name has. */
export function isRange(text: string): boolean {
  return text.includes("..");
}

/**
 * The releases of a range, oldest version first. `3.8..3.15` includes all of these series, `v3.13.0a1..v3.13.18` both
 * versions. An end is a series, a version or any other name of a release; the later end may also be a branch such as
 * `main` or `3.15-dev`, which is then the last item.
 * @throws CapidiffError `invalid-request` for an invalid or empty range; what {@link findRef} and {@link parseRef}
 * throw; `unknown-ref` with suggestions for an unknown end
 */
export function expandRange(refs: readonly RefInfo[], range: string, { prereleases }: RangeOptions = {}): RefInfo[] {
  const [, first, last] = /^(.+?)\.\.(.+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined) {
    throw new CapidiffError("invalid-request", `${JSON.stringify(range)} is not a range; expected e.g. 3.8..3.15.`);
  }
  const releases = releasesOf(refs);
  const from = endOf(first, refs, releases);
  const to = endOf(last, refs, releases);
  if (from.ref?.kind === "branch") {
    throw new CapidiffError("invalid-request", `${first} is a branch; only the end of a range may be one.`);
  }
  const wanted = prereleases ?? [from, to].some(({ ref, whole }) => ref?.prerelease && !whole);
  const found = releases
    .slice(from.begin, to.end)
    .map(({ ref }) => ref)
    .filter((ref) => wanted || !ref.prerelease || ref === from.ref || ref === to.ref);
  if (to.ref?.kind === "branch") found.push(to.ref);
  if (found.length === 0) throw new CapidiffError("invalid-request", `${range} is empty: it ends before it begins.`);
  return found;
}

/** An end of a range as indexes of releases: the range that starts with it, and the one that ends with it. */
interface End {
  begin: number;
  end: number;
  /** The ref of its name alone; null for a series without releases between others. */
  ref: RefInfo | null;
  /** Whether it is a series. */
  whole: boolean;
}

function endOf(text: string, refs: readonly RefInfo[], releases: Release[]): End {
  const request = parseRef(text);
  const ref = findRef(request, refs);
  const series = isSeries(text) ? text : ref?.kind === "branch" ? ref.series : null;
  if (series !== null) {
    const within = bounds(series, releases);
    if (ref || within.begin >= 0) return { ...within, ref, whole: true };
  }
  if (!ref) throw unknownRef(request, refs);
  if (ref.kind === "branch") return { begin: releases.length, end: releases.length, ref, whole: false };
  const at = releases.findIndex((release) => release.ref === ref);
  if (at < 0)
    throw new CapidiffError("invalid-request", `${text} is not a release, so it cannot be the end of a range.`);
  return { begin: at, end: at + 1, ref, whole: false };
}

/** Where a series begins and ends, or would; `begin` is -1 for one newer than all. */
function bounds(series: string, releases: Release[]): Pick<End, "begin" | "end"> {
  const way = ({ version }: Release) => compareSeries(seriesOf(version), series);
  return {
    begin: releases.findIndex((release) => way(release) >= 0),
    end: releases.findLastIndex((release) => way(release) <= 0) + 1,
  };
}
