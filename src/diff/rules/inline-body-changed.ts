import type { ManifestSymbol, ShadowingMacro } from "../../manifest/model.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const inlineBodyChanged: Rule = {
  id: "inline-body-changed",
  title: "Body of inline code or of a macro changed",
  purpose: "Checks that the body of every inline function and of every macro other than a constant is unchanged.",
  kinds: ["function", "inline-function", "macro", "variable", "typedef", "enumerator"],
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "A built module keeps using the old body. Changes of structs that the body accesses are reported for their " +
    "members.",
  mirror: "inline-body-changed",
  onRequest: true,
  explains: ["body"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      if (comparison.ledger.isPairExplained("body", pair)) continue;
      const { from, to } = pair;
      if (from.kind !== to.kind || bodyOf(from) === bodyOf(to)) continue;
      report(findingOf({ ...this.impact, from, to, message: `The body of the ${spoken(from)} changed.` }), [from]);
    }
  },
};

/** Includes the macro of the same name, if any. */
function bodyOf(symbol: ManifestSymbol): string {
  if (symbol.kind === "macro") return symbol.value ?? textOf(symbol);
  return `${"bodyHash" in symbol ? symbol.bodyHash : ""} ${symbol.macro === null ? "" : textOf(symbol.macro)}`;
}

/** Parameters are numbered, since their names do not matter. */
function textOf({ params, body }: ShadowingMacro): string {
  return body.replace(/[A-Za-z_]\w*/g, (word) => (params?.includes(word) ? `$${params.indexOf(word)}` : word));
}
