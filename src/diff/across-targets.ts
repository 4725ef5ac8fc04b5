import type { TargetRequest } from "../cpython/target.ts";
import type { Change, Diff } from "./model.ts";

/** How reports name a target. */
export type TargetName = Pick<TargetRequest, "abi" | "platform">;

/** A change as the first of its targets has it, and the targets where it occurs in this form. */
export interface ReleaseChange extends Change {
  targets: TargetName[];
}

/** The changes between two refs over many targets. */
export interface ReleaseReport {
  schemaVersion: number;
  rulesetVersion: number;
  /** False if one of the diffs is incomplete. */
  complete: boolean;
  from: { ref: string; commit: string; version: string };
  to: { ref: string; commit: string; version: string };
  targets: TargetName[];
  /** Targets that one of the refs lacks; nothing is said about them. */
  without: TargetName[];
  /** In the order of the first diff that contains each. */
  changes: ReleaseChange[];
}

/**
 * Merges diffs of the same two refs for many targets: equal changes are listed once. An id may occur several times if
 * the outcome differs between targets.
 * @throws RangeError if there are no diffs
 */
export function acrossTargets(
  diffs: readonly { target: TargetName; diff: Diff }[],
  without: readonly TargetName[],
): ReleaseReport {
  const [first] = diffs;
  if (first === undefined) throw new RangeError("no diff to report");
  const { schemaVersion, rulesetVersion, from, to } = first.diff;
  const changes = new Map<string, ReleaseChange>();
  for (const { target, diff } of diffs) {
    for (const change of diff.changes) {
      const { id, source, binary, message, hint, shifted } = change;
      const form = JSON.stringify([id, source, binary, message, hint, shifted]);
      const known = changes.get(form);
      if (known) known.targets.push(target);
      else changes.set(form, { ...change, targets: [target] });
    }
  }
  const name = ({ ref, commit, version }: typeof from) => ({ ref, commit, version });
  return {
    schemaVersion,
    rulesetVersion,
    complete: diffs.every(({ diff }) => diff.complete),
    from: name(from),
    to: name(to),
    targets: diffs.map(({ target }) => target),
    without: [...without],
    changes: [...changes.values()],
  };
}
