import { type Change, type Diff, type Evidence, type Impact, impacts, type Side } from "../../diff/model.ts";
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

/** What a report calls an impact; the same in all formats that have levels. */
export type Level = "error" | "warning" | "note";

const levels: Record<Impact, Level> = { breaking: "error", risky: "warning", compatible: "note" };

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
  const { newName, confidence, hint, suppression } = change;
  return [
    ...(newName === undefined ? [] : [`new name: ${newName}${confidence === undefined ? "" : ` (${confidence})`}`]),
    ...(hint === null ? [] : [`hint: ${hint}`]),
    ...(suppression ? [suppressionText(suppression)] : []),
  ];
}

/** `suppressed until 2027-01-31: the reason` */
export const suppressionText = ({ reason, expires }: ChangeSuppression): string =>
  `suppressed until ${expires}: ${reason}`;

/** `38 changes, 2 of them suppressed` */
export function countText({ changes }: DiffReport): string {
  const suppressed = changes.filter(({ suppression }) => suppression).length;
  return `${counted(changes.length, "change")}${suppressed === 0 ? "" : `, ${suppressed} of them suppressed`}`;
}

/** What every report of an incomplete diff says. */
export const incompleteText =
  "Not everything in the headers was understood, so changes may be missing here; the diagnostics of the two manifests " +
  "say where.";

/** Changes under their surface and worst impact, in the order of the diff: the public surface and the worst first. */
export function sections(changes: readonly ReportedChange[]): Map<string, ReportedChange[]> {
  const sections = new Map<string, ReportedChange[]>();
  for (const change of changes) {
    const isPublic = [change.from, change.to].some((side) => side?.surface === "public");
    const heading = `${isPublic ? "Public" : "Internal"} surface, ${worstImpact(change)}`;
    const section = sections.get(heading);
    if (section) section.push(change);
    else sections.set(heading, [change]);
  }
  return sections;
}
