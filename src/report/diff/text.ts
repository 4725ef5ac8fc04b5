import { impacts } from "../../diff/model.ts";
import type { Paint } from "../paint.ts";
import { printable } from "../printable.ts";
import { asText, sideText, table } from "../table.ts";
import { countText, type DiffReport, incompleteText } from "./report.ts";
import { sectionLines } from "./sections.ts";

/**
 * A diff for people: the summary, then the changes in order of urgency, one per line of at most 120 columns, for
 * `grep`. New names are listed by header; families of numbers and the like take one line.
 * @param verbose everything in full, with evidence, advice and consequences
 */
export function diffText(report: DiffReport, paint: Paint, verbose = false): string {
  const { from, to, summary } = report;
  const lines = [
    paint("bold", `${printable(sideText(from))} to ${printable(sideText(to))} on ${to.target.platform}`),
    countText(report),
    ...table([
      ["source", ...impacts.map((impact) => `${summary.source[impact]} ${impact}`)],
      ["built modules", ...impacts.map((impact) => `${summary.binary[impact]} ${impact}`)],
    ]),
  ];
  if (!report.complete) lines.push("", paint("yellow", incompleteText));
  lines.push(...sectionLines(report, paint, verbose));
  return asText(lines);
}
