import type { ManifestSymbol } from "../../manifest/model.ts";
import { meaningOf } from "../alias.ts";
import { callersOf } from "../callers.ts";
import type { Comparison } from "../comparison.ts";
import { counted } from "../counted.ts";
import { findingOf, isFunction, spoken, subjectOf } from "../finding.ts";
import type { ChangeKey } from "../model.ts";
import type { Pair } from "../pair.ts";
import type { Rule } from "../rule.ts";
import { type SignatureChange, signatureChange } from "../signature.ts";

export const signatureChanged: Rule = {
  id: "signature-changed",
  title: "Signature changed",
  purpose: "Checks that every function and macro keeps its parameter and return types, after resolving typedefs.",
  kinds: ["function", "inline-function", "macro"],
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Source compatible if every argument and result still converts implicitly, as for an added const. Source risky " +
    "if C converts but C++ does not, or if a value may not fit. Source breaking if the number of parameters " +
    "changed. Source compatible and binary risky if the function became variadic. Binary compatible if built " +
    "modules have their own copy, or pass and receive the same bits.",
  mirror: "signature-changed",
  explains: ["type"],
  check(comparison, report) {
    const causes = causesOf(comparison);
    for (const pair of comparison.symbols.changed) {
      if (comparison.ledger.isPairExplained("type", pair)) continue;
      const change = changeOf(pair, comparison);
      if (change === null) continue;
      const { from, to } = pair;
      report(
        findingOf({
          source: change.impact.source,
          binary: comparison.from.isExported(from) ? change.impact.binary : "compatible",
          from,
          to,
          because: causes.get(from.name),
          message: `The ${spoken(from)} changed: ${change.details.join("; ")}.`,
        }),
        [from],
      );
    }
  },
};

/** That the macro takes other arguments is the same event, under the name that code uses. */
function causesOf(comparison: Comparison): Map<string, ChangeKey> {
  const causes = new Map<string, ChangeKey>();
  for (const caller of callersOf(comparison)) {
    if (comparison.ledger.isPairExplained("type", caller) || changeOf(caller, comparison) === null) continue;
    causes.set(caller.calls, { rule: "signature-changed", subject: subjectOf(caller.from) });
  }
  return causes;
}

function changeOf({ from, to }: Pair<ManifestSymbol>, comparison: Comparison): SignatureChange | null {
  if (isFunction(from) && isFunction(to)) return signatureChange({ from, to }, comparison);
  if (from.kind !== "macro" || to.kind !== "macro") return null;
  const [before, after] = [takes(meaningOf(from, comparison.from)), takes(meaningOf(to, comparison.to))];
  if (before !== after) {
    return { impact: { source: "breaking", binary: "compatible" }, details: [spokenParams(before, after)] };
  }
  // An object-like macro for a function, but not for another macro, may be used other than in a call.
  if (
    from.params !== null ||
    to.params === null ||
    before === null ||
    meaningOf(from, comparison.from).kind === "macro"
  )
    return null;
  const details = [`it no longer stands for ${meaningOf(from, comparison.from).name} except in calls`];
  return { impact: { source: "risky", binary: "compatible" }, details };
}

/** The number of arguments of a call; null if it is not callable. */
function takes(symbol: ManifestSymbol): number | null {
  return "params" in symbol ? (symbol.params?.length ?? null) : null;
}

function spokenParams(before: number | null, after: number | null): string {
  if (before === null) return `it takes ${counted(after ?? 0, "parameter")}; it had no parameter list`;
  if (after === null) return `it has no parameter list; it took ${counted(before, "parameter")}`;
  return `it takes ${counted(after, "parameter")}, not ${before}`;
}
