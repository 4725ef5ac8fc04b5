import { asInternal, completedBy, lossOfSight } from "../completion.ts";
import { findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structExposed: Rule = {
  id: "struct-exposed",
  title: "Struct is no longer opaque",
  purpose:
    "Checks that no struct or union becomes visible with its members to extensions or to code that includes " +
    "internal headers.",
  kinds: structKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "No existing code uses members it could not see.",
  mirror: "struct-opaque",
  explains: ["place"],
  check(comparison, report) {
    for (const pair of comparison.structs.paired) {
      if (comparison.ledger.isPairExplained("place", pair)) continue;
      const { from, to } = pair;
      if (from.surface !== to.surface || lossOfSight(from, to) >= 0) continue;
      const isPublic = completedBy(to) === "public";
      const who =
        isPublic || to.surface === "internal" ? "complete" : "complete for those who include internal headers,";
      report(
        findingOf({
          ...this.impact,
          from: isPublic ? from : asInternal(from),
          to: isPublic ? to : asInternal(to),
          message: `The ${spoken(from)} is ${who} in ${to.header}; it was opaque.`,
        }),
        [from, ...comparison.from.partsOf(from)],
      );
    }
  },
};
