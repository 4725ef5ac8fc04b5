import { findingOf, spoken } from "../finding.ts";
import { joinedOrLeft, limitedApiIn, pepOf } from "../limited-api.ts";
import { moveToOtherSurface } from "../place.ts";
import { headerKinds, type Rule, structKinds, symbolKinds } from "../rule.ts";
import { sinceOf, together } from "../together.ts";

export const limitedApiRemoved: Rule = {
  id: "limited-api-removed",
  title: "Left the limited API",
  purpose: "Checks that no existing name left the limited API (PEP 384).",
  topic: "limited-api",
  kinds: [...symbolKinds, ...structKinds, ...headerKinds],
  impact: { source: "risky", binary: "compatible" },
  impactReason:
    "Breaks source only for extensions that use the limited API. Built modules still find what the stable ABI exports.",
  mirror: "limited-api-added",
  explains: ["limited-api"],
  check(comparison, report) {
    for (const header of limitedApiIn(comparison.from, comparison.to)) {
      const message = `The ${spoken(header)} no longer has a limited API (${pepOf(comparison.from)}).`;
      report(findingOf({ ...this.impact, from: header, to: header, message }), []);
    }
    const left = together(
      comparison,
      "limited-api",
      (pair) => pair.from.limitedApi !== null && joinedOrLeft(comparison, pair),
    );
    for (const { pair, explains } of left) {
      report(
        findingOf({
          ...this.impact,
          ...pair,
          message: `The ${spoken(pair.from)} left the limited API; it was in that of ${sinceOf(comparison.from, pair.from)} and up.`,
          because: moveToOtherSurface(pair),
        }),
        explains,
      );
    }
  },
};
