import { elsewhereReports, isUnstable } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken, subjectOf } from "../finding.ts";
import { canReplace } from "../reach.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const unstableRemoved: Rule = {
  id: "unstable-removed",
  title: "Unstable API removed",
  purpose: "Checks that every PyUnstable_ name still exists (PEP 689: it may be removed in any minor version).",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Binary compatible if the symbol was not exported. Binary risky for a struct, whose layout built modules may " +
    "have compiled in.",
  mirror: "unstable-added",
  explains: ["presence"],
  check(comparison, report) {
    const { structs, enums, symbols } = comparison;
    const renames = new Map(comparison.renames.map((rename) => [rename.from.name, rename]));
    const removed = [...structs.removed, ...enums.removed, ...symbols.removed];
    for (const entry of removed) {
      if (comparison.ledger.isExplained("presence", entry)) continue;
      if (entry.tier !== "unstable") continue;
      const rename = renames.get(entry.name);
      const now = rename === undefined ? "" : `; it is ${rename.to.name} now`;
      report(
        findingOf({
          source: "breaking",
          binary: binaryOfLoss(comparison, entry, null),
          from: entry,
          to: null,
          ...(rename && {
            newName: rename.to.name,
            ...(canReplace(rename) && { replacement: [rename.to.name] }),
            because: { rule: "symbol-renamed", subject: subjectOf(rename.from) },
          }),
          message: `The unstable ${spoken(entry)} is gone from ${entry.header}${now}.`,
        }),
        [entry, ...comparison.from.partsOf(entry)],
      );
    }
    elsewhereReports(comparison, report, "removed", isUnstable);
  },
};
