import { replacement, sameType } from "../conversion.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const typedefChanged: Rule = {
  id: "typedef-changed",
  title: "Typedef changed",
  purpose: "Checks that every typedef keeps its meaning, after resolving other typedefs.",
  kinds: ["typedef"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Source compatible if each type converts implicitly to the other, risky if values may not fit or only C " +
    "converts. Binary compatible if both have the same bits. Source breaking if a function pointer type changed.",
  mirror: "typedef-changed",
  explains: ["type"],
  check(comparison, report) {
    const { types, symbols } = comparison;
    for (const pair of symbols.changed) {
      const { from, to } = pair;
      if (from.kind !== "typedef" || to.kind !== "typedef" || from.type === to.type) continue;
      if (comparison.ledger.isPairExplained("type", pair)) continue;
      const [before, after] = [types.of(comparison.from, from.name), types.of(comparison.to, to.name)];
      if (sameType(before, after)) continue;
      report(
        findingOf({
          ...replacement(before, after, types.model),
          from,
          to,
          message: `The ${spoken(from)} stands for ${to.type}, not ${from.type}.`,
        }),
        [from],
      );
    }
  },
};
