import { usedText, type VersionVerdict } from "../../check/model.ts";
import { impacts } from "../../diff/model.ts";
import { code, escaped, row } from "../gfm.ts";
import { asText, counted } from "../table.ts";
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
  sections,
  sinceText,
  usesText,
  versionCells,
  versionTitles,
} from "./report.ts";

/** GitHub takes 1 MiB for a step's summary, and shows nothing of a longer one. */
const mostBytes = 1_000_000;

/** A check as GitHub Flavored Markdown, for a pull request, an issue or a job's summary, whose size it keeps to. */
export function checkMarkdown(report: CheckReport): string {
  const { summary, versions } = report;
  const lines = [
    `# ${escaped(headText(report))}`,
    "",
    `${escaped(capitalized(baselineText(report)))}. ${usesText(report)}: ${countText(report)}.`,
    "",
    row(impacts),
    row(impacts.map(() => "---:")),
    row(impacts.map((impact) => String(summary.findings[impact]))),
  ];
  if (!report.complete) lines.push("", `**${incompleteText}**`);
  if (versions) lines.push("", "## Versions", "", ...matrix(versions));
  const diagnostics = diagnosticLines(report);
  const foot =
    diagnostics.length === 0 ? [] : ["", "## Diagnostics", "", ...diagnostics.map((line) => `- ${escaped(line)}`)];

  let left = mostBytes - Buffer.byteLength(asText([...lines, ...foot]));
  let omitted = 0;
  for (const { title, findings } of sections(report)) {
    lines.push("", `## ${title}`, "", `${counted(findings.length, "finding")}.`, "");
    lines.push(row(["used", "since", "finding"]), row(["---", "---", "---"]));
    for (const text of findings.map(findingRow)) {
      left -= Buffer.byteLength(text) + 1;
      if (left > 0) lines.push(text);
      else omitted++;
    }
  }
  if (omitted > 0) lines.push("", `**${counted(omitted, "finding")} left out here: json has them all.**`);
  return asText([...lines, ...foot]);
}

function findingRow(finding: ReportedCheckFinding): string {
  const { used, message, places } = finding;
  const lines = [
    escaped(message),
    ...(places.length === 0 ? [] : [`at ${placesText(places, code)}`]),
    ...notesOf(finding).map(escaped),
  ];
  return row([code(usedText(used)), escaped(sinceText(finding)), lines.join("<br>")]);
}

function matrix(versions: readonly VersionVerdict[]): string[] {
  return [
    row(versionTitles),
    row(["---", "---", "---:", "---:", "---"]),
    ...versions.map((version) => {
      const [ref, ...cells] = versionCells(version, code);
      return row([escaped(ref), ...cells]);
    }),
  ];
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
