import { minorOf, versionIn } from "../../cpython/version.ts";
import type { Comparison } from "../comparison.ts";
import { findingOf, spoken } from "../finding.ts";
import { firstLimitedOf, joinedOrLeft, limitedApiIn, pepOf } from "../limited-api.ts";
import type { SubjectEntry } from "../manifest-index.ts";
import { moveToOtherSurface } from "../place.ts";
import { headerKinds, type Rule, structKinds, symbolKinds } from "../rule.ts";
import { sinceOf, together } from "../together.ts";

export const limitedApiAdded: Rule = {
  id: "limited-api-added",
  title: "Joined the limited API",
  purpose: "Checks that no existing name joined the limited API (PEP 384).",
  topic: "limited-api",
  kinds: [...symbolKinds, ...structKinds, ...headerKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "More extensions may use the name; nothing else changes. A build without a limited API, as free-threaded ones " +
    "before 3.15, gets one as a whole.",
  mirror: "limited-api-removed",
  explains: ["limited-api"],
  check(comparison, report) {
    for (const header of limitedApiIn(comparison.to, comparison.from)) {
      const message = `The ${spoken(header)} has a limited API now (${pepOf(comparison.to)}); the version before has none.`;
      report(findingOf({ ...this.impact, from: header, to: header, message }), []);
    }
    const joined = together(
      comparison,
      "limited-api",
      (pair) => pair.from.limitedApi === null && joinedOrLeft(comparison, pair),
    );
    for (const { pair, explains } of joined) {
      report(
        findingOf({
          ...this.impact,
          ...pair,
          message: `The ${spoken(pair.to)} joined the limited API${versionsText(comparison, pair.to)}.`,
          because: moveToOtherSurface(pair),
        }),
        explains,
      );
    }
  },
};

/** The versions of the limited API that have the entry now: a header without a guard shows it to all of them. */
function versionsText({ from, to }: Comparison, entry: SubjectEntry): string {
  const shown = sinceOf(to, entry);
  const listed = ("stableAbi" in entry && entry.stableAbi?.added) || shown;
  const first = firstLimitedOf(to);
  const since = [shown, listed, first].reduce((one, other) => (minorOf(other) > minorOf(one) ? other : one));
  const [before, after] = [versionIn(from), versionIn(to)];
  // The limited API of a series is complete with its final release.
  const earliest = Math.min(after.minor, before.minor + Number(before.stage === "final"));
  if (minorOf(since) >= earliest) {
    const isShownTooEarly = since === listed && minorOf(shown) < minorOf(since);
    return ` of ${since} and up${isShownTooEarly ? "; its header shows it to older ones too" : ""}`;
  }
  return minorOf(shown) <= minorOf(first)
    ? "; its header does not say of which version"
    : `; its header shows it for ${shown} and up`;
}
