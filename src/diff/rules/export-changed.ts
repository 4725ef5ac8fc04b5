import { binaryOfLoss, findingOf, isExported, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const exportChanged: Rule = {
  id: "export-changed",
  title: "Export changed",
  purpose: "Checks that the same functions and variables are marked with PyAPI_FUNC or PyAPI_DATA as before.",
  kinds: ["function", "inline-function", "variable"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Without the mark, code compiles but does not link. Binary risky if the symbol was in the stable ABI, which " +
    "promises to keep exporting it, or if the tree has no list of the stable ABI. Compatible if the mark was " +
    "added.",
  mirror: "export-changed",
  explains: ["export"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      if (comparison.ledger.isPairExplained("export", pair)) continue;
      const { from, to } = pair;
      if (from.kind !== to.kind || isExported(from) === isExported(to)) continue;
      report(
        findingOf({
          source: isExported(to) ? "compatible" : "breaking",
          binary: binaryOfLoss(from, to),
          from,
          to,
          message: `The ${spoken(from)} is ${isExported(to) ? "exported now" : "no longer exported"}.`,
        }),
        [from],
      );
    }
  },
};
