import { usedText } from "../../check/model.ts";
import type { Place } from "../../check/use.ts";
import { levels } from "../level.ts";
import { annotation } from "../workflow-command.ts";
import { type CheckReport, headText, incompleteText, inShort, notesOf, type ReportedCheckFinding } from "./report.ts";

/**
 * Workflow commands for GitHub Actions annotations, one per place of a finding, and a last one with the verdict: GitHub
 * shows only the first ten of a level. Suppressed findings are notices.
 */
export function checkAnnotations(report: CheckReport): string {
  return [
    ...report.findings.flatMap((finding) =>
      finding.places.length === 0 ? [at(finding, null)] : finding.places.map((place) => at(finding, place)),
    ),
    ...(report.complete ? [] : [annotation("warning", { title: "capidiff" }, [incompleteText])]),
    annotation("note", { title: "capidiff" }, [headText(report)]),
  ].join("");
}

function at(finding: ReportedCheckFinding, place: Place | null): string {
  const { line, column } = place ?? {};
  const properties = {
    ...(place && { file: place.file }),
    ...(line !== undefined && { line: String(line) }),
    ...(line !== undefined && column !== undefined && { col: String(column) }),
    title: `${finding.kind}: ${usedText(finding.used)}`,
  };
  const level = finding.suppression ? "note" : levels[finding.impact];
  return annotation(level, properties, [inShort(finding), ...notesOf(finding)]);
}
