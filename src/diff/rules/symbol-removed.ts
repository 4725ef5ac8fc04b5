import { elsewhereReports, isStruct, isUnstable } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken } from "../finding.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolRemoved: Rule = {
  id: "symbol-removed",
  title: "Symbol removed",
  purpose: "Checks that every function, macro, variable, typedef, enum and enumerator is still there.",
  kinds: symbolKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Binary compatible where the symbol was not exported: a built module holds its own copy of a macro, " +
    "an inline function, a type or an enumerator. Binary risky where it was in the stable ABI, which promises to " +
    "export it although the headers no longer declare it, or where the tree has no list that tells.",
  mirror: "symbol-added",
  explains: ["presence"],
  *check(comparison) {
    const removed = [...comparison.enums.removed, ...comparison.symbols.removed];
    for (const symbol of comparison.ledger.unexplained("presence", removed)) {
      yield {
        finding: findingOf({
          source: "breaking",
          binary: binaryOfLoss(symbol, null),
          from: symbol,
          to: null,
          message: `The ${spoken(symbol)} is gone from ${symbol.header}.`,
        }),
        explains: [symbol, ...comparison.from.partsOf(symbol)],
      };
    }
    yield* elsewhereReports(comparison, "removed", (entry) => !isStruct(entry) && !isUnstable(entry));
  },
};
