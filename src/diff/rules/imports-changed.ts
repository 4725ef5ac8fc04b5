import type { Comparison } from "../comparison.ts";
import { compatible, worstOf } from "../conversion.ts";
import { binaryOfLoss, findingOf, spoken } from "../finding.ts";
import { implementationOf, importedOnly, listed } from "../implementation.ts";
import type { ImpactPair } from "../model.ts";
import type { Rule } from "../rule.ts";
import { isSameJson } from "../same.ts";

export const importsChanged: Rule = {
  id: "imports-changed",
  title: "Imports of compiled-in code changed",
  purpose:
    "Checks that every inline function and macro, whose own text may be unchanged, makes extensions import the same " +
    "functions and variables, as far as those are still there.",
  kinds: ["function", "inline-function", "macro", "variable"],
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "Built modules keep importing what the old code needs. Binary breaking if that is no longer exported; risky if " +
    "it was in the stable ABI, which promises to keep exporting it.",
  mirror: "imports-changed",
  explains: [],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      if (comparison.ledger.isPairExplained("kind", pair)) continue;
      const [before, after] = [implementationOf(pair.from), implementationOf(pair.to)];
      // A call or another kind of code is reported as a change of kind.
      if (before === null || after?.kind !== before.kind || before.kind === "call") continue;
      if (isSameJson(before.imports, after.imports)) continue;
      const [joined, left] = [importedOnly(after, before), importedOnly(before, after)];
      if (![...joined, ...left].some((name) => isOnBothSides(name, comparison))) continue;
      const losses = lossesOf(left, comparison);
      const said = [
        ...(joined.length === 0 ? [] : [`imports ${listed(joined)} now`]),
        ...(left.length === 0 ? [] : [`no longer imports ${listed(left)}${lossText(left, losses)}`]),
      ];
      report(
        findingOf({
          source: "compatible",
          binary: worstOf(...losses.values()).binary,
          ...pair,
          message: `The ${spoken(pair.from)} ${said.join("; ")}.`,
        }),
        [],
      );
    }
  },
};

/** What imports a name that is gone, new or renamed follows from that change. */
function isOnBothSides(name: string, { from, to }: Comparison): boolean {
  const before = from.symbols.get(name);
  return before !== undefined && before.kind === to.symbols.get(name)?.kind;
}

/** The impact of names that are no longer exported, which built modules still import. */
function lossesOf(names: readonly string[], comparison: Comparison): Map<string, ImpactPair> {
  const { from, to } = comparison;
  const losses = new Map<string, ImpactPair>();
  for (const name of names) {
    const entry = from.symbols.get(name);
    const binary = entry === undefined ? "compatible" : binaryOfLoss(comparison, entry, to.symbols.get(name) ?? null);
    if (binary !== "compatible") losses.set(name, { ...compatible, binary });
  }
  return losses;
}

function lossText(names: readonly string[], losses: ReadonlyMap<string, ImpactPair>): string {
  if (losses.size === 0) return "";
  if (losses.size === names.length) return ", which no header exports now";
  return `, of which no header exports ${listed([...losses.keys()])} now`;
}
