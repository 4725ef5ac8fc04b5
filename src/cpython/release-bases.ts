import { CapidiffError } from "../errors.ts";
import type { RefInfo } from "./refs.ts";
import { isFinal, type Release, releasesOf } from "./releases.ts";
import { compareVersions, seriesOf } from "./version.ts";

/** Why a release is compared with another: it is the tag before it in its series, the last final there, or of an earlier series. */
export type Basis = "previous-tag" | "last-final" | "previous-series";

/**
 * The releases to compare a new one with, by version and not by date, so that a patch release of an old series is
 * compared with its own predecessors. Empty for the first release.
 */
export function basesOf(tag: string, refs: readonly RefInfo[]): { tag: string; bases: Basis[] }[] {
  const releases = releasesOf(refs);
  const own = releases.find(({ ref }) => ref.name === tag);
  if (!own) return [];
  const older = releases.filter(({ version }) => compareVersions(version, own.version) < 0).reverse();
  const isOwnSeries = ({ version }: Release) => seriesOf(version) === seriesOf(own.version);
  const found = {
    "previous-tag": older.find(isOwnSeries),
    "last-final": older.find((release) => isOwnSeries(release) && isFinal(release)),
    "previous-series": older.find((release) => !isOwnSeries(release) && isFinal(release)),
  };
  const bases = new Map<string, Basis[]>();
  for (const [basis, release] of Object.entries(found) as [Basis, (typeof found)[Basis]][]) {
    if (release) bases.set(release.ref.name, [...(bases.get(release.ref.name) ?? []), basis]);
  }
  return [...bases].map(([tag, bases]) => ({ tag, bases }));
}

/**
 * The tag before a release in its series, otherwise the last final of an earlier series.
 * @throws CapidiffError `invalid-request` if it is not a release, or the first one
 */
export function releaseBefore(tag: string, refs: readonly RefInfo[]): string {
  const [basis] = basesOf(tag, refs);
  if (basis) return basis.tag;
  throw new CapidiffError("invalid-request", `There is no release before ${tag}: name what to compare with as "from".`);
}
