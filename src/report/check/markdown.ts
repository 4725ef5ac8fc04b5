import { type CheckDiagnostic, usedText, type VersionVerdict } from "../../check/model.ts";
import { counted } from "../../diff/counted.ts";
import { code, escaped, row } from "../gfm.ts";
import { asText } from "../table.ts";
import { buildsText, legend, matrixRows } from "./matrix.ts";
import {
  baselineText,
  type CheckReport,
  diagnosticLines,
  diagnosticsOf,
  extentText,
  headText,
  incompleteText,
  notesOf,
  placesText,
  type ReportedCheckFinding,
  sectionsOf,
  sinceText,
  tallyText,
  usesText,
} from "./report.ts";

/** GitHub accepts 1 MiB for a step summary, and shows nothing of a longer one. */
const maxBytes = 1_000_000;

/**
 * A check as GitHub Flavored Markdown for a pull request, an issue or a job summary, within the size limit of the
 * latter.
 */
export function checkMarkdown(report: CheckReport): string {
  const { breaking, risky, notices } = sectionsOf(report);
  const { gaps, generated, others } = diagnosticsOf(report);
  const lines = [`# ${escaped(headText(report))}`];
  if (!report.complete) lines.push("", `**${incompleteText}**`, "", ...listed(gaps));
  const foot = [
    ...(report.complete && gaps.length > 0 ? ["", "Not understood:", "", ...listed(gaps)] : []),
    ...(generated.length === 0 ? [] : ["", ...folded(counted(generated.length, "generated file"), listed(generated))]),
    ...(others.length === 0 ? [] : ["", ...folded(tallyText([], others), listed(others))]),
    "",
    escaped(`${baselineText(report)}; ${usesText(report)}.`),
  ];
  if (report.versions) lines.push("", escaped(`${buildsText(report)}`), "", ...matrix(report.versions));

  let left = maxBytes - Buffer.byteLength(asText([...lines, ...foot]));
  let omitted = 0;
  const tableOf = (findings: readonly ReportedCheckFinding[]): string[] => {
    const rows: string[] = [];
    for (const text of findings.map(findingRow)) {
      left -= Buffer.byteLength(text) + 1;
      if (left > 0) rows.push(text);
      else omitted++;
    }
    return [row(["used", "since", "finding"]), row(["---", "---", "---"]), ...rows];
  };
  if (breaking.length > 0) lines.push("", ...tableOf(breaking));
  if (risky.length > 0) lines.push("", `May break: ${extentText(risky)}`, "", ...tableOf(risky));
  if (notices.length > 0) lines.push("", ...folded(tallyText(notices), tableOf(notices)));
  if (omitted > 0) lines.push("", `**${counted(omitted, "finding")} omitted here; see the JSON format.**`);
  return asText([...lines, ...foot]);
}

const listed = (diagnostics: readonly CheckDiagnostic[]) =>
  diagnosticLines(diagnostics).map((line) => `- ${escaped(line)}`);

/** A collapsed section. */
const folded = (summary: string, lines: readonly string[]): string[] => [
  `<details><summary>${escaped(summary)}</summary>`,
  "",
  ...lines,
  "",
  "</details>",
];

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
  const [head = [], ...rows] = matrixRows(versions, code);
  const cells = ([name = "", ...cells]: readonly string[]) => row([name, ...cells.map(escaped)]);
  const rule = row(head.map((_, column) => (column === 0 ? "---" : ":---:")));
  return [cells(head), rule, ...rows.map(cells), ...(rows.length > 1 ? ["", legend] : [])];
}
