import type { SymbolCommon } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { isMarked, spoken, spokenKind, subjectOf } from "./finding.ts";
import { includeName } from "./header-graph.ts";
import type { SubjectEntry } from "./manifest-index.ts";
import type { ChangeKey, Impact } from "./model.ts";
import type { Pair } from "./pair.ts";

type Place = Pick<SymbolCommon, "header" | "surface" | "alsoIn">;

/** Whether the header of one declares the other too: a name may be declared in several. */
export function samePlace(a: Place, b: Place): boolean {
  return a.surface === b.surface && (isIn(a.header, b) || isIn(b.header, a));
}

const isIn = (path: string, { header, alsoIn }: Place): boolean => path === header || alsoIn?.includes(path) === true;

/** The impact of a move on source that uses the entry. */
export function sourceOfMove(comparison: Comparison, pair: Pair<SubjectEntry>): Impact {
  if (pair.from.surface === "public" && pair.to.surface === "internal") return "breaking";
  if (isStillThere(comparison, pair)) return "compatible";
  return pair.to.surface === "internal" ? "risky" : "breaking";
}

/** Whether the `#include` lines that gave the entry still do. */
function isStillThere(comparison: Comparison, { from, to }: Pair<SubjectEntry>): boolean {
  const [before, after] = [comparison.from.headers, comparison.to.headers];
  if (after.inPython(to.header)) return true;
  if (before.inPython(from.header)) return false;
  const named = from.surface === "internal" ? [from.header] : before.entriesTo(from.header);
  return named.every((header) => after.brings(header, to.header));
}

/** What to include now if the former `#include` lines are not enough. */
export function hintOfMove(comparison: Comparison, pair: Pair<SubjectEntry>): string | null {
  const { from, to } = pair;
  if (isStillThere(comparison, pair) || (from.surface === "public" && to.surface === "internal")) return null;
  const [entry = to.header] = to.surface === "internal" ? [] : comparison.to.headers.entriesTo(to.header);
  return `Include ${includeName(entry)}.`;
}

/** @param tiers the entries whose tiers to report, if only a body that internal headers show moved */
export function messageOfMove(
  comparison: Comparison,
  { from, to }: Pair<SubjectEntry>,
  tiers: Pair<SubjectEntry> = { from, to },
): string {
  if (isOtherKindInside({ from, to }))
    return `The ${spoken(from)} is gone from ${from.header}; on the internal surface, ${to.header} has ${spokenKind(to)} of this name.`;
  const way = from.header === to.header ? `in ${to.header}` : `from ${from.header} to ${to.header}`;
  if (from.surface !== to.surface) {
    const where = from.header === to.header ? `, in ${to.header}` : `; it moved ${way}`;
    return `The ${spoken(from)} is ${to.surface} now${where}${exportText(comparison, { from, to })}.`;
  }
  const [before, after] = [tiers.from.tier, tiers.to.tier];
  const tier = before === after ? "" : `; its tier was ${before} and is ${after}`;
  const python = joinsPython(comparison, { from, to }) ? "; Python.h includes it now" : "";
  return `The ${spoken(from)} moved ${way}${tier}${python}${exportText(comparison, { from, to })}.`;
}

/** Whether a public name is gone, and an internal one of another kind has its name: it may have been there all along. */
export const isOtherKindInside = ({ from, to }: Pair<SubjectEntry>): boolean =>
  from.surface === "public" && to.surface === "internal" && subjectOf(from).kind !== subjectOf(to).kind;

function exportText({ ledger, from: before, to: after }: Comparison, { from, to }: Pair<SubjectEntry>): string {
  if (ledger.isExplained("export", from) || before.isExported(from) === after.isExported(to)) return "";
  // What was internal and without a mark was exported by accident.
  if (from.surface === "internal" && !isMarked(from) && !isMarked(to)) return "";
  return after.isExported(to) ? "; it is exported now" : "; it is no longer exported";
}

/** Whether extensions had to include a header by its name, and get the entry with `Python.h` now. */
export function joinsPython({ from, to }: Comparison, pair: Pair<Pick<Place, "header" | "surface">>): boolean {
  if (pair.from.surface !== "public" || pair.to.surface !== "public") return false;
  return to.headers.inPython(pair.to.header) && !from.headers.inPython(pair.from.header);
}

/**
 * The renamed header, or the change of the limited API, that explains why the entry moved. A move to another surface is
 * an event of its own, unless extensions had to name the header in an `#include` line, which breaks first.
 */
export function reasonOfMove(comparison: Comparison, { from, to }: Pair<SubjectEntry>): ChangeKey | undefined {
  if (from.surface !== to.surface) return lossOfHeader(comparison, from);
  const renamed = comparison.headers.renamed.find(
    (pair) => pair.from.name === from.header && pair.to.name === to.header,
  );
  if (renamed !== undefined) return { rule: "header-renamed", subject: subjectOf(renamed.from) };
  return from.tier === to.tier ? undefined : comparison.ledger.explainedBy("limited-api", from);
}

/** The loss of the header that extensions had to name in an `#include` line to get the entry. */
export function lossOfHeader({ from, headers }: Comparison, { header }: SubjectEntry): ChangeKey | undefined {
  if (from.headers.inPython(header)) return undefined;
  const renamed = headers.renamed.find((pair) => pair.from.name === header)?.from;
  if (renamed !== undefined) return { rule: "header-renamed", subject: subjectOf(renamed) };
  const removed = headers.removed.find(({ name }) => name === header);
  return removed && { rule: "header-removed", subject: subjectOf(removed) };
}

/** The move of a symbol or struct to another surface, which changes more than its place. */
export function moveToOtherSurface({ from, to }: Pair<SubjectEntry>): ChangeKey | undefined {
  if (from.surface === to.surface) return undefined;
  const isStruct = "kind" in from && (from.kind === "struct" || from.kind === "union");
  return { rule: isStruct ? "struct-moved" : "symbol-moved", subject: subjectOf(from) };
}
