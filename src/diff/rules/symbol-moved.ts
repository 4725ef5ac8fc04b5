import type { Entry } from "../../manifest/model.ts";
import type { Comparison, Pair, SubjectEntry } from "../comparison.ts";
import { findingOf, isExported, spoken } from "../finding.ts";
import type { Impact } from "../model.ts";
import { type Rule, symbolKinds } from "../rule.ts";

export const symbolMoved: Rule = {
  id: "symbol-moved",
  title: "Symbol moved",
  purpose: "Checks that every symbol is still in its header and on its surface; the enumerators of an enum go with it.",
  kinds: symbolKinds,
  impact: { source: "compatible", binary: "compatible" },
  impactReason:
    "Source breaking from the public surface to the internal one; risky between internal headers, which are " +
    "included one by one, out of the limited API, and where the old header of Include/ is gone. Binary breaking " +
    "where the symbol is no longer exported.",
  mirror: "symbol-moved",
  explains: ["place"],
  *check(comparison) {
    const paired: Pair<SubjectEntry>[] = [...comparison.enums.paired, ...comparison.symbols.paired];
    for (const pair of comparison.unexplainedPairs("place", paired)) {
      const { from, to } = pair;
      if (samePlace(from, to)) continue;
      yield {
        finding: findingOf({
          source: sourceImpact(comparison, pair),
          binary: isExported(from) && !isExported(to) ? "breaking" : "compatible",
          from,
          to,
          message: message(pair),
          hint: to.surface === "internal" && from.surface === "internal" ? `Include ${includeName(to.header)}.` : null,
        }),
        explains: [from, ...partsThatMovedWith(comparison, pair)],
      };
    }
  },
};

/** The typedef and the enumerators that stood where their enum stood, and still do. */
function partsThatMovedWith({ from, to }: Comparison, whole: Pair<SubjectEntry>): SubjectEntry[] {
  return from.partsOf(whole.from).filter((part) => {
    const other = to.symbols.get(part.name);
    if (!other || to.wholeOf(other) !== whole.to) return false;
    return samePlace(part, whole.from) && samePlace(other, whole.to);
  });
}

function samePlace(a: Entry, b: Entry): boolean {
  return a.header === b.header && a.surface === b.surface;
}

function sourceImpact(comparison: Comparison, { from, to }: Pair<SubjectEntry>): Impact {
  if (from.surface === "public" && to.surface === "internal") return "breaking";
  if (to.surface === "internal") return "risky";
  if (from.tier === "limited" && to.tier !== "limited") return "risky";
  return directlyInInclude(from.header) && !comparison.to.headers.has(from.header) ? "risky" : "compatible";
}

/** Headers of the folders below are included by other headers, only these by name. */
function directlyInInclude(header: string): boolean {
  return /^Include\/[^/]+$/.test(header);
}

function includeName(header: string): string {
  return `"${header.replace(/^Include\//, "")}"`;
}

function message({ from, to }: Pair<SubjectEntry>): string {
  const way = from.header === to.header ? `in ${to.header}` : `from ${from.header} to ${to.header}`;
  if (from.surface !== to.surface) {
    return `The ${spoken(from)} moved from the ${from.surface} surface to the ${to.surface} one, ${way}.`;
  }
  const tier = from.tier === to.tier ? "" : `; its tier was ${from.tier} and is ${to.tier}`;
  return `The ${spoken(from)} moved ${way}${tier}.`;
}
