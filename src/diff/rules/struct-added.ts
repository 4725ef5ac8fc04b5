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
  *check(comparison) {
    for (const struct of comparison.ledger.unexplained("presence", comparison.structs.added)) {
      const to = asNamed(struct, comparison.to);
      yield {
        finding: findingOf({
          ...this.impact,
          from: null,
          to,
          message: `The ${to.opaque ? "opaque " : ""}${spoken(to)} is new in ${to.header}.`,
        }),
        explains: [struct, ...comparison.to.partsOf(struct)],
      };
    }
    yield* elsewhereReports(comparison, "added", (entry) => isStruct(entry) && !isUnstable(entry));
  },
};
