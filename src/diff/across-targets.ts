import type { TargetRequest } from "../cpython/target.ts";
import type { Change, Diff, Shift } from "./model.ts";

/** What a report names a target by. */
export type TargetName = Pick<TargetRequest, "abi" | "platform">;

/** A change with the targets for which the diff says just that. */
export interface ReleaseChange
  extends Pick<Change, "id" | "rule" | "topic" | "subject" | "member" | "source" | "binary" | "message" | "hint"> {
  /** Members that stand elsewhere because of it. */
  shifted?: Shift[];
  targets: TargetName[];
}

/** What changed between two refs over many targets. */
export interface ReleaseReport {
  schemaVersion: number;
  rulesetVersion: number;
  /** False where one of the diffs is not. */
  complete: boolean;
  from: { ref: string; commit: string; version: string };
  to: { ref: string; commit: string; version: string };
  targets: TargetName[];
  /** Targets that one of the refs does not have: nothing is said of them. */
  without: TargetName[];
  /** In the order of the first diff that has it. */
  changes: ReleaseChange[];
}

/**
 * Diffs of the same two refs for many targets as one list: what is told alike is told once. An id may come more than once,
 * where targets differ in what became of its subject.
 * @throws RangeError where there is no diff
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
    for (const { id, rule, topic, subject, member, source, binary, message, hint, shifted } of diff.changes) {
      const facts = { id, rule, topic, subject, member, source, binary, message, hint, ...(shifted && { shifted }) };
      const key = JSON.stringify(facts);
      const known = changes.get(key);
      if (known) known.targets.push(target);
      else changes.set(key, { ...facts, targets: [target] });
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
