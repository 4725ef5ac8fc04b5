import { CapidiffError } from "../errors.ts";
import { nearNames } from "./near.ts";
import type { RefInfo, RefRequest } from "./refs.ts";
import { compareSeries, isFinal, newestOfSeries, type Release, releasesOf } from "./releases.ts";
import { seriesOf } from "./version.ts";

/** An `unknown-ref` error with suggestions. @param where what does not have the ref */
export function unknownRef(
  { name, commitId }: RefRequest,
  refs: readonly RefInfo[],
  where = "The repository",
): CapidiffError {
  const hint = commitId === null ? "" : " For other commits, give all 40 digits.";
  const near = nearRefs(name, refs);
  return new CapidiffError("unknown-ref", `${where} has no tag or branch ${name}.${hint}`, { ref: name, near });
}

/** Maximum number of versions suggested. */
const maxSuggestions = 3;

/**
 * Suggestions for an unknown name, best first. Versions are compared by series and number: `3.15.9` is near the newest
 * 3.15, and `3.99` near the newest of all; other names by their letters.
 */
export function nearRefs(name: string, refs: readonly RefInfo[]): string[] {
  const [, series, micro = "0", suffix] = /^v?(\d+\.\d+)(?:\.(\d+))?(.*)$/i.exec(name) ?? [];
  const releases = releasesOf(refs);
  if (series === undefined || releases.length === 0) {
    const names = refs.map((ref) => ref.name);
    return nearNames([name, `v${name}`], names);
  }
  const near = releases.filter(({ version }) => seriesOf(version) === series);
  if (near.length === 0) return inNearSeries(series, releases);
  const finals = near.filter(isFinal);
  return closest(suffix === "" && finals.length > 0 ? finals : near, ({ version }) => version.micro - Number(micro));
}

/** The newest release of each of the nearest series. */
function inNearSeries(series: string, releases: Release[]): string[] {
  const all = new Set(releases.map(({ version }) => seriesOf(version)));
  const newest = [...all].flatMap((known) => newestOfSeries(known, releases) ?? []);
  return closest(newest, ({ version }) => compareSeries(seriesOf(version), series));
}

/** The names of the releases at the smallest distance; of two the later one. */
function closest(releases: Release[], way: (release: Release) => number): string[] {
  return releases
    .toReversed()
    .sort((a, b) => Math.abs(way(a)) - Math.abs(way(b)))
    .slice(0, maxSuggestions)
    .map(({ ref }) => ref.name);
}
