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
import { type Level, levels } from "../level.ts";
import { counted } from "../table.ts";

/** Why somebody need not hear of a change, and until when. */
export interface ChangeSuppression {
  reason: string;
  /** The last day on which it holds, `2027-01-31`. */
  expires: string;
}

/** A change as reports tell it: one that is suppressed is told as such. */
export interface ReportedChange extends Change {
  suppression?: ChangeSuppression;
}

/** A diff to be reported; any diff is one, without suppressions. */
export interface DiffReport extends Diff {
  changes: ReportedChange[];
}

/** Of the worse of the impacts on source and on binary. */
export const levelOf = (change: Change): Level => levels[worstImpact(change)];

export const worstImpact = ({ source, binary }: Change): Impact =>
  impacts.find((impact) => impact === source || impact === binary) ?? "compatible";

/** `source breaking, binary risky` */
export const impactText = ({ source, binary }: Change): string => `source ${source}, binary ${binary}`;

/** `PyFoo`, or `PyFooObject.member`. */
export const subjectText = ({ subject, member }: Change): string =>
  member === null ? subject.name : `${subject.name}.${member}`;

/** Where to look: in the headers of `to`, or of `from` for what is gone. */
export function placeOf({ from, to }: Change): { side: Evidence["side"]; place: Side } | null {
  if (to !== null) return { side: "to", place: to };
  return from === null ? null : { side: "from", place: from };
}

/** What a report says in words beside the message, a line each. */
export function notesOf(change: ReportedChange): string[] {
  const { newName, renamedFrom, shifted, hint, suppression } = change;
  return [
    ...(newName === undefined ? [] : [`new name: ${newName}${sureness(change)}`]),
    ...(renamedFrom === undefined ? [] : [`old name: ${renamedFrom}`]),
    ...(shifted === undefined ? [] : [`shifted: ${shiftsText(shifted)}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
    ...(suppression ? [suppressionText(suppression)] : []),
  ];
}

function sureness({ confidence, aliasKept }: Change): string {
  const said = [
    ...(confidence === undefined ? [] : [confidence]),
    ...(aliasKept ? ["the old one still compiles"] : []),
  ];
  return said.length === 0 ? "" : ` (${said.join("; ")})`;
}

/** Shifts that are told one by one; the diff itself has them all. */
const mostShifts = 8;

function shiftsText(shifted: readonly Shift[]): string {
  const told = shifted
    .slice(0, mostShifts)
    .map(({ member, from, to }) => `${member} ${positionText(from)} → ${positionText(to)}`);
  return told.join(", ") + (shifted.length > mostShifts ? ` and ${shifted.length - mostShifts} more` : "");
}

const positionText = ({ offset, bitOffset }: Position) =>
  bitOffset === undefined ? String(offset ?? "?") : `bit ${bitOffset}`;

/** `suppressed until 2027-01-31: the reason` */
export const suppressionText = ({ reason, expires }: ChangeSuppression): string =>
  `suppressed until ${expires}: ${reason}`;

/** A change in one line, without its evidence: for what follows from another. */
export const inShort = (change: ReportedChange): string =>
  `${change.message} (${[impactText(change), ...notesOf(change)].join("; ")})`;

/** `38 changes, 2 of them suppressed` */
export function countText({ changes }: DiffReport): string {
  const suppressed = changes.filter(({ suppression }) => suppression).length;
  return `${counted(changes.length, "change")}${suppressed === 0 ? "" : `, ${suppressed} of them suppressed`}`;
}

/** What every report of an incomplete diff says. */
export const incompleteText =
  "Not everything in the headers was understood, so changes may be missing here; the diagnostics of the two manifests " +
  "say where.";

/** A change and those that follow from it. */
export interface Headline {
  change: ReportedChange;
  consequences: ReportedChange[];
}

export interface Section {
  /** `Public surface, breaking` */
  title: string;
  headlines: Headline[];
}

/**
 * Changes by surface and worst impact, in the order of the diff: the public surface and the worst first. What follows
 * from a change stands under it, unless it is worse: then it is a headline itself.
 */
export function sections({ changes }: DiffReport): Section[] {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const headlines = new Map<ReportedChange, Headline>();
  const followers: { origin: ReportedChange; change: ReportedChange }[] = [];
  for (const change of changes) {
    const origin = originOf(change, byId);
    if (origin === change || rank(change) < rank(origin)) headlines.set(change, { change, consequences: [] });
    else followers.push({ origin, change });
  }
  for (const { origin, change } of followers) headlines.get(origin)?.consequences.push(change);

  const sections = new Map<number, Section>();
  for (const headline of headlines.values()) {
    const key = rank(headline.change);
    const section = sections.get(key);
    if (section) section.headlines.push(headline);
    else sections.set(key, { title: titleOf(headline.change), headlines: [headline] });
  }
  return [...sections.values()];
}

/** The change that all this began with, as far as it is listed. */
function originOf(change: ReportedChange, byId: ReadonlyMap<string, ReportedChange>): ReportedChange {
  let origin = change;
  const passed = new Set([change]);
  for (;;) {
    const cause = byId.get(origin.because ?? "");
    if (cause === undefined) return origin;
    // Changes that follow from each other have no origin.
    if (passed.has(cause)) return change;
    passed.add(cause);
    origin = cause;
  }
}

const isPublic = ({ from, to }: Change) => [from, to].some((side) => side?.surface === "public");

/** The order of sections. */
const rank = (change: Change) => (isPublic(change) ? 0 : impacts.length) + impacts.indexOf(worstImpact(change));

const titleOf = (change: Change) => `${isPublic(change) ? "Public" : "Internal"} surface, ${worstImpact(change)}`;

/** `2 changes, from which 5 follow` */
export function sectionCount({ headlines }: Section): string {
  const following = headlines.reduce((sum, { consequences }) => sum + consequences.length, 0);
  return `${counted(headlines.length, "change")}${following === 0 ? "" : `, from which ${following} ${following === 1 ? "follows" : "follow"}`}`;
}
