import { counted } from "../../diff/counted.ts";
import type { Family } from "./event.ts";
import type { ReportedChange } from "./report.ts";

/** A family in one line: `226 numbers of Include/opcode_ids.h: 206 changed, 16 gone, 4 new`. */
export function familyText({ topic, place, changes }: Family): string {
  const things = new Map(changes.map((change) => [`${change.subject.name} ${change.member ?? ""}`, change]));
  const what = {
    numbers: `${counted(things.size, "number")} of ${place}`,
    vendored: `${counted(changes.length, "change")} in ${place}, from another project`,
  }[topic as string];
  return `${what ?? `${counted(changes.length, "change")} that code outside of CPython does not notice`}: ${howText(changes)}`;
}

/** Counts each thing once, most frequent outcome first. */
function howText(changes: readonly ReportedChange[]): string {
  const ways = new Map<string, Set<string>>();
  for (const { from, to, rule, subject, member } of changes) {
    const way = from === null ? "new" : to === null ? "gone" : (/-(moved|renamed)$/.exec(rule)?.[1] ?? "changed");
    ways.set(way, (ways.get(way) ?? new Set()).add(`${subject.name} ${member ?? ""}`));
  }
  return [...ways]
    .sort((a, b) => b[1].size - a[1].size)
    .map(([way, names]) => `${names.size} ${way}`)
    .join(", ");
}
