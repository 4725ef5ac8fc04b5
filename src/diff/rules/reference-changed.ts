import type { Documented, ManifestSymbol } from "../../manifest/model.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const referenceChanged: Rule = {
  id: "reference-changed",
  title: "Kind of reference changed",
  purpose:
    "Checks that every function and macro is documented to return the same kind of reference, new or borrowed, as " +
    "before.",
  kinds: ["function", "inline-function", "macro"],
  impact: { source: "risky", binary: "risky" },
  impactReason:
    "If it is borrowed now, code that releases it releases another owner's reference; if it is new now, code that " +
    "does not release it leaks it. At most risky, since Doc/data/refcounts.dat may have been wrong before.",
  mirror: "reference-changed",
  explains: [],
  check({ symbols }, report) {
    for (const { from, to } of symbols.changed) {
      const [before, after] = [referenceOf(from), referenceOf(to)];
      if (before === null || after === null || before === after) continue;
      report(
        findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(to)} is documented to return a ${after} reference, not a ${before} one.`,
        }),
        [],
      );
    }
  },
};

function referenceOf(symbol: ManifestSymbol): Documented["reference"] {
  return "reference" in symbol ? symbol.reference : null;
}
