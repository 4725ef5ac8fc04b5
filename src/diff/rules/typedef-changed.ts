import { replacement, sameType } from "../conversion.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const typedefChanged: Rule = {
  id: "typedef-changed",
  title: "Typedef changed",
  purpose: "Checks that every typedef stands for the type that it stood for, once other typedefs are resolved.",
  kinds: ["typedef"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Compatible where the types convert both ways by themselves and are the same bits; risky where values may not fit " +
    "or only C converts. Another function pointer is breaking.",
  mirror: "typedef-changed",
  explains: ["type"],
  *check(comparison) {
    const { types, symbols } = comparison;
    for (const { from, to } of comparison.ledger.unexplainedPairs("type", symbols.changed)) {
      if (from.kind !== "typedef" || to.kind !== "typedef" || from.type === to.type) continue;
      const [before, after] = [types.of(comparison.from, from.name), types.of(comparison.to, to.name)];
      if (sameType(before, after)) continue;
      yield {
        finding: findingOf({
          ...replacement(before, after, types.model),
          from,
          to,
          message: `The ${spoken(from)} stands for ${to.type}, not ${from.type}.`,
        }),
        explains: [from],
      };
    }
  },
};
