import type { RefInfo } from "../cpython/refs.ts";
import type { DiffSide } from "../diff/model.ts";
import { schemaVersion } from "../manifest/model.ts";
import { allVersions } from "./all-versions.ts";
import { baselinesFor, type Support } from "./baseline.ts";
import { type Release, releasesIn, versionIn } from "./history.ts";
import type { Check } from "./model.ts";
import { withHistory } from "./past.ts";
import { byImpact, verdictOf } from "./verdict.ts";
import type { Judged } from "./versions.ts";

/** What a check is about, besides the extension and the target's abi and platform. */
export interface CheckRequest {
  /** A ref. */
  target: string;
  /** A ref; null for the oldest series that the extension is for. */
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
  /** The oldest series that the extension says it is for; null where it says nothing. */
  readonly support: Support | null;
  /** What the step from one ref to another does to the extension. @throws CapidiffError likewise */
  judge(from: string, to: string): Promise<Judged>;
  /**
   * What another step does to what some findings are about, by the manifests alone: what is used is not compiled anew, so
   * that it is the same on all ways.
   * @param changes whether findings of what is there, and changed, are wanted
   */
  revisit(findings: Judged, from: string, to: string, changes: boolean): Promise<Judged>;
}

/**
 * Check whether an extension builds and runs on a version; all that is asked for, found with as few manifests as can be.
 * @param readable what a step gives; null where the ref cannot be read for the target, as before it had such an abi
 * @throws CapidiffError of target and baseline, and of network and disk
 */
export async function check(request: CheckRequest, steps: Steps, readable: Readable): Promise<Check> {
  const target = await steps.side(request.target);
  const releases = releasesIn(await steps.refs());
  const from = request.baseline ?? (await oldestFor(target, releases, steps, readable));
  const judged = await steps.judge(from, target.ref);
  const findings = await withHistory(judged, releases, steps, readable);
  const { diagnostics } = judged;
  const complete = judged.complete && !diagnostics.some(({ gap }) => gap);
  const matrix = request.allVersions ? await allVersions(judged, releases, request.baseline, steps, readable) : null;
  return {
    schemaVersion,
    complete,
    verdict: verdictOf(findings, complete),
    target: judged.to,
    baseline: { ...judged.from, chosen: request.baseline === null ? (steps.support?.by ?? "") : null },
    summary: { uses: judged.uses, findings: byImpact(findings) },
    findings,
    diagnostics,
    ...matrix,
  };
}

/** @returns null where the ref of the step cannot be read */
export type Readable = <T>(step: Promise<T>) => Promise<T | null>;

/** The oldest release to compare with that can be read for the target; the target itself where there is none. */
async function oldestFor(
  target: DiffSide,
  releases: readonly Release[],
  steps: Steps,
  readable: Readable,
): Promise<string> {
  for (const { ref } of baselinesFor(versionIn(target), releases, steps.support)) {
    if ((await readable(steps.side(ref))) !== null) return ref;
  }
  return target.ref;
}
