import type { RefInfo } from "../src/cpython/refs.ts";
import { isFinal, type ReleaseName, releaseName, releasesOf } from "../src/cpython/releases.ts";
import { seriesOf } from "../src/cpython/version.ts";

/** The releases that readers compare most. */
export interface NewestReleases {
  /** The newest prerelease if it is the newest of all, and the newest final release. */
  next: { release: ReleaseName; since: ReleaseName | null } | null;
  /** The newest final releases of the two newest series. */
  usual: { from: ReleaseName; to: ReleaseName } | null;
}

/** The newest prerelease, if it is newer than all finals, and the newest two series to compare. */
export function newestIn(refs: readonly RefInfo[]): NewestReleases {
  const releases = releasesOf(refs);
  const last = releases.at(-1);
  const newest = releases.findLast(isFinal);
  const older =
    newest && releases.findLast((one) => isFinal(one) && seriesOf(one.version) !== seriesOf(newest.version));
  return {
    next: last && !isFinal(last) ? { release: releaseName(last), since: newest ? releaseName(newest) : null } : null,
    usual: newest && older ? { from: releaseName(older), to: releaseName(newest) } : null,
  };
}
