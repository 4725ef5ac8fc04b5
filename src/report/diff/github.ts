import { annotation } from "../workflow-command.ts";
import { outline } from "./event.ts";
import { familyText } from "./family.ts";
import {
  countText,
  type DiffReport,
  impactText,
  incompleteText,
  levelOf,
  notesOf,
  placeOf,
  type ReportedChange,
  subjectText,
} from "./report.ts";

/**
 * Workflow commands for GitHub Actions annotations, one per change or family, most urgent first, and a last one with
 * the counts: GitHub shows only the first ten of a level. Suppressed changes are notices.
 */
export function diffAnnotations(report: DiffReport): string {
  const { from, to } = report;
  const { sections, families } = outline(report);
  const shown = sections.flatMap(({ events }) => events.flatMap((event) => [...event.changes, ...event.consequences]));
  return [
    ...shown.map(changeAnnotation),
    ...families.map((family) => annotation("note", { title: family.topic }, [familyText(family)])),
    ...(report.complete ? [] : [annotation("warning", { title: "capidiff" }, [incompleteText])]),
    annotation("note", { title: "capidiff" }, [`${countText(report)} from ${from.ref} to ${to.ref}`]),
  ].join("");
}

function changeAnnotation(change: ReportedChange): string {
  const place = placeOf(change)?.place;
  return annotation(
    change.suppression ? "note" : levelOf(change),
    {
      ...(place && { file: place.header, line: String(place.line) }),
      title: `${change.rule}: ${subjectText(change)}`,
    },
    [`${change.message} (${impactText(change)})`, ...notesOf(change)],
  );
}
