import { asNamed } from "../completion.ts";
import { elsewhereReports, isStruct, isUnstable } from "../elsewhere-reports.ts";
import { findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structAdded: Rule = {
  id: "struct-added",
  title: "Struct added",
  purpose: "Checks that no struct or union is new; its typedefs belong to the same change.",
  kinds: structKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "No existing code uses a new type.",
  mirror: "struct-removed",
  explains: ["presence"],
  check(comparison, report) {
    for (const struct of comparison.structs.added) {
      if (comparison.ledger.isExplained("presence", struct)) continue;
      const to = asNamed(struct, comparison.to);
      report(
        findingOf({
          ...this.impact,
          from: null,
          to,
          message: `The ${to.opaque ? "opaque " : ""}${spoken(to)} is new in ${to.header}.`,
        }),
        [struct, ...comparison.to.partsOf(struct)],
      );
    }
    elsewhereReports(comparison, report, "added", (entry) => isStruct(entry) && !isUnstable(entry));
  },
};
