import type { RefInfo } from "./refs.ts";
import { compareVersions, parseTagVersion, seriesOf, type Version } from "./version.ts";

/** A release by its tag, and its version in PEP 440's terms. */
export interface ReleaseName {
  ref: string;
  version: string;
}

/** The tag of a release, with its version. */
export interface Release {
  ref: RefInfo;
  version: Version;
}

/** Tag and version of a release. */
export const releaseName = ({ ref, version }: Release): ReleaseName => ({ ref: ref.name, version: version.text });

/** The releases among refs, oldest version first. */
export function releasesOf(refs: readonly RefInfo[]): Release[] {
  return refs
    .flatMap((ref) => {
      const version = ref.kind === "tag" ? parseTagVersion(ref.name) : null;
      return version ? [{ ref, version }] : [];
    })
    .sort((a, b) => compareVersions(a.version, b.version));
}

/** The newest final release of a sorted list, else the newest prerelease. */
export function newestOf(releases: readonly Release[]): Release | null {
  return releases.findLast(isFinal) ?? releases.at(-1) ?? null;
}

/** The same within a series, e.g. `3.13`. */
export function newestOfSeries(series: string, releases: readonly Release[]): Release | null {
  return newestOf(releases.filter(({ version }) => seriesOf(version) === series));
}

/** Whether it is no alpha, beta or candidate. */
export function isFinal({ version }: Release): boolean {
  return version.stage === "final";
}

/** Negative if series `a` comes before `b`, e.g. `3.9` before `3.13`. */
export function compareSeries(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split(".").map(Number);
  const [majorB = 0, minorB = 0] = b.split(".").map(Number);
  return majorA - majorB || minorA - minorB;
}
