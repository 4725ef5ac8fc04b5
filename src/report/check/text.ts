import type { Verdict, VersionVerdict } from "../../check/model.ts";
import type { Paint, Style } from "../paint.ts";
import { printable } from "../printable.ts";
import { asText, table } from "../table.ts";
import { foldedLines, placeLines } from "./lines.ts";
import { buildsText, legend, matrixRows } from "./matrix.ts";
import {
  baselineText,
  type CheckReport,
  diagnosticLines,
  diagnosticsOf,
  extentText,
  headText,
  incompleteText,
  type ReportedCheckFinding,
  sectionsOf,
  tallyText,
  usesText,
} from "./report.ts";

const styles: Record<Verdict, Style> = { breaks: "red", risky: "yellow", ok: "green", unknown: "yellow" };

/**
 * A check for people: the verdict, then one line per finding, beginning with its first place in the form that grep and
 * editors use. Findings that need no action are summarized in one line. With `verbose`, all are listed, with a line for
 * each place.
 */
export function checkText(report: CheckReport, paint: Paint, verbose = false): string {
  const { breaking, risky, notices } = sectionsOf(report);
  const { gaps, others, generated } = diagnosticsOf(report);
  const lines = [paint(styles[report.verdict], printable(headText(report)))];
  const show = (findings: readonly ReportedCheckFinding[]) =>
    lines.push("", ...(verbose ? placeLines(findings) : foldedLines(findings, generated)));
  if (breaking.length > 0) show(breaking);
  if (breaking.length > 0 && risky.length > 0) lines.push("", paint("yellow", `may break: ${extentText(risky)}`));
  if (risky.length > 0) show(risky);
  if (report.versions) lines.push("", printable(buildsText(report)), ...matrix(report.versions, paint));
  if (verbose && notices.length > 0) {
    lines.push("", tallyText(notices));
    show(notices);
  }
  const shown = diagnosticLines(verbose ? [...gaps, ...others] : gaps);
  if (!report.complete) lines.push("", paint("yellow", incompleteText));
  else if (shown.length > 0) lines.push("", "not read or not understood:");
  lines.push(...shown.map((line) => `  ${printable(line)}`));
  const folded = verbose ? "" : tallyText(notices, others);
  if (folded !== "") lines.push("", `also: ${folded} (--verbose lists them)`);
  lines.push("", ...[baselineText(report), usesText(report)].map(printable));
  return asText(lines);
}

/** Breaking names by version. */
function matrix(versions: readonly VersionVerdict[], paint: Paint): string[] {
  const cellStyles: Record<string, Style> = { ...styles, x: "red", "?": "yellow" };
  const rows = matrixRows(versions).map((row) => row.map(printable));
  const lines = table(rows, [], (padded, cell) => (cellStyles[cell] ? paint(cellStyles[cell], padded) : padded));
  return rows.length > 2 ? [...lines, `  ${legend}`] : lines;
}
