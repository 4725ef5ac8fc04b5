import { elsewhereReports, isStruct, isUnstable } from "../elsewhere-reports.ts";
import { binaryOfLoss, findingOf, spoken, subjectOf } from "../finding.ts";
import { isLibraryMacro } from "../library-macro.ts";
import { lossOfHeader } from "../place.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolRemoved: Rule = {
  id: "symbol-removed",
  title: "Symbol removed",
  purpose: "Checks that every function, macro, variable, typedef, enum and enumerator still exists.",
  kinds: symbolKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Source risky if the symbol is a macro in place of a function of the C library, since code then calls that " +
    "function. Binary compatible if the symbol was not exported: a built module has its own copy of a macro, inline " +
    "function, type or enumerator. Binary risky if it was in the stable ABI, which promises to keep exporting it, " +
    "or if the tree has no list of the stable ABI.",
  mirror: "symbol-added",
  explains: ["presence"],
  check(comparison, report) {
    const removed = [...comparison.enums.removed, ...comparison.symbols.removed];
    for (const symbol of removed) {
      if (comparison.ledger.isExplained("presence", symbol)) continue;
      const isLibrarys = isLibraryMacro(subjectOf(symbol));
      report(
        findingOf({
          source: isLibrarys ? "risky" : "breaking",
          binary: binaryOfLoss(comparison, symbol, null),
          from: symbol,
          to: null,
          because: lossOfHeader(comparison, symbol),
          message: `The ${spoken(symbol)} is gone from ${symbol.header}${isLibrarys ? "; the C library's function is called" : ""}.`,
        }),
        [symbol, ...comparison.from.partsOf(symbol)],
      );
    }
    elsewhereReports(comparison, report, "removed", (entry) => !isStruct(entry) && !isUnstable(entry));
  },
};
