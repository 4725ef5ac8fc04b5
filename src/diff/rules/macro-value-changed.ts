import type { MacroSymbol } from "../../manifest/model.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Rule } from "../rule.ts";

export const macroValueChanged: Rule = {
  id: "macro-value-changed",
  title: "Value of a macro changed",
  purpose: "Checks that every macro that is a constant has the value that it had.",
  kinds: ["macro"],
  impact: { source: "compatible", binary: "risky" },
  impactReason:
    "A built module holds the old value, and nothing tells it. Binary compatible for what patchlevel.h says of the " +
    "version itself, which is another one in each release.",
  mirror: "macro-value-changed",
  explains: ["body"],
  *check(comparison) {
    for (const { from, to } of comparison.ledger.unexplainedPairs("body", comparison.symbols.paired)) {
      if (from.kind !== "macro" || to.kind !== "macro") continue;
      const [before, after] = [constantOf(from), constantOf(to)];
      if (before === null || after === null || before === after) continue;
      yield {
        finding: findingOf({
          source: "compatible",
          binary: [from, to].every(isOfVersion) ? "compatible" : "risky",
          from,
          to,
          message: `The ${spoken(from)} is ${after}; it was ${before}.`,
        }),
        explains: [from],
      };
    }
  },
};

/** An integer constant expression's, or the literal that the macro is: a string, a floating constant. */
function constantOf({ params, body, value }: MacroSymbol): string | null {
  if (value !== null || params !== null) return value;
  return /^(?:"(?:\\.|[^"\\])*"|[\d.][\w.]*(?:[eEpP][+-]\w+)?)$/.test(body) ? body : null;
}

const isOfVersion = ({ header }: MacroSymbol) => header === "Include/patchlevel.h";
