import type { ManifestSymbol, ShadowingMacro } from "../../manifest/model.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const inlineBodyChanged: Rule = {
  id: "inline-body-changed",
  title: "Body that compiles into extensions changed",
  purpose: "Checks that every inline function and every macro that is no constant has the body that it had.",
  kinds: ["function", "inline-function", "macro", "variable", "typedef", "enumerator"],
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "A built module goes on with the old body; what that reads of structs is told where their members change.",
  mirror: "inline-body-changed",
  onRequest: true,
  explains: ["body"],
  *check(comparison) {
    for (const { from, to } of comparison.ledger.unexplainedPairs("body", comparison.symbols.changed)) {
      if (from.kind !== to.kind || bodyOf(from) === bodyOf(to)) continue;
      yield {
        finding: findingOf({ ...this.impact, from, to, message: `The body of the ${spoken(from)} changed.` }),
        explains: [from],
      };
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
