import { compareVersions, seriesOf, versionIn } from "../cpython/version.ts";
import type { Impact } from "../diff/model.ts";
import { lastOfSeries, type ReleaseTag } from "./history.ts";
import { type Builds, type Check, type CheckFinding, usedText, type VersionVerdict } from "./model.ts";
import type { Readable, Steps } from "./steps.ts";
import { byImpact, verdictOf } from "./verdict.ts";
import type { Judged } from "./versions.ts";

/** A judged version. */
interface Column {
  release: ReleaseTag;
  verdict: VersionVerdict;
}

/**
 * Judges the last release of each series, the newest prerelease after them, baseline and target; starting at the
 * baseline if it is known, else all. Also finds the range of final releases that the extension builds on.
 * @param baseline as requested
 */
export async function allVersions(
  { from, to }: Pick<Judged, "from" | "to">,
  releases: readonly ReleaseTag[],
  baseline: string | null,
  steps: Steps,
  readable: Readable,
): Promise<Required<Pick<Check, "versions" | "builds">>> {
  const start = versionIn(from);
  const newest = releases.at(-1);
  const sides = [from, to].map((side): ReleaseTag => ({ ref: side.ref, version: versionIn(side) }));
  const wanted = new Map<string, ReleaseTag>();
  for (const one of [...lastOfSeries(releases), ...(newest ? [newest] : []), ...sides]) wanted.set(one.ref, one);
  const isBounded = baseline !== null || steps.support !== null;
  const line = [...wanted.values()]
    .filter(({ version }) => !isBounded || compareVersions(version, start) >= 0)
    .sort((a, b) => compareVersions(a.version, b.version));

  /** Versions older than the baseline are judged by themselves: a change backwards means nothing. */
  const judged = async (release: ReleaseTag): Promise<Column | null> => {
    const isOlder = compareVersions(release.version, start) < 0;
    const one = await readable(steps.judge(isOlder ? release.ref : from.ref, release.ref));
    return one && { release, verdict: verdictIn(one) };
  };
  await steps.expect(line.map(({ ref }) => ref));
  // One after the other: each takes memory, and reuses the work of the one before.
  const columns: Column[] = [];
  for (const release of line) {
    const column = await judged(release);
    if (column !== null) columns.push(column);
  }
  return { versions: columns.map(({ verdict }) => verdict), builds: await buildsIn(columns, releases, judged) };
}

const builds = ({ verdict: { verdict } }: Column) => verdict === "ok" || verdict === "risky";

/** The newest stretch of columns that build, with its exact bounds between the columns. */
async function buildsIn(
  columns: readonly Column[],
  releases: readonly ReleaseTag[],
  judged: (release: ReleaseTag) => Promise<Column | null>,
): Promise<Builds | null> {
  const last = columns.findLastIndex(builds);
  const to = columns[last];
  if (to === undefined) return null;
  const first = columns.slice(0, last).findLastIndex((column) => !builds(column)) + 1;
  const from = columns[first] as Column;
  const doesBuild = async (release: ReleaseTag) => {
    const column = await judged(release);
    return column !== null && builds(column);
  };
  const next = columns[last + 1]?.release ?? null;
  const before = finalsBetween(releases, null, from.release);
  const after = next === null ? [] : finalsBetween(releases, to.release, next);
  const start = before[await firstOf(before, doesBuild)] ?? from.release;
  const end = after[(await firstOf(after, async (release) => !(await doesBuild(release)))) - 1] ?? to.release;
  return { from: nameOf(start), to: nameOf(end) };
}

/**
 * The index of the first release for which a monotonic predicate holds; the number of releases if it never does. Within
 * a series releases mostly agree, so the first is tried first.
 */
async function firstOf(
  releases: readonly ReleaseTag[],
  holds: (release: ReleaseTag) => Promise<boolean>,
): Promise<number> {
  let [low, high] = [0, releases.length];
  while (low < high) {
    const middle = low === 0 && high === releases.length ? 0 : Math.trunc((low + high) / 2);
    if (await holds(releases[middle] as ReleaseTag)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Final releases of the series of `before`, older than it and newer than `after`. */
const finalsBetween = (releases: readonly ReleaseTag[], after: ReleaseTag | null, before: ReleaseTag): ReleaseTag[] =>
  releases.filter(
    ({ version }) =>
      version.stage === "final" &&
      seriesOf(version) === seriesOf(before.version) &&
      (after === null || compareVersions(after.version, version) < 0) &&
      compareVersions(version, before.version) < 0,
  );

const nameOf = ({ ref, version }: ReleaseTag) => ({ ref, version: version.text });

function verdictIn({ to, findings, complete }: Judged): VersionVerdict {
  const of = (impact: Impact) => namesOf(findings.filter((finding) => finding.impact === impact));
  return {
    ref: to.ref,
    version: to.version,
    verdict: verdictOf(findings, complete),
    complete,
    summary: byImpact(findings),
    breaking: of("breaking"),
    risky: of("risky"),
  };
}

const namesOf = (findings: readonly CheckFinding[]): string[] =>
  [...new Set(findings.map(({ used }) => usedText(used)))].sort();
