import { elsewhereReports, isUnstable } from "../elsewhere-reports.ts";
import { findingOf, spoken } from "../finding.ts";
import { becauseOf } from "../renames/rename.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const unstableAdded: Rule = {
  id: "unstable-added",
  title: "Unstable API added",
  purpose: "Checks that no PyUnstable_ name is new (PEP 689: it may change in any minor version).",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "No existing code uses a new name.",
  mirror: "unstable-removed",
  explains: ["presence"],
  check(comparison, report) {
    const { structs, enums, symbols } = comparison;
    const renames = new Map(comparison.renames.map((rename) => [rename.to.name, rename]));
    const added = [...structs.added, ...enums.added, ...symbols.added];
    for (const entry of added) {
      if (comparison.ledger.isExplained("presence", entry)) continue;
      if (entry.tier !== "unstable") continue;
      const rename = renames.get(entry.name);
      const before =
        rename === undefined
          ? ""
          : `; ${rename.from.name} ${rename.kept && !rename.forwards ? "is like it" : "was its name"}`;
      report(
        findingOf({
          ...this.impact,
          from: null,
          to: entry,
          renamedFrom: rename?.from.name,
          because: rename && becauseOf(rename),
          message: `The unstable ${spoken(entry)} is new in ${entry.header}${before}.`,
        }),
        [entry, ...comparison.to.partsOf(entry)],
      );
    }
    elsewhereReports(comparison, report, "added", isUnstable);
  },
};
