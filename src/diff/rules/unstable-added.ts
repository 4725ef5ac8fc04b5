import { findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const unstableAdded: Rule = {
  id: "unstable-added",
  title: "Unstable API added",
  purpose: "Checks that no PyUnstable_ name is new (PEP 689: it may change in any minor version).",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "Nothing that exists uses a new name.",
  mirror: {
    none: "a PyUnstable_ name that is gone is symbol-removed or struct-removed until unstable-removed is there",
  },
  explains: ["presence"],
  *check(comparison) {
    const { structs, enums, symbols } = comparison;
    const added = [...structs.added, ...enums.added, ...symbols.added];
    for (const entry of comparison.unexplained("presence", added)) {
      if (entry.tier !== "unstable") continue;
      yield {
        finding: findingOf({
          ...this.impact,
          from: null,
          to: entry,
          message: `The unstable ${spoken(entry)} is new in ${entry.header}.`,
        }),
        explains: [entry, ...comparison.to.partsOf(entry)],
      };
    }
  },
};
