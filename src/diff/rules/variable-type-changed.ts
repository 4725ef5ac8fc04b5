import { replacement, sameType } from "../conversion.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const variableTypeChanged: Rule = {
  id: "variable-type-changed",
  title: "Type of a variable changed",
  purpose: "Checks that every variable keeps its type, after resolving typedefs.",
  kinds: ["variable"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "As for a parameter of a function, in both directions, since variables are read and written. Binary compatible " +
    "if the variable was not exported.",
  mirror: "variable-type-changed",
  explains: ["type"],
  check(comparison, report) {
    const { types, symbols } = comparison;
    for (const pair of symbols.changed) {
      const { from, to } = pair;
      if (from.kind !== "variable" || to.kind !== "variable" || from.type === to.type) continue;
      if (comparison.ledger.isPairExplained("type", pair)) continue;
      const [before, after] = [types.of(comparison.from, from.type), types.of(comparison.to, to.type)];
      if (sameType(before, after)) continue;
      const { source, binary } = replacement(before, after, types.model);
      report(
        findingOf({
          source,
          binary: comparison.from.isExported(from) ? binary : "compatible",
          from,
          to,
          message: `The ${spoken(from)} is ${to.type}, not ${from.type}.`,
        }),
        [from],
      );
    }
  },
};
