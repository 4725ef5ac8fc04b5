import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const enumeratorAdded: Rule = {
  id: "enumerator-added",
  title: "Enumerator added",
  purpose:
    "Checks that no existing enum has a new enumerator; an enum without a name is known by the header that has one.",
  kinds: ["enumerator"],
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "Code that handles every enumerator lacks the new one. Changed values of other enumerators are reported by " +
    "enum-value-changed.",
  mirror: "enumerator-removed",
  explains: ["presence"],
  check(comparison, report) {
    for (const entry of comparison.symbols.added) {
      if (comparison.ledger.isExplained("presence", entry)) continue;
      if (entry.kind !== "enumerator" || !comparison.from.hasEnumOf(entry)) continue;
      const whole = entry.enum === null ? "" : ` in ${entry.enum}`;
      report(
        findingOf({
          ...this.impact,
          from: null,
          to: entry,
          message: `The ${spoken(entry)} is new${whole} in ${entry.header}; its value is ${entry.value}.`,
        }),
        [entry],
      );
    }
  },
};
