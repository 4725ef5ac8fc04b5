import { findingOf, spoken, spokenKind } from "../finding.ts";
import { setterOf } from "../hints/siblings.ts";
import type { Rule } from "../rule.ts";

export const lvalueLost: Rule = {
  id: "lvalue-lost",
  title: "No longer assignable",
  purpose: "Checks that a macro that could be assigned to, as in Py_SIZE(op) = n, still can be.",
  kinds: ["macro"],
  impact: { source: "breaking", binary: "compatible" },
  impactReason: "Code that only reads it still compiles. A built module has its own copy of the macro.",
  mirror: { none: "no existing code assigns to what was not assignable" },
  explains: ["kind", "type", "body"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      const { from, to } = pair;
      if (from.kind !== "macro" || !from.assignable) continue;
      if (comparison.ledger.isPairExplained("kind", pair)) continue;
      if (to.kind === "variable" || (to.kind === "macro" && to.assignable)) continue;
      const setter = setterOf(from.name, comparison.to);
      const now = to.kind === "macro" ? "" : `: it is ${spokenKind(to)} now`;
      report(
        findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(from)} can no longer be assigned to${now}.`,
          ...(setter && { replacement: [setter] }),
        }),
        [from],
      );
    }
  },
};
