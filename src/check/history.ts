import type { RefInfo } from "../cpython/refs.ts";
import { releasesOf } from "../cpython/releases.ts";
import { compareVersions, seriesOf, type Version, type Versioned, versionIn } from "../cpython/version.ts";

/** The tag of a release. */
export interface ReleaseTag {
  ref: string;
  version: Version;
}

/** All releases of Python 3 with tags on the remote, in order of version. */
export function releasesIn(refs: readonly RefInfo[]): ReleaseTag[] {
  return releasesOf(refs)
    .filter(({ version }) => version.major >= 3)
    .map(({ ref, version }) => ({ ref: ref.name, version }));
}

/** The last final release of each series, in order of version. */
export function lastOfSeries(releases: readonly ReleaseTag[]): ReleaseTag[] {
  const finals = releases.filter(({ version }) => version.stage === "final");
  return [...new Map(finals.map((release) => [seriesOf(release.version), release])).values()];
}

/**
 * The releases between two versions, exclusive, in order: for each series those up to its first final release, for the
 * newer version's own series all. Later patches are not included: a change in 3.12.4 reached 3.13 on its own path, or
 * does not matter to it.
 */
export function releasesBetween(releases: readonly ReleaseTag[], from: Versioned, to: Versioned): ReleaseTag[] {
  const [first, last] = [versionIn(from), versionIn(to)];
  const finals = releases.filter(({ version }) => version.stage === "final").reverse();
  const firstFinals = new Map(finals.map(({ version }) => [seriesOf(version), version]));
  return releases.filter(({ version }) => {
    const final = firstFinals.get(seriesOf(version));
    const isPatch = final !== undefined && compareVersions(version, final) > 0;
    const isBetween = compareVersions(first, version) < 0 && compareVersions(version, last) < 0;
    return isBetween && (!isPatch || seriesOf(version) === seriesOf(last));
  });
}

export function isOlder(a: Versioned, b: Versioned): boolean {
  return compareVersions(versionIn(a), versionIn(b)) < 0;
}
