import type { ManifestSymbol } from "../../manifest/model.ts";
import { meaningOf } from "../alias.ts";
import { compatible, worstOf } from "../conversion.ts";
import { binaryOfLoss, findingOf, isFunction, spoken, spokenKind } from "../finding.ts";
import type { Impact } from "../model.ts";
import { type Rule, symbolKinds } from "../rule.ts";
import { signatureChange } from "../signature.ts";

export const kindChanged: Rule = {
  id: "kind-changed",
  title: "Kind changed",
  purpose:
    "Checks that every symbol is still of its kind: function, inline function, macro, variable, type or constant.",
  kinds: symbolKinds,
  impact: { source: "risky", binary: "compatible" },
  impactReason:
    "Source compatible where all that one could do with the old kind can be done with the new one: from a macro to a " +
    "function that takes any pointer still, between functions and inline functions. Breaking where it cannot be used " +
    "in the same way at all. Binary breaking where the symbol is no longer exported, risky where it was in the stable " +
    "ABI, which promises to export it all the same.",
  mirror: "kind-changed",
  explains: ["kind", "type", "export", "body"],
  *check(comparison) {
    for (const pair of comparison.ledger.unexplainedPairs("kind", comparison.symbols.paired)) {
      const { from, to } = pair;
      if (from.kind === to.kind) continue;
      const [before, after] = [meaningOf(from, comparison.from), meaningOf(to, comparison.to)];
      const signature =
        isFunction(before) && isFunction(after) ? signatureChange({ from: before, to: after }, comparison) : null;
      const source = worstOf(
        { ...compatible, source: sourceImpact(before, after) },
        signature?.impact ?? compatible,
      ).source;
      const details = signature === null ? "" : `, and ${signature.details.join(", ")}`;
      yield {
        finding: findingOf({
          source,
          binary: binaryOfLoss(from, to),
          from,
          to,
          message: `The ${spoken(from)} is ${spokenKind(to)} now${details}.`,
        }),
        explains: [from],
      };
    }
  },
};

/** How a symbol is used: called, as a value, as a type, or in some other way. */
function useOf(symbol: ManifestSymbol): "call" | "value" | "type" | "other" {
  if (isFunction(symbol)) return "call";
  if (symbol.kind === "typedef") return "type";
  if (symbol.kind !== "macro") return "value";
  return symbol.params !== null ? "call" : symbol.value !== null ? "value" : "other";
}

function sourceImpact(from: ManifestSymbol, to: ManifestSymbol): Impact {
  const [before, after] = [useOf(from), useOf(to)];
  if (before === "other" || after === "other") return "risky";
  if (before !== after) return "breaking";
  if (isFunction(from) && isFunction(to)) return "compatible";
  if (isFunction(to)) {
    if (from.kind === "macro" && from.params?.length !== to.params.length) return "breaking";
    // A macro is still what calls meet first.
    if (to.macro?.params?.length === to.params.length) return "compatible";
    // A macro took any pointer, as one that only casts does.
    return to.castMacro || to.params.every(({ type }) => !type.endsWith("*")) ? "compatible" : "risky";
  }
  // A function has an address; a macro is seen by `#ifdef`.
  return "risky";
}
