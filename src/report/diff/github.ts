import { printable } from "../printable.ts";
import {
  countText,
  type DiffReport,
  impactText,
  incompleteText,
  type Level,
  levelOf,
  notesOf,
  placeOf,
  type ReportedChange,
  subjectText,
} from "./report.ts";

const commands: Record<Level, string> = { error: "error", warning: "warning", note: "notice" };

/**
 * Workflow commands that GitHub Actions makes annotations of, one a change, and a last one that counts them: GitHub
 * shows only the first ten of a level. What is suppressed is a notice.
 */
export function diffAnnotations(report: DiffReport): string {
  const { from, to } = report;
  return [
    ...report.changes.map(annotation),
    ...(report.complete ? [] : [command("warning", { title: "capidiff" }, [incompleteText])]),
    command("notice", { title: "capidiff" }, [`${countText(report)} from ${from.ref} to ${to.ref}`]),
  ].join("");
}

function annotation(change: ReportedChange): string {
  const place = placeOf(change)?.place;
  return command(
    change.suppression ? "notice" : commands[levelOf(change)],
    {
      ...(place && { file: place.header, line: String(place.line) }),
      title: `${change.rule}: ${subjectText(change)}`,
    },
    [`${change.message} (${impactText(change)})`, ...notesOf(change)],
  );
}

function command(name: string, properties: Record<string, string>, message: readonly string[]): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(printable(value))}`);
  return `::${name} ${list.join(",")}::${message.map((line) => data(printable(line))).join("%0A")}\n`;
}

/** The runner undoes exactly these escapes; line ends are spelled out already. */
const data = (text: string) => text.replaceAll("%", "%25");

const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
