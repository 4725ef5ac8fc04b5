import { usedText, type VersionVerdict } from "../../check/model.ts";
import { impacts } from "../../diff/model.ts";
import type { Paint, Style } from "../paint.ts";
import { printable } from "../printable.ts";
import { asText, counted, table } from "../table.ts";
import {
  baselineText,
  type CheckReport,
  countText,
  diagnosticLines,
  headText,
  incompleteText,
  notesOf,
  placesText,
  type ReportedCheckFinding,
  type Section,
  sections,
  sinceText,
  usesText,
  versionCells,
  versionTitles,
} from "./report.ts";

/**
 * A check for people to read: the verdict, then the findings by impact. A finding has one line, so that `grep` finds
 * it, and under it its places and what to do.
 */
export function checkText(report: CheckReport, paint: Paint): string {
  const { findings } = report.summary;
  const lines = [
    paint("bold", printable(headText(report))),
    printable(baselineText(report)),
    "",
    usesText(report),
    countText(report),
    ...table([impacts.map((impact) => `${findings[impact]} ${impact}`)]),
  ];
  if (!report.complete) lines.push("", paint("yellow", incompleteText));
  for (const section of sections(report)) {
    lines.push("", paint("bold", `${section.title} (${counted(section.findings.length, "finding")})`));
    lines.push(...sectionLines(section));
  }
  if (report.versions) lines.push("", paint("bold", "Versions"), ...matrix(report.versions, paint));
  const diagnostics = diagnosticLines(report);
  if (diagnostics.length > 0) lines.push("", paint("bold", "Diagnostics"));
  lines.push(...diagnostics.map((line) => `  ${printable(line)}`));
  return asText(lines);
}

function sectionLines({ findings }: Section): string[] {
  const [titles = "", ...rows] = table([
    ["used", "since", "finding"],
    ...findings.map((finding) => [usedText(finding.used), sinceText(finding), finding.message].map(printable)),
  ]);
  return [titles, ...findings.flatMap((finding, index) => [rows[index] ?? "", ...details(finding)])];
}

function details(finding: ReportedCheckFinding): string[] {
  const { places } = finding;
  const lines = [...(places.length === 0 ? [] : [`at ${placesText(places)}`]), ...notesOf(finding)];
  return lines.map((line) => `      ${printable(line)}`);
}

const styles: Record<string, Style> = { breaks: "red", risky: "yellow", ok: "green", unknown: "yellow" };

/** Versions, one a line, with what breaks in each. */
function matrix(versions: readonly VersionVerdict[], paint: Paint): string[] {
  return table(
    [versionTitles, ...versions.map((version) => versionCells(version).map(printable))],
    ["left", "left", "right", "right"],
    (padded, cell) => (styles[cell] ? paint(styles[cell], padded) : padded),
  );
}
