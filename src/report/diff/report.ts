import { counted } from "../../diff/counted.ts";
import {
  type Change,
  type Diff,
  type Evidence,
  type Impact,
  impacts,
  type Position,
  type Shift,
  type Side,
} from "../../diff/model.ts";
import type { Hits } from "../../usage/hits.ts";
import { usersText } from "../impact/words.ts";
import { type Level, levels } from "../level.ts";

/** Why a change may be ignored, and until when. */
export interface ChangeSuppression {
  reason: string;
  /** The last day of validity, `2027-01-31`. */
  expires: string;
}

/** A change in a report, with its suppression if there is one. */
export interface ReportedChange extends Change {
  suppression?: ChangeSuppression;
  /** Who uses its subject, if that was asked. */
  usedBy?: Hits;
  /** Where it occurs, in words, in a report over several targets; absent if on all of them. */
  where?: string;
}

/** The order of changes: as the rules report them, or those that most packages use first. */
export const diffOrders = ["name", "hits"] as const;
export type DiffOrder = (typeof diffOrders)[number];

/** A diff to report; any Diff is one, without suppressions. */
export interface DiffReport extends Diff {
  changes: ReportedChange[];
}

/** The level of the worse of the two impacts. */
export const levelOf = (change: Change): Level => levels[worstImpact(change)];

export const worstImpact = ({ source, binary }: Pick<Change, "source" | "binary">): Impact =>
  impacts.find((impact) => impact === source || impact === binary) ?? "compatible";

/** `source breaking, binary risky` */
export const impactText = ({ source, binary }: Change): string => `source ${source}, binary ${binary}`;

/** `PyFoo`, or `PyFooObject.member`. */
export const subjectText = ({ subject, member }: Pick<Change, "subject" | "member">): string =>
  member === null ? subject.name : `${subject.name}.${member}`;

/** The message without the subject's name at the start and without the full stop. */
export function predicateOf({ subject, member, message }: Pick<Change, "subject" | "member" | "message">): string {
  // A member's type, which comes first, may contain the struct's name.
  const start = message.indexOf(` ${subject.name} `, member === null ? 0 : message.indexOf(") of the "));
  const predicate = start < 0 ? message : message.slice(start + subject.name.length + 2);
  return predicate.replace(/\.$/, "");
}

/** The same with the evidence if it is a guess. */
export function saidOf(change: ReportedChange): string {
  const words = change.confidence === "likely" ? change.evidence.filter(({ kind }) => kind !== "declaration") : [];
  return `${predicateOf(change)}${words.length === 0 ? "" : ` (${words.map(evidenceWord).join(", ")})`}`;
}

/** Evidence in words; `declaration` needs none. */
const evidenceWords: Record<string, string> = {
  "alias-macro": "a macro for the new name",
  "alias-typedef": "a typedef of the new name",
  wrapper: "a function that only calls the new one",
  "other-prefix": "the same name with another prefix",
  "near-name": "a similar name, everything else equal",
  "same-body": "the same code under a similar name",
  content: "content of the old header",
  promoted: "a stronger promise for the new name",
  family: "several functions renamed in the same way",
  "named-after": "named after a struct that was renamed",
  "other-signature": "a similar name with another signature",
};

export const evidenceWord = ({ kind }: Evidence): string => evidenceWords[kind] ?? kind.replaceAll("-", " ");

/** The location: in the headers of `to`, or of `from` if it is gone. */
export function placeOf({ from, to }: Change): { side: Evidence["side"]; place: Side } | null {
  if (to !== null) return { side: "to", place: to };
  return from === null ? null : { side: "from", place: from };
}

/** Notes below the message, one line each. */
export function notesOf(change: ReportedChange): string[] {
  const { newName, renamedFrom, shifted, hint, suppression, usedBy } = change;
  return [
    ...(newName === undefined ? [] : [`new name: ${newName}${sureness(change)}`]),
    ...(renamedFrom === undefined ? [] : [`old name: ${renamedFrom}`]),
    ...(shifted === undefined ? [] : [`shifted: ${shiftsText(shifted)}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
    ...(suppression ? [suppressionText(suppression)] : []),
    ...(usedBy && usedBy.packages > 0 ? [`used by ${usersText(usedBy)}: ${usedBy.names.join(", ")}`] : []),
  ];
}

function sureness({ confidence, aliasKept }: Change): string {
  const said = [
    ...(confidence === undefined ? [] : [confidence]),
    ...(aliasKept ? ["the old one still compiles"] : []),
  ];
  return said.length === 0 ? "" : ` (${said.join("; ")})`;
}

/** Maximum number of shifts listed; the diff has all. */
const maxShifts = 8;

function shiftsText(shifted: readonly Shift[]): string {
  const shown = shifted
    .slice(0, maxShifts)
    .map(({ member, from, to }) => `${member} ${positionText(from)} → ${positionText(to)}`);
  return shown.join(", ") + (shifted.length > maxShifts ? ` and ${shifted.length - maxShifts} more` : "");
}

const positionText = ({ offset, bitOffset }: Position) =>
  bitOffset === undefined ? String(offset ?? "?") : `bit ${bitOffset}`;

/** `suppressed until 2027-01-31: the reason` */
export const suppressionText = ({ reason, expires }: ChangeSuppression): string =>
  `suppressed until ${expires}: ${reason}`;

/** A change in one line without evidence, for consequences of another change. */
export const inShort = (change: ReportedChange): string =>
  `${change.message} (${[impactText(change), ...notesOf(change)].join("; ")})`;

/** `38 changes, 2 of them suppressed` */
export function countText({ changes }: DiffReport): string {
  const suppressed = changes.filter(({ suppression }) => suppression).length;
  return `${counted(changes.length, "change")}${suppressed === 0 ? "" : `, ${suppressed} of them suppressed`}`;
}

/** Shown in every report of an incomplete diff. */
export const incompleteText =
  "Not everything in the headers was understood, so changes may be missing; the diagnostics of the two manifests " +
  "say where.";
