import type { Comparison } from "../comparison.ts";
import { worst } from "../conversion.ts";
import { binaryOfLoss, findingOf, sourceOfHiding } from "../finding.ts";
import type { SubjectEntry } from "../manifest-index.ts";
import type { Pair } from "../pair.ts";
import { hintOfMove, messageOfMove, reasonOfMove, samePlace, sourceOfMove } from "../place.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolMoved: Rule = {
  id: "symbol-moved",
  title: "Symbol moved",
  purpose: "Checks that every symbol stays in its header and on its surface; enumerators move with their enum.",
  kinds: symbolKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "Source breaking if it moved from the public surface to the internal one, or if the header that provided it " +
    "(Python.h, or one that had to be included) no longer does. Source risky between internal headers, unless the " +
    "old one includes the new one. If the symbol is no longer exported, source and binary also as for export-changed.",
  mirror: "symbol-moved",
  explains: ["place", "tier", "export"],
  check(comparison, report) {
    const paired: Pair<SubjectEntry>[] = [...comparison.enums.paired, ...comparison.symbols.changed];
    for (const pair of paired) {
      const { from, to } = pair;
      if (samePlace(from, to) || comparison.ledger.isPairExplained("place", pair)) continue;
      const isLossExplained = comparison.ledger.isExplained("export", from);
      const hiding = isLossExplained ? "compatible" : sourceOfHiding(comparison, from, to);
      report(
        findingOf({
          source: worst(sourceOfMove(comparison, pair), hiding),
          binary: isLossExplained ? "compatible" : binaryOfLoss(comparison, from, to),
          from,
          to,
          message: messageOfMove(comparison, pair),
          hint: hintOfMove(comparison, pair),
          because: reasonOfMove(comparison, pair),
        }),
        [from, ...partsThatMovedWith(comparison, pair)],
      );
    }
  },
};

/** Typedef and enumerators that moved along with their enum. */
function partsThatMovedWith({ from, to }: Comparison, whole: Pair<SubjectEntry>): SubjectEntry[] {
  return from.partsOf(whole.from).filter((part) => {
    const other = to.symbols.get(part.name);
    if (!other || to.wholeOf(other) !== whole.to) return false;
    return samePlace(part, whole.from) && samePlace(other, whole.to);
  });
}
