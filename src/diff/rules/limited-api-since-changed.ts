import { findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";
import { sinceOf, together } from "../together.ts";

export const limitedApiSinceChanged: Rule = {
  id: "limited-api-since-changed",
  title: "In another version of the limited API",
  purpose: "Checks that the limited API (PEP 384) shows what it showed for the same Py_LIMITED_API and up.",
  topic: "limited-api",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "risky", binary: "compatible" },
  impactReason:
    "Source breaking for those who build for a lower Py_LIMITED_API that showed it, and for nobody else; compatible " +
    "where lower ones show it now.",
  mirror: "limited-api-since-changed",
  explains: ["limited-api"],
  *check(comparison) {
    const isOther = together(comparison, "limited-api", ({ from, to }) => {
      return from.limitedApi !== null && to.limitedApi !== null && from.limitedApi.since !== to.limitedApi.since;
    });
    for (const { pair, explains } of isOther) {
      const [before, after] = [sinceOf(comparison.from, pair.from), sinceOf(comparison.to, pair.to)];
      yield {
        finding: findingOf({
          source: minor(after) > minor(before) ? "risky" : "compatible",
          binary: "compatible",
          ...pair,
          message: `The ${spoken(pair.to)} is in the limited API of ${after} and up, not ${before}.`,
        }),
        explains,
      };
    }
  },
};

/** 12 for `3.12`. */
const minor = (version: string) => Number(version.split(".")[1]);
