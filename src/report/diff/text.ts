import { type Evidence, impacts } from "../../diff/model.ts";
import type { Paint, Style } from "../paint.ts";
import { printable } from "../printable.ts";
import { asText, sideText, table } from "../table.ts";
import {
  countText,
  type DiffReport,
  type Headline,
  incompleteText,
  inShort,
  notesOf,
  type ReportedChange,
  type Section,
  sectionCount,
  sections,
} from "./report.ts";

/**
 * A diff for people to read: the summary, then the changes by surface and worst impact. A change has one line, so that
 * `grep` finds it, and under it what it rests on and what to do.
 */
export function diffText(report: DiffReport, paint: Paint): string {
  const { from, to, summary } = report;
  const lines = [
    paint("bold", `${printable(sideText(from))} to ${printable(sideText(to))} on ${to.target.platform}`),
    "",
    countText(report),
    ...table([
      ["source", ...impacts.map((impact) => `${summary.source[impact]} ${impact}`)],
      ["binary", ...impacts.map((impact) => `${summary.binary[impact]} ${impact}`)],
    ]),
    ...table(Object.entries(summary.byRule).map(([rule, count]) => [rule, String(count)])),
  ];
  if (!report.complete) lines.push("", paint("yellow", incompleteText));
  for (const section of sections(report)) {
    lines.push("", paint("bold", `${section.title} (${sectionCount(section)})`), ...sectionLines(section, paint));
  }
  return asText(lines);
}

const styles: Record<string, Style> = { breaking: "red", risky: "yellow", compatible: "green" };

function sectionLines({ headlines }: Section, paint: Paint): string[] {
  const [titles = "", ...rows] = table(
    [
      ["rule", "source", "binary", "change"],
      ...headlines.map(({ change: { rule, source, binary, message } }) => [rule, source, binary, printable(message)]),
    ],
    [],
    (padded, cell) => (styles[cell] ? paint(styles[cell], padded) : padded),
  );
  const details = ({ change, consequences }: Headline) => [
    ...tellingEvidence(change).map((evidence) => evidenceLine(evidence, paint)),
    ...notesOf(change).map(printable),
    ...consequences.map((consequence) => printable(`> ${consequence.rule}: ${inShort(consequence)}`)),
  ];
  return [
    titles,
    ...headlines.flatMap((headline, index) => [rows[index] ?? "", ...details(headline).map((line) => `      ${line}`)]),
  ];
}

/** Without declarations that are the same on both sides: the message says where they stood and stand. */
function tellingEvidence({ evidence }: ReportedChange): Evidence[] {
  const declarations = evidence.filter(({ kind }) => kind === "declaration");
  const isUnchanged = declarations.length > 1 && new Set(declarations.map(({ text }) => text)).size === 1;
  return isUnchanged ? evidence.filter(({ kind }) => kind !== "declaration") : evidence;
}

/** As in a diff, `-` for what `from` has and `+` for what `to` has. */
function evidenceLine({ kind, side, header, line, text }: Evidence, paint: Paint): string {
  const what = kind === "declaration" ? "" : ` (${kind})`;
  const shown = `${side === "from" ? "-" : "+"} ${printable(`${header}:${line}  ${text}`)}${what}`;
  return paint(side === "from" ? "red" : "green", shown);
}
