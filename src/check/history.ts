import type { RefInfo } from "../cpython/refs.ts";
import { releasesOf } from "../cpython/releases.ts";
import { compareVersions, parseTagVersion, seriesOf, type Version } from "../cpython/version.ts";
import type { Manifest } from "../manifest/model.ts";

/** The tag of a release. */
export interface Release {
  ref: string;
  version: Version;
}

/** Anything that says which version it is, in PEP 440's words. */
type Versioned = Pick<Manifest, "version">;

/** All releases of Python 3 that the remote has tags of, in the order of versions. */
export function releasesIn(refs: readonly RefInfo[]): Release[] {
  return releasesOf(refs)
    .filter(({ version }) => version.major >= 3)
    .map(({ ref, version }) => ({ ref: ref.name, version }));
}

/** The last final release of each series, in the order of versions. */
export function lastOfSeries(releases: readonly Release[]): Release[] {
  const finals = releases.filter(({ version }) => version.stage === "final");
  return [...new Map(finals.map((release) => [seriesOf(release.version), release])).values()];
}

/**
 * The releases on the way from one version to another, without both, in order: of each series those up to its first final
 * one, of the newer version's own all. Patches of the others are no part of it: what came with 3.12.4 was on the way to
 * 3.13 before, or is no news to it.
 */
export function releasesBetween(releases: readonly Release[], from: Versioned, to: Versioned): Release[] {
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

/** Of a manifest; a development tree comes after what it grew from. */
export function versionIn({ version }: Versioned): Version {
  const parsed = parseTagVersion(`v${version.replace("+dev", "")}`);
  if (parsed === null) throw new TypeError(`${version} is not a version of CPython`);
  return { ...parsed, text: version };
}
