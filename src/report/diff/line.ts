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
    const isNewMember = change.rule === "member-added" && event.changes.length === 1 && !change.suppression;
    if (!isNewMember) {
      lines.set(event.name, lineOf(event));
      continue;
    }
    const { name } = change.subject;
    const others = members.get(name) ?? [];
    members.set(name, [...others, change.member ?? ""]);
    if (others.length === 0) lines.set(`${name} `, lineOf(event));
    else
      lines.set(`${name} `, { ...lineOf(event), name: printable(name), said: newMembersText(members.get(name) ?? []) });
  }
  return [...lines.values()];
}

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
