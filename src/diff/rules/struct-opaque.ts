import type { ManifestStruct } from "../../manifest/model.ts";
import { accessorsOf } from "../accessors.ts";
import { asInternal, completedBy, isHidden, lossOfSight } from "../completion.ts";
import { findingOf, spoken } from "../finding.ts";
import { binaryOfHiding } from "../member-impact.ts";
import type { Pair } from "../pair.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structOpaque: Rule = {
  id: "struct-opaque",
  title: "Struct became opaque",
  purpose:
    "Checks that code that could see the members of a struct or union, in extensions or with internal headers, " +
    "still can.",
  kinds: structKinds,
  impact: { source: "breaking", binary: "risky" },
  impactReason:
    "Binary compatible if the internal headers still have every member at its offset and the struct keeps its size. " +
    "Binary breaking if a member moved or was removed. If only the size changed, as for layout-changed. Binary " +
    "risky if the headers no longer show the members. At most risky if only internal headers completed a public " +
    "struct before.",
  mirror: "struct-exposed",
  explains: ["place"],
  check(comparison, report) {
    for (const pair of comparison.structs.paired) {
      if (comparison.ledger.isPairExplained("place", pair)) continue;
      const { from, to } = pair;
      if (from.surface !== to.surface || lossOfSight(from, to) <= 0) continue;
      const wasPublic = completedBy(from) === "public";
      const isHarmless = isHidden(from);
      const accessors = wasPublic ? accessorsOf(from, to, comparison.to) : [];
      report(
        findingOf({
          source: isHarmless ? "risky" : "breaking",
          binary: isHarmless ? "risky" : binaryOfHiding(comparison, pair),
          from: wasPublic ? from : asInternal(from),
          to: wasPublic ? to : asInternal(to),
          ...(accessors.length === 0 ? {} : { accessors }),
          message: message(pair),
        }),
        [from, ...comparison.from.partsOf(from)],
      );
    }
  },
};

function message({ from, to }: Pair<ManifestStruct>): string {
  const now = to.members === null ? `${to.header} only names it` : `only ${to.header} completes it`;
  return `The ${spoken(from)} is opaque: ${now}.`;
}
