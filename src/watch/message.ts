import type { UseList } from "../check/use.ts";
import type { Abi, Platform } from "../cpython/target.ts";
import type { Change, Diff, Impact } from "../diff/model.ts";
import type { Match } from "./match.ts";
import type { Basis, Comparison, Release } from "./releases.ts";

/** What is posted to a subscriber: in the form that Standard Webhooks proposes. */
export interface ReleaseMessage {
  type: "release.compared";
  /** ISO 8601; when the release was seen. */
  timestamp: string;
  data: {
    subscription: string;
    release: Pick<Release, "tag" | "version" | "series" | "stage" | "commit">;
    /** With the release before it first. */
    comparisons: ToldComparison[];
  };
}

export interface TestMessage {
  type: "subscription.test";
  timestamp: string;
  data: { subscription: string };
}

/** What a release changed since an older one, for one target. */
export interface ToldComparison {
  /** The older one. */
  from: string;
  bases: Basis[];
  target: { abi: Abi; platform: Platform };
  /** False where a header was not understood in full, so that something may be missing; null where there is no diff. */
  complete: boolean | null;
  /** Code of the table of errors: why there is no diff. */
  failure: string | null;
  /** Of the whole diff. */
  summary: Diff["summary"] | null;
  /** How many of its changes concern the subscriber, and how bad they are. */
  matching: { changes: number; source: Record<Impact, number>; binary: Record<Impact, number> };
  /** The first of those that concern the subscriber, the worst of the public surface first. */
  changes: ToldChange[];
  /** Where the whole diff is. */
  url: string;
}

/** A change in short; the diff has all of it under the same id. */
export interface ToldChange extends Pick<Change, "id" | "rule" | "subject" | "member" | "source" | "binary"> {
  from: Spot | null;
  to: Spot | null;
  newName?: string;
  aliasKept?: boolean;
  message: string;
  hint: string | null;
  /** What the subscriber uses that it touches; null where he told nothing of that. */
  uses: UseList | null;
}

type Spot = { header: string; line: number };

/** Changes that are told of one comparison, and in one message. */
const perComparison = 30;
const perMessage = 100;

/** @param publicUrl where the service is reached, without a slash at its end */
export function toldComparison(
  publicUrl: string,
  release: Release,
  comparison: Comparison,
  matches: readonly Match[],
): ToldComparison {
  const { fromTag: from, bases, abi, platform, complete, failure, summary } = comparison;
  const query = new URLSearchParams({ from, to: release.tag, abi, platform });
  const matching = {
    changes: matches.length,
    source: { breaking: 0, risky: 0, compatible: 0 },
    binary: { breaking: 0, risky: 0, compatible: 0 },
  };
  for (const { change } of matches) {
    matching.source[change.source]++;
    matching.binary[change.binary]++;
  }
  return {
    from,
    bases,
    target: { abi, platform },
    complete,
    failure,
    summary,
    matching,
    changes: matches.slice(0, perComparison).map(toldChange),
    url: `${publicUrl}/v1/diff?${query}`,
  };
}

function toldChange({ change, uses }: Match): ToldChange {
  const { id, rule, subject, member, source, binary, newName, aliasKept, message, hint } = change;
  const spot = (side: Change["from"]) => side && { header: side.header, line: side.line };
  return {
    id,
    rule,
    subject,
    member,
    source,
    binary,
    from: spot(change.from),
    to: spot(change.to),
    ...(newName !== undefined && { newName }),
    ...(aliasKept !== undefined && { aliasKept }),
    message,
    hint,
    uses,
  };
}

/** Comparisons for few targets have all their changes told; of many targets the last ones may have none. */
export function releaseMessage(
  subscription: string,
  { tag, version, series, stage, commit, seenAt }: Release,
  comparisons: readonly ToldComparison[],
): ReleaseMessage {
  let left = perMessage;
  const bounded = comparisons.map((one) => {
    const changes = one.changes.slice(0, left);
    left -= changes.length;
    return { ...one, changes };
  });
  return {
    type: "release.compared",
    timestamp: seenAt.toISOString(),
    data: { subscription, release: { tag, version, series, stage, commit }, comparisons: bounded },
  };
}

export function testMessage(subscription: string, at: Date): TestMessage {
  return { type: "subscription.test", timestamp: at.toISOString(), data: { subscription } };
}
