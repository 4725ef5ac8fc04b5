import { minorOf } from "../../cpython/version.ts";
import { findingOf, spoken } from "../finding.ts";
import { haveLimitedApi } from "../limited-api.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";
import { sinceOf, together } from "../together.ts";

export const limitedApiSinceChanged: Rule = {
  id: "limited-api-since-changed",
  title: "In another version of the limited API",
  purpose: "Checks that the limited API (PEP 384) shows a name from the same Py_LIMITED_API version on.",
  topic: "limited-api",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "risky", binary: "compatible" },
  impactReason:
    "Breaks source only for extensions that use a lower Py_LIMITED_API that used to show the name. Compatible if " +
    "lower versions show it now.",
  mirror: "limited-api-since-changed",
  explains: ["limited-api"],
  check(comparison, report) {
    if (!haveLimitedApi(comparison)) return;
    const isOther = together(comparison, "limited-api", ({ from, to }) => {
      return from.limitedApi !== null && to.limitedApi !== null && from.limitedApi.since !== to.limitedApi.since;
    });
    for (const { pair, explains } of isOther) {
      const [before, after] = [sinceOf(comparison.from, pair.from), sinceOf(comparison.to, pair.to)];
      report(
        findingOf({
          source: minorOf(after) > minorOf(before) ? "risky" : "compatible",
          binary: "compatible",
          ...pair,
          message: `The ${spoken(pair.to)} is shown for the limited API of ${after} and up, not ${before}.`,
        }),
        explains,
      );
    }
  },
};
