import type { ManifestEnum, ManifestSymbol } from "../../manifest/model.ts";
import { elsewhereReports, isStruct, isUnstable } from "../elsewhere-reports.ts";
import { findingOf, sinceText, spoken } from "../finding.ts";
import { becauseOf } from "../renames/rename.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolAdded: Rule = {
  id: "symbol-added",
  title: "Symbol added",
  purpose: "Checks that no function, macro, variable, typedef, enum or enumerator is new.",
  kinds: symbolKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "No existing code uses a new name.",
  mirror: "symbol-removed",
  explains: ["presence"],
  check(comparison, report) {
    const renames = new Map(comparison.renames.map((rename) => [rename.to.name, rename]));
    const added = [...comparison.enums.added, ...comparison.symbols.added];
    for (const symbol of added) {
      if (comparison.ledger.isExplained("presence", symbol)) continue;
      const rename = renames.get(symbol.name);
      report(
        findingOf({
          source: "compatible",
          binary: "compatible",
          from: null,
          to: symbol,
          renamedFrom: rename?.from.name,
          because: rename && becauseOf(rename),
          message: `The ${spoken(symbol)} is new in ${symbol.header}${deprecationText(symbol)}${rename ? `; ${rename.from.name} is like it` : ""}.`,
        }),
        [symbol, ...comparison.to.partsOf(symbol)],
      );
    }
    elsewhereReports(comparison, report, "added", (entry) => !isStruct(entry) && !isUnstable(entry));
  },
};

const deprecationText = (symbol: ManifestSymbol | ManifestEnum) =>
  "deprecated" in symbol && symbol.deprecated !== null ? `, deprecated${sinceText(symbol.deprecated)} already` : "";
