import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const enumeratorRemoved: Rule = {
  id: "enumerator-removed",
  title: "Enumerator removed",
  purpose: "Checks that every enum that still exists keeps all its enumerators.",
  kinds: ["enumerator"],
  impact: { source: "breaking", binary: "compatible" },
  impactReason: "A built module still uses the value, which no longer has a meaning.",
  mirror: "enumerator-added",
  explains: ["presence"],
  check(comparison, report) {
    for (const entry of comparison.symbols.removed) {
      if (comparison.ledger.isExplained("presence", entry)) continue;
      if (entry.kind !== "enumerator" || !comparison.to.hasEnumOf(entry)) continue;
      const whole = ` from ${entry.enum ?? entry.header}`;
      report(
        findingOf({
          ...this.impact,
          from: entry,
          to: null,
          message: `The ${spoken(entry)} is gone${whole}.`,
        }),
        [entry],
      );
    }
  },
};
