import { minorOf } from "../../cpython/version.ts";
import type { Comparison } from "../comparison.ts";
import { findingOf, spoken } from "../finding.ts";
import { joinedOrLeft, limitedApiIn } from "../limited-api.ts";
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
  impactReason: "More extensions may use the name; nothing else changes.",
  mirror: "limited-api-removed",
  explains: ["limited-api"],
  check(comparison, report) {
    for (const header of limitedApiIn(comparison.to, comparison.from)) {
      const message = `The ${spoken(header)} has a limited API now (PEP 384); the version before has none.`;
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

/** A header without a guard shows a new name to old versions of the limited API too, which do not have it. */
function versionsText({ from, to }: Comparison, entry: SubjectEntry): string {
  const since = sinceOf(to, entry);
  const hasGuard = minorOf(since) > minorOf(from.version) || minorOf(from.version) === minorOf(to.version);
  return hasGuard ? ` of ${since} and up` : `; its header shows it for ${since} and up`;
}
