import { type Abi, isWithoutTarget, type Platform, type TargetRequest } from "../src/cpython/target.ts";
import { acrossTargets, type ReleaseReport, type TargetName } from "../src/diff/across-targets.ts";
import type { Diff } from "../src/diff/model.ts";
import { CapidiffError } from "../src/errors.ts";

/** The ABIs of a release report by default: each kind of build. */
export const releaseAbis: Abi[] = ["cp", "cpt", "cpd", "abi3"];

/** Its platforms by default: each data model, each system. */
export const releasePlatforms: Platform[] = ["linux_x86_64", "linux_i686", "macosx_arm64", "win_amd64"];

/**
 * Merges the diffs of two refs for many targets, loading one at a time. Targets that a ref lacks are listed as such.
 * @throws CapidiffError of the diffs; if no target is left, the reason for the last one
 */
export async function releaseReport(
  diffs: readonly { target: TargetRequest; bytes: () => Promise<Buffer> }[],
): Promise<ReleaseReport> {
  const loaded: { target: TargetName; diff: Diff }[] = [];
  const without: TargetName[] = [];
  let lack: CapidiffError | null = null;
  for (const { target, bytes } of diffs) {
    const name = { abi: target.abi, platform: target.platform };
    try {
      loaded.push({ target: name, diff: JSON.parse((await bytes()).toString()) });
    } catch (error) {
      if (!isWithoutTarget(error) && !(error instanceof CapidiffError && error.code === "invalid-target")) throw error;
      without.push(name);
      lack = error;
    }
  }
  if (loaded.length === 0 && lack !== null) throw lack;
  return acrossTargets(loaded, without);
}
