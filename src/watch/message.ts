import type { UseList } from "../check/use.ts";
import type { Basis } from "../cpython/release-bases.ts";
import type { Abi, Platform } from "../cpython/target.ts";
import type { Change, Diff, Impact } from "../diff/model.ts";
import type { Match } from "./match.ts";
import type { ReleaseComparison, SeenRelease } from "./releases.ts";

/** The payload posted to a subscriber, in the form proposed by Standard Webhooks. */
export interface ReleaseMessage {
  type: "release.compared";
  /** ISO 8601; when the release was first seen. */
  timestamp: string;
  data: {
    subscription: string;
    release: Pick<SeenRelease, "tag" | "version" | "series" | "stage" | "commit">;
    /** The comparison with the preceding release comes first. */
    lines: string[];
    comparisons: MessageComparison[];
  };
}

/** A message that a subscriber asked for, to try an endpoint. */
export interface TestMessage {
  type: "subscription.test";
  timestamp: string;
  data: { subscription: string };
}

/** The changes of a release since an older one, for one target. */
export interface MessageComparison {
  /** The older release. */
  from: string;
  bases: Basis[];
  target: { abi: Abi; platform: Platform };
  /** False if a header was not understood in full, so that something may be missing; null without a diff. */
  complete: boolean | null;
  /** An error code: why there is no diff. */
  failure: string | null;
  /** The summary of the whole diff. */
  summary: Diff["summary"] | null;
  /** Counts of the changes that concern the subscriber, by impact. */
  matching: { changes: number; source: Record<Impact, number>; binary: Record<Impact, number> };
  /** The first of those, worst of the public surface first. */
  changes: MessageChange[];
  /** URL of the whole diff. */
  url: string;
}

/** A change in short; the diff has the rest under the same id. */
export interface MessageChange extends Pick<Change, "id" | "rule" | "subject" | "member" | "source" | "binary"> {
  from: Spot | null;
  to: Spot | null;
  newName?: string;
  aliasKept?: boolean;
  message: string;
  hint: string | null;
  /** The subscriber's uses that it affects; null if the subscriber listed none. */
  uses: UseList | null;
}

type Spot = { header: string; line: number };

/** Maximum number of changes listed per comparison, and per message. */
const perComparison = 30;
const perMessage = 100;

/** @param publicUrl base URL of the service, without a trailing slash */
export function messageComparison(
  publicUrl: string,
  release: SeenRelease,
  comparison: ReleaseComparison,
  matches: readonly Match[],
): MessageComparison {
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
    changes: matches.slice(0, perComparison).map(messageChange),
    url: `${publicUrl}/v1/diff?${query}`,
  };
}

function messageChange({ change, uses }: Match): MessageChange {
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

/** With few targets every comparison lists its changes; with many the last ones may list none. */
export function releaseMessage(
  subscription: string,
  { tag, version, series, stage, commit, seenAt }: SeenRelease,
  lines: string[],
  comparisons: readonly MessageComparison[],
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
    data: { subscription, release: { tag, version, series, stage, commit }, lines, comparisons: bounded },
  };
}

export function testMessage(subscription: string, at: Date): TestMessage {
  return { type: "subscription.test", timestamp: at.toISOString(), data: { subscription } };
}
