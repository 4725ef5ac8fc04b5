import { binaryOfLoss, findingOf, isExported, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const exportChanged: Rule = {
  id: "export-changed",
  title: "Export changed",
  purpose: "Checks that PyAPI_FUNC or PyAPI_DATA still marks every function and variable that it marked, and no other.",
  kinds: ["function", "inline-function", "variable"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "What lost its mark compiles and does not link; binary risky where it was in the stable ABI, which promises to " +
    "export it all the same, or where the tree has no list that tells. Compatible where the mark is new.",
  mirror: "export-changed",
  explains: ["export"],
  *check(comparison) {
    for (const { from, to } of comparison.ledger.unexplainedPairs("export", comparison.symbols.changed)) {
      if (from.kind !== to.kind || isExported(from) === isExported(to)) continue;
      yield {
        finding: findingOf({
          source: isExported(to) ? "compatible" : "breaking",
          binary: binaryOfLoss(from, to),
          from,
          to,
          message: `The ${spoken(from)} is ${isExported(to) ? "exported now" : "no longer exported"}.`,
        }),
        explains: [from],
      };
    }
  },
};
