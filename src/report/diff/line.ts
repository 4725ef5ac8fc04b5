import { counted } from "../../diff/counted.ts";
import { usersText } from "../impact/words.ts";
import { printable } from "../printable.ts";
import type { Event } from "./event.ts";
import { type ReportedChange, saidOf, suppressionText } from "./report.ts";

/** One line of a report for people. */
export interface Line {
  /** The subject; for several new members of a struct, the struct. */
  name: string;
  /** What happened to it. */
  said: string;
  /** What to do, without the full stop. */
  hint: string | null;
  /** Why it can be ignored, appended to the line; or empty. */
  note: string;
  /** The first of the changes, for its location. */
  change: ReportedChange;
}

/** One line per event; one for all new members of a struct. */
export function linesOf(events: readonly Event[]): Line[] {
  const lines = new Map<string, Line>();
  const members = new Map<string, string[]>();
  for (const event of events) {
    const [change] = event.changes;
    const where = change.where ?? "";
    const isNewMember = change.rule === "member-added" && event.changes.length === 1 && !change.suppression;
    if (!isNewMember) {
      lines.set(`${event.name}  ${where}`, lineOf(event));
      continue;
    }
    const { name } = change.subject;
    const key = `${name} . ${where}`;
    const names = [...(members.get(key) ?? []), change.member ?? ""];
    members.set(key, names);
    const line = lineOf(event);
    lines.set(key, names.length === 1 ? line : { ...line, name: printable(name), said: newMembersText(names) });
  }
  return [...lines.values()];
}

/** ` [not abi3]`; empty if it occurs on all targets of the report. */
export const whereText = (change: ReportedChange | undefined) =>
  change?.where === undefined ? "" : ` [${change.where}]`;

const newMembersText = (names: readonly string[]) => printable(`has ${names.length} new members: ${names.join(", ")}`);

/** How many packages use it, as most of the changes have it. */
function usersNote({ changes }: Event): string {
  const [most] = changes.flatMap(({ usedBy }) => usedBy ?? []).sort((a, b) => b.packages - a.packages);
  return most && most.packages > 0 ? `. Used by ${printable(usersText(most))}` : "";
}

function lineOf(event: Event): Line {
  const { name, changes, consequences } = event;
  const [change] = changes;
  const { hint } = change;
  const suppression = changes.every((one) => one.suppression) ? change.suppression : undefined;
  const ids = new Set(changes.map(({ id }) => id));
  const own = changes.filter(
    ({ because, topic }) => because === undefined || !ids.has(because) || topic === "deprecation",
  );
  const follows = consequences.length === 0 ? [] : [counted(consequences.length, "change follows", "changes follow")];
  return {
    name: printable(name),
    said: printable([...(own.length === 0 ? changes : own).map(saidOf), ...follows].join("; ")).replaceAll(
      "Include/",
      "",
    ),
    hint: hint === null ? null : printable(hint).replace(/\.$/, ""),
    note: `${suppression ? ` (${printable(suppressionText(suppression))})` : ""}${usersNote(event)}`,
    change,
  };
}
