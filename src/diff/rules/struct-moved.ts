import { accessorsOf } from "../accessors.ts";
import { asInternal, completedBy } from "../completion.ts";
import { findingOf } from "../finding.ts";
import { binaryOfHiding } from "../member-impact.ts";
import { hintOfMove, messageOfMove, reasonOfMove, samePlace, sourceOfMove } from "../place.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structMoved: Rule = {
  id: "struct-moved",
  title: "Struct moved",
  purpose: "Checks that every struct and union stays in its header and on its surface; its typedefs move with it.",
  kinds: structKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "Source breaking if it moved from the public surface to the internal one; then members that moved or were " +
    "removed also break built modules. Otherwise as for symbol-moved.",
  mirror: "struct-moved",
  explains: ["place", "tier"],
  check(comparison, report) {
    for (const pair of comparison.structs.paired) {
      if (comparison.ledger.isPairExplained("place", pair)) continue;
      const isLost = pair.from.surface === "public" && pair.to.surface === "internal";
      // If only internal headers complete it, the definition is what moves.
      const isBody = completedBy(pair.from) === "internal" && completedBy(pair.to) === "internal" && !isLost;
      const seen = isBody ? { from: asInternal(pair.from), to: asInternal(pair.to) } : pair;
      if (samePlace(seen.from, seen.to)) continue;
      const wasComplete = isLost && completedBy(pair.from) === "public";
      const accessors = wasComplete ? accessorsOf(pair.from, pair.to, comparison.to) : [];
      report(
        findingOf({
          source: sourceOfMove(comparison, seen),
          binary: wasComplete ? binaryOfHiding(comparison, pair) : "compatible",
          ...seen,
          because: reasonOfMove(comparison, seen),
          ...(accessors.length === 0 ? {} : { accessors }),
          message: messageOfMove(comparison, seen, pair),
          hint: hintOfMove(comparison, seen),
        }),
        [pair.from, ...comparison.from.partsOf(pair.from)],
      );
    }
  },
};
