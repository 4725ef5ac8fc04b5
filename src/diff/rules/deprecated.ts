import { hintOfAlias } from "../alias.ts";
import { findingOf, spoken, subjectOf } from "../finding.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const deprecated: Rule = {
  id: "deprecated",
  title: "Deprecated",
  purpose: "Checks that no symbol is marked with Py_DEPRECATED that was not.",
  topic: "deprecation",
  kinds: symbolKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "Compilers warn, and go on unless they are told to take warnings for errors.",
  mirror: "undeprecated",
  explains: ["deprecation"],
  *check(comparison) {
    const renamed = new Map(comparison.renames.map(({ from, forwards }) => [from, forwards]));
    for (const { from, to } of comparison.ledger.unexplainedPairs("deprecation", comparison.symbols.paired)) {
      if (from.deprecated !== null || to.deprecated === null) continue;
      const since = to.deprecated === "" ? "" : `, since ${to.deprecated}`;
      yield {
        finding: findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(to)} is deprecated${since}.`,
          hint: hintOfAlias(to, comparison.to),
          because: renamed.get(from) ? { rule: "symbol-renamed", subject: subjectOf(from) } : undefined,
        }),
        explains: [from],
      };
    }
  },
};
