import type { Verdict, VersionVerdict } from "../../check/model.ts";
import type { Place } from "../../check/use.ts";
import type { Paint, Style } from "../paint.ts";
import { printable } from "../printable.ts";
import { asText, table } from "../table.ts";
import { buildsText, legend, matrixRows } from "./matrix.ts";
import {
  baselineText,
  type CheckReport,
  diagnosticLines,
  diagnosticsOf,
  extentText,
  headText,
  incompleteText,
  placeText,
  type ReportedCheckFinding,
  remarkText,
  sectionsOf,
  shortList,
  sinceText,
  tallyText,
  usesText,
} from "./report.ts";

const styles: Record<Verdict, Style> = { breaks: "red", risky: "yellow", ok: "green", unknown: "yellow" };

/** Maximum number of places listed per finding, besides the first. */
const maxOthers = 4;

/**
 * A check for people: the verdict, then one line per finding, beginning with its first place in the form that grep and
 * editors use. Findings that need no action are summarized in one line. With `verbose`, all are listed, with a line for
 * each place.
 */
export function checkText(report: CheckReport, paint: Paint, verbose = false): string {
  const { breaking, risky, notices } = sectionsOf(report);
  const lines = [paint(styles[report.verdict], printable(headText(report)))];
  const tell = (findings: readonly ReportedCheckFinding[]) => lines.push("", ...linesOf(findings, verbose));
  if (breaking.length > 0) tell(breaking);
  if (breaking.length > 0 && risky.length > 0) lines.push("", paint("yellow", `may break: ${extentText(risky)}`));
  if (risky.length > 0) tell(risky);
  if (report.versions) lines.push("", printable(buildsText(report)), ...matrix(report.versions, paint));
  if (verbose && notices.length > 0) {
    lines.push("", tallyText(notices));
    tell(notices);
  }
  const { gaps, others } = diagnosticsOf(report);
  const told = diagnosticLines(verbose ? [...gaps, ...others] : gaps);
  if (!report.complete) lines.push("", paint("yellow", incompleteText));
  else if (told.length > 0) lines.push("", "not read or not understood:");
  lines.push(...told.map((line) => `  ${printable(line)}`));
  const folded = verbose ? "" : tallyText(notices, others);
  if (folded !== "") lines.push("", `also: ${folded} (--verbose lists them)`);
  lines.push("", ...[baselineText(report), usesText(report)].map(printable));
  return asText(lines);
}

/** Ordered by file and line. */
function linesOf(findings: readonly ReportedCheckFinding[], verbose: boolean): string[] {
  const entries = findings.flatMap((finding) => {
    const [first = null, ...others] = finding.places.toSorted(inFiles);
    const line = (place: Place | null, others: readonly Place[] = []) => ({ place, others, finding });
    return verbose ? [line(first), ...others.map((other) => line(other))] : [line(first, others)];
  });
  entries.sort((a, b) => inFiles(a.place, b.place));
  const rows = entries.map(({ place, others, finding }) => {
    const since = finding.since === null ? "" : `since ${sinceText(finding)}`;
    const remark = [remarkText(finding), ...(place === null ? [] : othersText(place, others))].join(" ");
    return [place === null ? "-" : placeText(place), since, remark].map(printable);
  });
  const isSince = rows.some(([, since]) => since !== "");
  return table(isSince ? rows : rows.map(([place = "", , remark = ""]) => [place, remark]));
}

/** `Also at 40:9, b.c:3:1 and 12 more.`: in the same file, a line and column suffice. */
function othersText(first: Place, others: readonly Place[]): string[] {
  if (others.length === 0) return [];
  const texts = others.map(({ file, ...at }) => placeText(file === first.file ? at : { ...at, file }));
  return [`Also at ${shortList(texts, maxOthers)}.`];
}

function inFiles(a: Place | null, b: Place | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

/** Breaking names by version. */
function matrix(versions: readonly VersionVerdict[], paint: Paint): string[] {
  const cellStyles: Record<string, Style> = { ...styles, x: "red", "?": "yellow" };
  const rows = matrixRows(versions).map((row) => row.map(printable));
  const lines = table(rows, [], (padded, cell) => (cellStyles[cell] ? paint(cellStyles[cell], padded) : padded));
  return rows.length > 2 ? [...lines, `  ${legend}`] : lines;
}
