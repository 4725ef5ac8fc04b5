import { findingOf, spoken } from "../finding.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolAdded: Rule = {
  id: "symbol-added",
  title: "Symbol added",
  purpose: "Checks that no function, macro, variable, typedef, enum or enumerator is new.",
  kinds: symbolKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "Nothing that exists uses a new name.",
  mirror: "symbol-removed",
  explains: ["presence"],
  *check(comparison) {
    const added = [...comparison.enums.added, ...comparison.symbols.added];
    for (const symbol of comparison.ledger.unexplained("presence", added)) {
      yield {
        finding: findingOf({
          ...this.impact,
          from: null,
          to: symbol,
          message: `The ${spoken(symbol)} is new in ${symbol.header}.`,
        }),
        explains: [symbol, ...comparison.to.partsOf(symbol)],
      };
    }
  },
};
