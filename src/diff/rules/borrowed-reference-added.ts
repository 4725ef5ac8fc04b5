import { findingOf, spoken, subjectOf } from "../finding.ts";
import type { ChangeKey } from "../model.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const borrowedReferenceAdded: Rule = {
  id: "borrowed-reference-added",
  title: "New function returns a borrowed reference",
  purpose: "Checks that no new public function or macro is documented to return a borrowed reference (PEP 620).",
  kinds: symbolKinds.filter((kind) => kind === "function" || kind === "inline-function" || kind === "macro"),
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "No existing code uses a new name. New code must take a reference of its own to keep the result.",
  mirror: { none: "The removal of such a function is a removal like any other." },
  explains: [],
  check({ symbols, ledger }, report) {
    for (const symbol of symbols.added) {
      if (symbol.surface !== "public" || !("reference" in symbol) || symbol.reference !== "borrowed") continue;
      const added = ledger.explainedBy("presence", symbol);
      const because: ChangeKey = added ?? { rule: "symbol-added", subject: subjectOf(symbol) };
      report(
        findingOf({
          ...this.impact,
          from: null,
          to: symbol,
          message: `The ${spoken(symbol)} returns a borrowed reference.`,
          because,
        }),
        [],
      );
    }
  },
};
