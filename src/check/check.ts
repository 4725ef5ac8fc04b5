import type { Abi } from "../cpython/target.ts";
import { parseTagVersion, versionIn } from "../cpython/version.ts";
import type { DiffSide } from "../diff/model.ts";
import { schemaVersion } from "../manifest/model.ts";
import { allVersions } from "./all-versions.ts";
import { baselinesFor } from "./baseline.ts";
import { inOrder } from "./finding.ts";
import { type ReleaseTag, releasesIn } from "./history.ts";
import type { Check } from "./model.ts";
import { notJudged, unjudgedAbis } from "./module-fit.ts";
import { withHistory } from "./past.ts";
import type { Readable, Steps } from "./steps.ts";
import { byImpact, verdictOf } from "./verdict.ts";

/** A check request, besides the extension and the target's ABI and platform. */
export interface CheckRequest {
  /** A ref. */
  target: string;
  /** A ref; null for the oldest series that the extension supports. */
  baseline: string | null;
  /** Whether to judge all versions since the baseline too. */
  allVersions: boolean;
}

/**
 * Checks whether an extension builds and runs on a version, with as few manifests as possible.
 * @param readable the result of a step; null if the ref has no headers for the target, such as an ABI added later
 * @throws CapidiffError of target and baseline, and of network and disk
 */
export async function check(request: CheckRequest, steps: Steps, readable: Readable): Promise<Check> {
  const releases = releasesIn(await steps.refs());
  await steps.expect(await likelyBaseline(request, releases, steps));
  const target = await steps.side(request.target);
  const from = request.baseline ?? (await oldestFor(target, releases, steps, readable));
  const judged = await steps.judge(from, target.ref);
  const own = await withHistory(judged, releases, steps, readable);
  const others = await ofOtherAbis(request, target, releases, steps, readable);
  const findings = [...own, ...others.findings.filter(({ id }) => own.every((one) => one.id !== id))].sort(inOrder);
  const diagnostics = [...judged.diagnostics, ...others.diagnostics].filter(
    ({ code }) => code !== notJudged || others.isPartial,
  );
  const complete = judged.complete && others.complete && !diagnostics.some(({ gap }) => gap);
  const matrix = request.allVersions ? await allVersions(judged, releases, request.baseline, steps, readable) : null;
  return {
    schemaVersion,
    complete,
    verdict: verdictOf(findings, complete),
    target: judged.to,
    ...(others.abis.length > 0 && { alsoFor: others.abis }),
    baseline: { ...judged.from, chosen: request.baseline === null ? (steps.support?.by ?? "") : null },
    summary: { uses: judged.uses, findings: byImpact(findings) },
    findings,
    diagnostics,
    ...matrix,
  };
}

/** The baseline, if the target is a tag or it is given: before the target's headers were read. */
async function likelyBaseline(
  { baseline, target }: CheckRequest,
  releases: readonly ReleaseTag[],
  steps: Steps,
): Promise<string[]> {
  if (baseline !== null) return [baseline];
  const version = parseTagVersion(await steps.nameOf(target));
  return version === null
    ? []
    : baselinesFor(version, releases, steps.support)
        .slice(0, 1)
        .map(({ ref }) => ref);
}

interface Others extends Pick<Check, "complete" | "findings" | "diagnostics"> {
  abis: Abi[];
  /** Whether one could not be judged. */
  isPartial: boolean;
}

/** Judges modules for the limited ABIs that they promise besides the target's. */
async function ofOtherAbis(
  { baseline }: CheckRequest,
  target: DiffSide,
  releases: readonly ReleaseTag[],
  steps: Steps,
  readable: Readable,
): Promise<Others> {
  const others: Others = { complete: true, findings: [], diagnostics: [], abis: [], isPartial: false };
  for (const abi of unjudgedAbis(steps.promises, target)) {
    const those = steps.forAbi(abi);
    const side = await readable(those.side(target.ref));
    if (side === null) {
      others.isPartial = true;
      continue;
    }
    const named = baseline === null ? null : await readable(those.side(baseline));
    const from = named?.ref ?? (await oldestFor(side, releases, those, readable));
    const judged = await those.judge(from, side.ref);
    const findings = await withHistory(judged, releases, those, readable);
    others.abis.push(abi);
    others.complete &&= judged.complete;
    others.findings.push(...findings.map((finding) => ({ ...finding, message: `For ${abi}: ${finding.message}` })));
    others.diagnostics.push(...judged.diagnostics.filter(({ code }) => code === "incomplete-manifest"));
  }
  return others;
}

/** The oldest readable candidate for the baseline; the target itself if there is none. */
async function oldestFor(
  target: DiffSide,
  releases: readonly ReleaseTag[],
  steps: Steps,
  readable: Readable,
): Promise<string> {
  for (const { ref } of baselinesFor(versionIn(target), releases, steps.support)) {
    if ((await readable(steps.side(ref))) !== null) return ref;
  }
  return target.ref;
}
