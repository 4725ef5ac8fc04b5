import type { ManifestSymbol } from "../../manifest/model.ts";
import { binaryOfLoss, findingOf, isMarked, sourceOfHiding, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const exportChanged: Rule = {
  id: "export-changed",
  title: "Export changed",
  purpose: "Checks that libpython exports the same functions and variables as before.",
  kinds: ["function", "inline-function", "variable"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "What is not exported compiles but does not link. Exported is what has the mark PyAPI_FUNC or PyAPI_DATA and, " +
    "before 3.9 on all platforms but Windows, whatever is not static. Binary risky if the symbol was in the stable " +
    "ABI, which promises to keep exporting it, or if the tree has no list of the stable ABI. Source and binary " +
    "risky if the symbol had no mark, since headers do not show whether libpython has it. Compatible if it is " +
    "exported now.",
  mirror: "export-changed",
  explains: ["export"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      const { from, to } = pair;
      const isNow = comparison.to.isExported(to);
      if (from.kind !== to.kind || comparison.from.isExported(from) === isNow) continue;
      if (comparison.ledger.isPairExplained("export", pair)) continue;
      // An internal name without a mark was exported by accident.
      if (from.surface === "internal" && !isMarked(from) && !isMarked(to)) continue;
      const said = isNow ? "is exported now" : lossText(from);
      report(
        findingOf({
          source: sourceOfHiding(comparison, from, to),
          binary: binaryOfLoss(comparison, from, to),
          from,
          to,
          message: `The ${spoken(from)} ${said}.`,
        }),
        [from],
      );
    }
  },
};

const lossText = (symbol: ManifestSymbol) =>
  isMarked(symbol) ? "is no longer exported" : "is hidden now: no header marks it";
