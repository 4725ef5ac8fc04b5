import type { ReleaseChange, ReleaseReport } from "../../diff/across-targets.ts";
import { counted } from "../../diff/counted.ts";
import type { Position, Shift } from "../../diff/model.ts";
import type { ReportedChange } from "../diff/report.ts";
import { sectionLines } from "../diff/sections.ts";
import type { Paint } from "../paint.ts";
import { asText } from "../table.ts";
import { targetsText } from "../targets.ts";
import { eachChange, eachForm, varies } from "./changes.ts";

/**
 * The changes in order of urgency, as in a diff, each once with its targets unless it holds for all of them.
 * @param verbose every form of each change, in full
 */
export function releaseText(report: ReleaseReport, paint: Paint, verbose = false): string {
  const changes = verbose ? eachForm(report) : eachChange(report);
  const hasForms = changes.some(({ where }) => where?.endsWith(varies));
  return asText([
    ...headingLines(report, paint),
    counted(new Set(changes.map(({ id }) => id)).size, "change"),
    ...sectionLines({ changes }, paint, verbose),
    ...(hasForms ? ["", `${varies}: described as on the first of its targets; --verbose shows every form`] : []),
  ]);
}

/** The changes that are not accepted, a line for each form, which begins as in a list of accepted ones. */
export function unexpectedText(report: ReleaseReport, expected: ReadonlySet<string>, paint: Paint): string {
  const others = eachForm(report).filter(({ id }) => !expected.has(id));
  const count = new Set(others.map(({ id }) => id)).size;
  const accepted = new Set(report.changes.map(({ id }) => id)).size - count;
  return asText([
    ...headingLines(report, paint),
    `${counted(accepted, "change")} accepted, ${count} not`,
    ...(count === 0 ? [] : ["", ...others.map((change) => acceptedLine(change) + formText(change))]),
  ]);
}

function headingLines({ from, to, targets, without, complete }: ReleaseReport, paint: Paint): string[] {
  return [
    paint("bold", `${from.ref} (CPython ${from.version}) to ${to.ref} (CPython ${to.version})`),
    `on ${counted(targets.length, "target")}: ${targetsText(targets)}`,
    ...(without.length === 0 ? [] : [`not on ${targetsText(without)}, which one of them lacks`]),
    ...(complete ? [] : [paint("yellow", "not understood in full; see `capidiff manifest`")]),
  ];
}

/** What distinguishes a form: the members that it shifts, and its targets. */
function formText({ shifted = [], where }: ReportedChange & ReleaseChange): string {
  const moves = shifted.slice(0, maxShifts).map(shiftText);
  const more = shifted.length > maxShifts ? [`${shifted.length - maxShifts} more`] : [];
  const members = moves.length === 0 ? "" : ` (${[...moves, ...more].join(", ")})`;
  return `${members}${where === undefined ? "" : ` [${where}]`}`;
}

/** Maximum number of shifted members per line. */
const maxShifts = 8;

/** `current_frame 72 → 80`. */
export const shiftText = ({ member, from, to }: Shift) => `${member} ${at(from)} → ${at(to)}`;

const at = ({ offset, bitOffset }: Position) => (bitOffset === undefined ? String(offset ?? "?") : `bit ${bitOffset}`);

/** A list of accepted changes: an id at the start of each line, then a description; `#` starts a comment. */
export function expectationText({ from, to, changes }: ReleaseReport): string {
  const lines = new Map(changes.map((change) => [change.id, acceptedLine(change)]));
  return asText([`# Accepted changes from ${from.ref} to ${to.ref}, by \`capidiff release\``, ...lines.values()]);
}

const acceptedLine = ({ id, rule, message }: ReleaseChange) => `${id} ${rule}: ${message.replace(/\s+/g, " ")}`;

/** The ids in such a list, and the lines that do not start with one. */
export function parseExpectation(text: string): { ids: Set<string>; wrong: string[] } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const isId = (line: string) => /^[0-9a-f]{12}(\s|$)/.test(line);
  return {
    ids: new Set(lines.filter(isId).map((line) => line.slice(0, 12))),
    wrong: lines.filter((line) => !isId(line)),
  };
}
