import type { Comparison, Pair, SubjectEntry } from "../comparison.ts";
import { findingOf, isExported } from "../finding.ts";
import { hintOfMove, messageOfMove, samePlace, sourceOfMove } from "../place.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolMoved: Rule = {
  id: "symbol-moved",
  title: "Symbol moved",
  purpose: "Checks that every symbol is still in its header and on its surface; the enumerators of an enum go with it.",
  kinds: symbolKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "Source breaking from the public surface to the internal one; risky between internal headers, which are " +
    "included one by one, out of the limited API, and where the old header of Include/ is gone. Binary breaking " +
    "where the symbol is no longer exported.",
  mirror: "symbol-moved",
  explains: ["place"],
  *check(comparison) {
    const paired: Pair<SubjectEntry>[] = [...comparison.enums.paired, ...comparison.symbols.paired];
    for (const pair of comparison.unexplainedPairs("place", paired)) {
      const { from, to } = pair;
      if (samePlace(from, to)) continue;
      yield {
        finding: findingOf({
          source: sourceOfMove(comparison, pair),
          binary: isExported(from) && !isExported(to) ? "breaking" : "compatible",
          from,
          to,
          message: messageOfMove(pair),
          hint: hintOfMove(pair),
        }),
        explains: [from, ...partsThatMovedWith(comparison, pair)],
      };
    }
  },
};

/** The typedef and the enumerators that stood where their enum stood, and still do. */
function partsThatMovedWith({ from, to }: Comparison, whole: Pair<SubjectEntry>): SubjectEntry[] {
  return from.partsOf(whole.from).filter((part) => {
    const other = to.symbols.get(part.name);
    if (!other || to.wholeOf(other) !== whole.to) return false;
    return samePlace(part, whole.from) && samePlace(other, whole.to);
  });
}
