import type { RefInfo } from "../cpython/refs.ts";
import { compareVersions, seriesOf } from "../cpython/version.ts";
import type { DiffSide, Impact } from "../diff/model.ts";
import { schemaVersion } from "../manifest/model.ts";
import { type Baseline, chooseBaseline, type Lack } from "./baseline.ts";
import { isOlder, lastOfSeries, type Release, releasesBetween, releasesIn, versionIn } from "./history.ts";
import {
  type Check,
  type CheckDiagnostic,
  type CheckFinding,
  usedText,
  type Verdict,
  type VersionVerdict,
} from "./model.ts";
import { withSince } from "./since.ts";
import type { Judged } from "./versions.ts";

/** What a check is about, besides the extension and the target's abi and platform. */
export interface CheckRequest {
  /** A ref. */
  target: string;
  /** A ref; null for the oldest final release that has all that is used. */
  baseline: string | null;
  /** Whether all versions since the baseline are judged too. */
  allVersions: boolean;
}

/** The work of a check, done by whoever keeps manifests. All about one extension and one target request. */
export interface Steps {
  /** The remote's tags and branches. */
  refs(): Promise<readonly RefInfo[]>;
  /** What a ref is. @throws CapidiffError of the ref and its headers */
  side(ref: string): Promise<DiffSide>;
  /** What a ref lacks of what the extension uses when compiled for it. @throws CapidiffError likewise */
  lack(ref: string, target: string): Promise<Lack>;
  /** What the step from one ref to another does to the extension. @throws CapidiffError likewise */
  judge(from: string, to: string): Promise<Judged>;
}

/**
 * Whether an extension still builds and runs on a version; all that is asked for, found with as few manifests as can be.
 * @param readable what a step gives; null where the ref cannot be read for the target, as before it had such an abi
 * @throws CapidiffError of target and baseline, and of network and disk
 */
export async function check(request: CheckRequest, steps: Steps, readable: Readable): Promise<Check> {
  const target = await steps.side(request.target);
  const releases = releasesIn(await steps.refs());
  const chosen = request.baseline === null ? await oldestFor(target, releases, steps, readable) : null;
  const from = request.baseline ?? (chosen as Baseline).ref;
  const judged = await steps.judge(from, target.ref);
  const findings = await withHistory(judged, releases, steps, readable);
  const diagnostics = [...(chosen?.lacks ? [nowhere(chosen)] : []), ...judged.diagnostics];
  const complete = judged.complete && !diagnostics.some(({ gap }) => gap);
  const versions = request.allVersions ? await allVersions(judged, releases, steps, readable) : null;
  return {
    schemaVersion,
    complete,
    verdict: verdictOf(findings, complete),
    target: judged.to,
    baseline: { ...judged.from, chosen: request.baseline === null },
    summary: { uses: judged.uses, findings: byImpact(findings) },
    findings,
    diagnostics,
    ...(versions && { versions }),
  };
}

/** @returns null where the ref of the step cannot be read */
export type Readable = <T>(step: Promise<T>) => Promise<T | null>;

/** Among the last releases of the series before the target's, and the target itself. */
function oldestFor(
  target: DiffSide,
  releases: readonly Release[],
  steps: Steps,
  readable: Readable,
): Promise<Baseline> {
  const own = versionIn(target);
  const older = lastOfSeries(releases).filter(
    ({ version }) => compareVersions(version, own) < 0 && seriesOf(version) !== seriesOf(own),
  );
  return chooseBaseline([...older, { ref: target.ref, version: own }], target.ref, (ref) =>
    readable(steps.lack(ref, target.ref)),
  );
}

/** Nothing came on the way where the target is the older one. */
async function withHistory(
  { from, to, findings }: Judged,
  releases: readonly Release[],
  steps: Steps,
  readable: Readable,
): Promise<CheckFinding[]> {
  if (findings.length === 0 || !isOlder(from, to)) return findings;
  const start = await steps.judge(from.ref, from.ref);
  const end = { ref: to.ref, version: versionIn(to) };
  const probe = async (ref: string) => (await readable(steps.judge(from.ref, ref)))?.findings ?? null;
  return withSince(
    findings,
    { ref: from.ref, findings: start.findings },
    releasesBetween(releases, from, to),
    end,
    probe,
  );
}

/** The last release of each series from the baseline's on, the newest prerelease after them, and the target. */
async function allVersions(
  { from, to }: Judged,
  releases: readonly Release[],
  steps: Steps,
  readable: Readable,
): Promise<VersionVerdict[]> {
  const finals = lastOfSeries(releases);
  const newest = releases.at(-1);
  const columns = new Map<string, Release>();
  for (const release of [...finals, ...(newest ? [newest] : [])]) columns.set(release.ref, release);
  for (const side of [from, to]) columns.set(side.ref, { ref: side.ref, version: versionIn(side) });
  const first = versionIn(from);
  const wanted = [...columns.values()]
    .filter(({ version }) => compareVersions(version, first) >= 0)
    .sort((a, b) => compareVersions(a.version, b.version));
  const judged = await Promise.all(wanted.map(({ ref }) => readable(steps.judge(from.ref, ref))));
  return judged.flatMap((one) => (one === null ? [] : [verdictIn(one)]));
}

function verdictIn({ to, findings, complete }: Judged): VersionVerdict {
  const breaking = findings.filter(({ impact }) => impact === "breaking").map(({ used }) => usedText(used));
  return {
    ref: to.ref,
    version: to.version,
    verdict: verdictOf(findings, complete),
    complete,
    summary: byImpact(findings),
    breaking: [...new Set(breaking)].sort(),
  };
}

function verdictOf(findings: readonly CheckFinding[], complete: boolean): Verdict {
  const { breaking, risky } = byImpact(findings);
  if (breaking > 0) return "breaks";
  if (risky > 0) return "risky";
  return complete ? "ok" : "unknown";
}

function byImpact(findings: readonly CheckFinding[]): Record<Impact, number> {
  const counts = { breaking: 0, risky: 0, compatible: 0 };
  for (const { impact } of findings) counts[impact]++;
  return counts;
}

function nowhere({ ref, lacks }: Baseline): CheckDiagnostic {
  const message =
    `No final release has all that is used; ${ref} is the baseline, which lacks least: ${lacks} of the names, ` +
    "members and headers. Name a baseline if you know better.";
  return { code: "no-version-has-all", place: null, message, gap: false };
}
