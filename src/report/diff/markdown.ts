import { type Evidence, impacts } from "../../diff/model.ts";
import { code, escaped, row } from "../gfm.ts";
import { asText, counted, sideText } from "../table.ts";
import {
  countText,
  type DiffReport,
  type Headline,
  incompleteText,
  inShort,
  notesOf,
  type ReportedChange,
  sectionCount,
  sections,
} from "./report.ts";

/** A diff as GitHub Flavored Markdown, for a pull request, an issue or a job's summary. */
export function diffMarkdown(report: DiffReport): string {
  const { from, to, summary } = report;
  const lines = [
    `# C API of CPython: ${escaped(from.ref)} to ${escaped(to.ref)}`,
    "",
    `${escaped(sideText(from))} to ${escaped(sideText(to))} on ${escaped(to.target.platform)}: ${countText(report)}.`,
    "",
    row(["", ...impacts]),
    row(["---", "---:", "---:", "---:"]),
    row(["source", ...impacts.map((impact) => String(summary.source[impact]))]),
    row(["binary", ...impacts.map((impact) => String(summary.binary[impact]))]),
  ];
  if (!report.complete) lines.push("", `**${incompleteText}**`);
  for (const section of sections(report)) {
    lines.push("", `## ${section.title}`, "", `${sectionCount(section)}.`, "");
    lines.push(row(["rule", "source", "binary", "change"]), row(["---", "---", "---", "---"]));
    lines.push(...section.headlines.map(headlineRow));
  }
  return asText(lines);
}

function headlineRow({ change, consequences }: Headline): string {
  const { rule, source, binary, message, evidence } = change;
  const lines = [...[message, ...notesOf(change)].map(escaped), ...evidence.map(evidenceText)];
  return row([code(rule), source, binary, lines.join("<br>") + folded(consequences)]);
}

/** What follows from a change, out of sight until it is asked for. */
function folded(consequences: readonly ReportedChange[]): string {
  if (consequences.length === 0) return "";
  const lines = consequences.map((change) => `${code(change.rule)}: ${escaped(inShort(change))}`);
  const count = counted(consequences.length, "change follows", "changes follow");
  return `<details><summary>${count}</summary>${lines.join("<br>")}</details>`;
}

function evidenceText({ kind, side, header, line, text }: Evidence): string {
  const what = kind === "declaration" ? side : `${kind} in ${side}`;
  return `${escaped(what)} ${code(`${header}:${line}`)}: ${code(text)}`;
}
