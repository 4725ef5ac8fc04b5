import type { Entry } from "../manifest/model.ts";
import type { Comparison, Pair, SubjectEntry } from "./comparison.ts";
import { spoken } from "./finding.ts";
import type { Impact } from "./model.ts";

export function samePlace(a: Entry, b: Entry): boolean {
  return a.header === b.header && a.surface === b.surface;
}

/** What a move does to the source that uses the entry. */
export function sourceOfMove(comparison: Comparison, { from, to }: Pair<SubjectEntry>): Impact {
  if (from.surface === "public" && to.surface === "internal") return "breaking";
  if (to.surface === "internal") return "risky";
  if (from.tier === "limited" && to.tier !== "limited") return "risky";
  return directlyInInclude(from.header) && !comparison.to.headers.has(from.header) ? "risky" : "compatible";
}

/** Headers of the folders below are included by other headers, only these by name. */
function directlyInInclude(header: string): boolean {
  return /^Include\/[^/]+$/.test(header);
}

/** What to include now, where headers are included one by one. */
export function hintOfMove({ from, to }: Pair<SubjectEntry>): string | null {
  return to.surface === "internal" && from.surface === "internal" ? `Include ${includeName(to.header)}.` : null;
}

function includeName(header: string): string {
  return `"${header.replace(/^Include\//, "")}"`;
}

export function messageOfMove({ from, to }: Pair<SubjectEntry>): string {
  const way = from.header === to.header ? `in ${to.header}` : `from ${from.header} to ${to.header}`;
  if (from.surface !== to.surface) {
    return `The ${spoken(from)} moved from the ${from.surface} surface to the ${to.surface} one, ${way}.`;
  }
  const tier = from.tier === to.tier ? "" : `; its tier was ${from.tier} and is ${to.tier}`;
  return `The ${spoken(from)} moved ${way}${tier}.`;
}
