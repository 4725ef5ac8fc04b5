import type { ReleaseChange, ReleaseReport } from "../../diff/across-targets.ts";
import { counted } from "../../diff/counted.ts";
import type { Position, Shift } from "../../diff/model.ts";
import { asText, table } from "../table.ts";
import { targetsText } from "../targets.ts";

/** One line per change with its targets; with a list of accepted changes, only the others. */
export function releaseText(report: ReleaseReport, expected: ReadonlySet<string> | null): string {
  const { from, to, targets, without, changes, complete } = report;
  const told = expected === null ? changes : changes.filter(({ id }) => !expected.has(id));
  const accepted = changes.length - told.length;
  const rows = told.map((change) => [change.rule, change.id, lineOf(change, targets.length)]);
  return asText([
    `${from.ref} (CPython ${from.version}) to ${to.ref} (CPython ${to.version}), ${counted(targets.length, "target")}: ${targetsText(targets)}`,
    ...(without.length === 0 ? [] : [`not for ${targetsText(without)}, which one of them lacks`]),
    ...(expected === null ? [] : [`${counted(accepted, "change")} accepted, ${told.length} not`]),
    ...(complete ? [] : ["not understood in full; see `capidiff manifest`"]),
    "",
    ...(rows.length === 0 ? [expected === null ? "Nothing changed." : "Nothing else changed."] : table(rows)),
  ]);
}

function lineOf({ message, shifted = [], targets }: ReleaseChange, all: number): string {
  const moves = shifted.slice(0, maxShifts).map(shiftText);
  const more = shifted.length > maxShifts ? [`${shifted.length - maxShifts} more`] : [];
  return [
    message,
    ...(moves.length === 0 ? [] : [`(${[...moves, ...more].join(", ")})`]),
    ...(targets.length === all ? [] : [`[${targetsText(targets)}]`]),
  ].join(" ");
}

/** Maximum number of shifted members per line. */
const maxShifts = 8;

/** `current_frame 72 → 80`. */
export const shiftText = ({ member, from, to }: Shift) => `${member} ${at(from)} → ${at(to)}`;

const at = ({ offset, bitOffset }: Position) => (bitOffset === undefined ? String(offset ?? "?") : `bit ${bitOffset}`);

/** A list of accepted changes: an id at the start of each line, then a description; `#` starts a comment. */
export function expectationText({ from, to, changes }: ReleaseReport): string {
  const lines = new Map(changes.map(({ id, rule, message }) => [id, `${id} ${rule}: ${message.replace(/\s+/g, " ")}`]));
  return asText([`# Accepted changes from ${from.ref} to ${to.ref}, by \`capidiff release\``, ...lines.values()]);
}

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
