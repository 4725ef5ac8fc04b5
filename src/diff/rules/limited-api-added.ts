import { findingOf, spoken } from "../finding.ts";
import { joinedOrLeft } from "../limited-api.ts";
import { moveToOtherSurface } from "../place.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";
import { sinceOf, together } from "../together.ts";

export const limitedApiAdded: Rule = {
  id: "limited-api-added",
  title: "Joined the limited API",
  purpose: "Checks that no existing name joined the limited API (PEP 384).",
  topic: "limited-api",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "More extensions may use the name; nothing else changes.",
  mirror: "limited-api-removed",
  explains: ["limited-api"],
  *check(comparison) {
    const joined = together(
      comparison,
      "limited-api",
      (pair) => pair.from.limitedApi === null && joinedOrLeft(comparison, pair),
    );
    for (const { pair, explains } of joined) {
      yield {
        finding: findingOf({
          ...this.impact,
          ...pair,
          message: `The ${spoken(pair.to)} joined the limited API of ${sinceOf(comparison.to, pair.to)} and up.`,
          because: moveToOtherSurface(pair),
        }),
        explains,
      };
    }
  },
};
