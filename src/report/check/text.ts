import { usedText, type Verdict, type VersionVerdict } from "../../check/model.ts";
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
  sinceText,
  tallyText,
  usesText,
} from "./report.ts";

const styles: Record<Verdict, Style> = { breaks: "red", risky: "yellow", ok: "green", unknown: "yellow" };

/** Maximum number of lines per finding. */
const maxPlaces = 5;

/**
 * A check for people: the verdict, then one line per place, in the form that grep and editors use. Findings that need
 * no action are summarized in one line unless `verbose`.
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
  else if (told.length > 0) lines.push("", "not understood:");
  lines.push(...told.map((line) => `  ${printable(line)}`));
  const folded = verbose ? "" : tallyText(notices, others);
  if (folded !== "") lines.push("", `also: ${folded} (--verbose lists them)`);
  lines.push("", ...[baselineText(report), usesText(report)].map(printable));
  return asText(lines);
}

/** One line per place, ordered by file and line; for findings with many places only the first. */
function linesOf(findings: readonly ReportedCheckFinding[], verbose: boolean): string[] {
  const most = verbose ? Number.POSITIVE_INFINITY : maxPlaces;
  const placed = findings.flatMap((finding) => {
    const places = finding.places.length === 0 ? [null] : finding.places.slice(0, most);
    return places.map((place) => ({ place, finding }));
  });
  placed.sort((a, b) => inFiles(a.place, b.place));
  const rows = placed.map(({ place, finding }) => {
    const since = finding.since === null ? "" : `since ${sinceText(finding)}`;
    return [place === null ? "-" : placeText(place), since, remarkText(finding)].map(printable);
  });
  const left = findings.filter(({ places }) => places.length > most);
  const more = left.map(({ used, places }) => printable(`${places.length - most} more places of ${usedText(used)}`));
  const isSince = rows.some(([, since]) => since !== "");
  const columns = isSince ? rows : rows.map(([place = "", , remark = ""]) => [place, remark]);
  return [...table(columns), ...(more.length === 0 ? [] : [`  and ${more.join(", ")}`])];
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
