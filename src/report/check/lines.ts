import { type CheckDiagnostic, type FindingKind, usedText } from "../../check/model.ts";
import { listAt } from "../../check/subject.ts";
import type { Place } from "../../check/use.ts";
import { counted } from "../../diff/counted.ts";
import { suppressionText } from "../diff/report.ts";
import { printable } from "../printable.ts";
import { table } from "../table.ts";
import { placeText, type ReportedCheckFinding, shortList, sinceText } from "./report.ts";

interface Entry {
  place: Place | null;
  finding: ReportedCheckFinding;
  /** Sentences after the finding's own. */
  notes: readonly string[];
}

/** One line per place, ordered by file and line. */
export function placeLines(findings: readonly ReportedCheckFinding[]): string[] {
  return linesOf(
    findings.flatMap((finding) => {
      const places = finding.places.length === 0 ? [null] : finding.places;
      return places.map((place) => ({ place, finding, notes: [] }));
    }),
  );
}

/**
 * One line per cause, ordered by file and line: for a finding at its first place, for members of a struct that is
 * opaque, for values of wrong types given to the members of one, and for files that need another release of their generator.
 * @param generated a diagnostic for each of these files
 */
export function foldedLines(
  findings: readonly ReportedCheckFinding[],
  generated: readonly CheckDiagnostic[],
): string[] {
  const advice = new Map(generated.map(({ place, message }) => [place?.file, message]));
  const own: ReportedCheckFinding[] = [];
  const byAdvice = new Map<string, ReportedCheckFinding[]>();
  for (const finding of findings) {
    const places = finding.places.filter(({ file }) => !advice.has(file));
    const [first] = finding.places;
    if (first === undefined || places.length > 0) own.push({ ...finding, places });
    else listAt(byAdvice, advice.get(first.file) ?? "").push(finding);
  }
  return [
    ...linesOf(withoutConsequences(own)),
    ...[...byAdvice].map(([message, those]) => `  ${printable(adviceText(message, those))}`),
  ];
}

/** `a.c and 3 more files: Cython 0.29 wrote it: regenerate with Cython 3.0.11 or newer. 12 findings.` */
function adviceText(message: string, findings: readonly ReportedCheckFinding[]): string {
  const files = [...new Set(findings.flatMap(({ places }) => places.map(({ file }) => file)))].sort();
  const more = files.length === 1 ? "" : ` and ${counted(files.length - 1, "more file")}`;
  return `${files[0]}${more}: ${message} ${counted(findings.length, "finding")}.`;
}

/** The findings that have one cause are one entry, at the first place of any. */
function withoutConsequences(findings: readonly ReportedCheckFinding[]): Entry[] {
  const entries: Entry[] = [];
  const byCause = new Map<string, ReportedCheckFinding[]>();
  for (const finding of findings) {
    const cause = causeOf(finding);
    if (cause === null) entries.push(entryOf(finding));
    else listAt(byCause, cause).push(finding);
  }
  for (const those of byCause.values()) {
    const [first, ...others] = those.toSorted((a, b) => inFiles(firstPlace(a), firstPlace(b)));
    if (first === undefined) continue;
    const names = others.flatMap(({ used }) => (used.kind === "member" ? used.member : []));
    const also = first.kind === "opaque" ? "Nor can" : "Also of the wrong type:";
    entries.push(entryOf(first, names.length === 0 ? [] : [`${also} ${shortList(names, maxOthers)}.`]));
  }
  return entries;
}

/**
 * What findings about members of one struct have in common: the struct is opaque, and nothing is known to use instead;
 * or the values of an initializer are shifted, which gives a wrong type to every member after.
 */
function causeOf({ kind, used, places, since, hint, replacement }: ReportedCheckFinding): string | null {
  if (used.kind !== "member") return null;
  const hasAdvice = hint !== null || replacement.length > 0;
  if (kind === "opaque") return hasAdvice ? null : `${kind} ${used.struct} ${since?.ref}`;
  return kind === "conversion" ? `${kind} ${used.struct} ${places[0]?.file}` : null;
}

const firstPlace = ({ places }: ReportedCheckFinding): Place | null => places.toSorted(inFiles)[0] ?? null;

function entryOf(finding: ReportedCheckFinding, notes: readonly string[] = []): Entry {
  const [place = null, ...others] = finding.places.toSorted(inFiles);
  const shown = place === null || others.length === 0 ? [] : [`Also at ${nearText(place, others)}.`];
  return { place, finding, notes: [...shown, ...notes] };
}

/** Maximum number of places or names listed besides the first. */
const maxOthers = 4;

/** A finding in one line: `PyFoo is gone. Use PyBar.` */
function remarkText({ finding, place, notes }: Entry): string {
  const { kind, used, message, replacement, hint, confidence, suppression, expansions = [] } = finding;
  const name = usedText(used);
  const instead = replacement.length === 0 ? null : `Use ${replacement.join(", ")}.`;
  return [
    message.includes(name) ? message : `${name}: ${message}`,
    hint ?? instead,
    expansions.length === 0 ? null : `Expanded at ${nearText(place, expansions)}.`,
    confidence === "likely" ? doubtText(kind) : null,
    suppression ? `(${suppressionText(suppression)})` : null,
    ...notes,
  ]
    .filter((part) => part !== null)
    .join(" ");
}

const doubtText = (kind: FindingKind) =>
  kind === "unknown" ? "It may belong to another library." : "Likely, not certain.";

/** `40:9, 52:3 and 12 more places in 3 files`: in the same file, a line and column suffice. */
function nearText(near: Place | null, others: readonly Place[]): string {
  const shown = others.filter(({ file }) => file === near?.file).slice(0, maxOthers);
  const rest = others.filter((place) => !shown.includes(place));
  const texts = shown.map(({ file: _, ...at }) => placeText(at)).join(", ");
  return [texts, restText(rest)].filter((text) => text !== "").join(" and ");
}

function restText(places: readonly Place[]): string {
  const [first] = places;
  if (first === undefined || places.length === 1) return first === undefined ? "" : placeText(first);
  return `${counted(places.length, "more place")} in ${counted(new Set(places.map(({ file }) => file)).size, "file")}`;
}

function linesOf(entries: readonly Entry[]): string[] {
  const rows = entries
    .toSorted((a, b) => inFiles(a.place, b.place))
    .map((entry) => {
      const { place, finding } = entry;
      const since = finding.since === null ? "" : `since ${sinceText(finding)}`;
      return [place === null ? "-" : placeText(place), since, remarkText(entry)].map(printable);
    });
  const isSince = rows.some(([, since]) => since !== "");
  return table(isSince ? rows : rows.map(([place = "", , remark = ""]) => [place, remark]));
}

function inFiles(a: Place | null, b: Place | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}
