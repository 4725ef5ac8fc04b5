import { asNamed } from "../completion.ts";
import { elsewhereReports, isStruct, isUnstable } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structRemoved: Rule = {
  id: "struct-removed",
  title: "Struct removed",
  purpose: "Checks that every struct and union still exists; its typedefs belong to the same change.",
  kinds: structKinds,
  impact: { source: "breaking", binary: "risky" },
  impactReason:
    "Binary compatible if the struct was opaque, so that built modules know nothing about it. Otherwise built " +
    "modules have member offsets compiled in that the headers no longer describe.",
  mirror: "struct-added",
  explains: ["presence"],
  *check(comparison) {
    for (const struct of comparison.ledger.unexplained("presence", comparison.structs.removed)) {
      const from = asNamed(struct, comparison.from);
      yield {
        finding: findingOf({
          source: "breaking",
          binary: binaryOfLoss(from, null),
          from,
          to: null,
          message: `The ${from.opaque ? "opaque " : ""}${spoken(from)} is gone from ${from.header}.`,
        }),
        explains: [struct, ...comparison.from.partsOf(struct)],
      };
    }
    yield* elsewhereReports(comparison, "removed", (entry) => isStruct(entry) && !isUnstable(entry));
  },
};
