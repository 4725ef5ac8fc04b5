import { asNamed } from "../completion.ts";
import { elsewhereReports, isStruct, isUnstable } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken } from "../finding.ts";
import { lossOfHeader } from "../place.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structRemoved: Rule = {
  id: "struct-removed",
  title: "Struct removed",
  purpose: "Checks that every struct and union still exists; its typedefs belong to the same change.",
  kinds: structKinds,
  impact: { source: "breaking", binary: "risky" },
  impactReason:
    "Source compatible if headers only named it by its tag, which C code may do without a declaration. " +
    "Binary compatible if the struct was opaque, so that built modules know nothing about it. Otherwise built " +
    "modules have member offsets compiled in that the headers no longer describe.",
  mirror: "struct-added",
  explains: ["presence"],
  check(comparison, report) {
    for (const struct of comparison.structs.removed) {
      if (comparison.ledger.isExplained("presence", struct)) continue;
      const from = asNamed(struct, comparison.from);
      const adjective = from.opaque ? "opaque " : from.members === null ? "incomplete " : "";
      report(
        findingOf({
          source: from.members === null && from.typedefs.length === 0 ? "compatible" : "breaking",
          binary: binaryOfLoss(comparison, from, null),
          from,
          to: null,
          because: lossOfHeader(comparison, from),
          message: `The ${adjective}${spoken(from)} is gone from ${from.header}.`,
        }),
        [struct, ...comparison.from.partsOf(struct)],
      );
    }
    elsewhereReports(comparison, report, "removed", (entry) => isStruct(entry) && !isUnstable(entry));
  },
};
