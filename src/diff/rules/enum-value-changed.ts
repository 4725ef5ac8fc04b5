import { groupBy } from "../../group-by.ts";
import type { Entry, EnumeratorSymbol, ManifestEnum } from "../../manifest/model.ts";
import type { Comparison } from "../comparison.ts";
import { findingOf, spoken } from "../finding.ts";
import type { SubjectEntry } from "../manifest-index.ts";
import type { Pair } from "../pair.ts";
import type { Rule } from "../rule.ts";

/** How many enumerators a message lists. */
const maxChanges = 3;

export const enumValueChanged: Rule = {
  id: "enum-value-changed",
  title: "Value of an enumerator changed",
  purpose: "Checks that every enumerator keeps its value; one change covers all enumerators of a named enum.",
  kinds: ["enum", "enumerator"],
  impact: { source: "compatible", binary: "risky" },
  impactReason: "A built module silently uses the old values.",
  mirror: "enum-value-changed",
  explains: ["body"],
  check(comparison, report) {
    for (const [whole, parts] of byEnum(comparison)) {
      report(findingOf({ ...this.impact, ...whole, message: messageOf(whole, parts) }), [
        whole.from,
        ...parts.map(({ from }): Entry => from),
      ]);
    }
  },
};

function messageOf({ from: whole }: Pair<SubjectEntry>, parts: readonly Pair<EnumeratorSymbol>[]): string {
  const [only] = parts;
  if (only?.from === whole) return `The ${spoken(whole)} is ${only.to.value}; it was ${only.from.value}.`;
  const changes = parts.map(({ from, to }) => `${from.name} is ${to.value} and was ${from.value}`);
  const more = changes.length > maxChanges ? `, and ${changes.length - maxChanges} more` : "";
  return `The ${spoken(whole)} changed: ${changes.slice(0, maxChanges).join(", ")}${more}.`;
}

/** Enumerators whose value changed, grouped by enum where they have one. */
function byEnum(comparison: Comparison): Map<Pair<SubjectEntry>, Pair<EnumeratorSymbol>[]> {
  const { from, enums } = comparison;
  const wholes = new Map(enums.paired.map((pair) => [pair.from, pair]));
  return groupBy(changedValues(comparison), (pair): Pair<SubjectEntry> => {
    return wholes.get(from.wholeOf(pair.from) as ManifestEnum) ?? pair;
  });
}

function* changedValues({ symbols, ledger }: Comparison): Iterable<Pair<EnumeratorSymbol>> {
  for (const { from: before, to: after } of symbols.changed) {
    if (before.kind !== "enumerator" || after.kind !== "enumerator" || before.value === after.value) continue;
    if (ledger.isExplained("body", before)) continue;
    yield { from: before, to: after };
  }
}
