import { findingOf, spoken } from "../finding.ts";
import { joinedOrLeft } from "../limited-api.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";
import { together } from "../together.ts";

export const tierChanged: Rule = {
  id: "tier-changed",
  title: "Tier changed",
  purpose: "Checks that every name that stays in its header keeps its tier.",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "The tier only says what may change later. Source risky if the name left the limited API.",
  mirror: "tier-changed",
  explains: ["tier"],
  check(comparison, report) {
    const isOther = together(comparison, "tier", (pair) => {
      const { from, to } = pair;
      if (from.tier === to.tier || from.surface !== to.surface) return false;
      return (from.limitedApi === null) === (to.limitedApi === null) || joinedOrLeft(comparison, pair);
    });
    for (const { pair, symbol, explains } of isOther) {
      const { from, to } = pair;
      // The typedef may be limited without the members of its struct.
      const [before, after] = [symbol.from.tier, symbol.to.tier];
      report(
        findingOf({
          source: before === "limited" ? "risky" : "compatible",
          binary: "compatible",
          from,
          to,
          message: `The ${spoken(from)} is ${after}; it was ${before}.`,
          because: comparison.ledger.explainedBy("limited-api", from),
        }),
        explains,
      );
    }
  },
};
