import type { ChangeList } from "./change-list.ts";
import { type Found, factsAt, isDoubtful } from "./facts.ts";
import type { Stop } from "./line.ts";
import type { BoundaryChange, Facts, HistorySubject, Stretch, TargetHistory } from "./model.ts";

/**
 * The stretches of versions in which a name stays the same: the diff of two neighbours reports nothing about it, and
 * a member keeps its place.
 * @param line versions, oldest first
 * @param changesBetween for two neighbours
 */
export async function stretchesOf(
  line: readonly Stop[],
  subject: HistorySubject,
  changesBetween: (from: Stop, to: Stop) => Promise<ChangeList>,
): Promise<Pick<TargetHistory, "complete" | "doubts" | "stretches">> {
  const stretches: Stretch[] = [];
  const doubts: string[] = [];
  let before: { stop: Stop; found: Found | null } | null = null;
  let wasThere = false;
  for (const stop of line) {
    const found = factsAt(stop, subject);
    if (isDoubtful(stop, found)) doubts.push(stop.ref);
    const current = stretches.at(-1);
    const changes = before === null ? [] : await changesOf(before, { stop, found });
    if (current && before && !isBoundary(before.found, found, changes)) {
      current.to = nameOf(stop);
      current.releases++;
      current.facts = found?.facts ?? null;
    } else {
      const facts: Facts | null = found?.facts ?? null;
      const restored = found !== null && wasThere && before?.found === null;
      stretches.push({ from: nameOf(stop), to: nameOf(stop), releases: 1, facts, restored, changes });
    }
    wasThere ||= found !== null;
    before = { stop, found };
  }
  return { complete: doubts.length === 0, doubts, stretches };

  async function changesOf(
    from: { stop: Stop; found: Found | null },
    to: { stop: Stop; found: Found | null },
  ): Promise<BoundaryChange[]> {
    if (from.found?.key === to.found?.key) return [];
    const between = await changesBetween(from.stop, to.stop);
    const changes = between.about([...(from.found?.names ?? []), ...(to.found?.names ?? [])]);
    return subject.kind === "member" ? changes.filter((change) => isAbout(change, subject.member)) : changes;
  }
}

function isBoundary(before: Found | null, found: Found | null, changes: readonly BoundaryChange[]): boolean {
  if (before?.key === found?.key) return false;
  return before === null || found === null || changes.length > 0 || placeOf(before) !== placeOf(found);
}

/** Where a member lies; that of anything else is always the same. */
function placeOf({ facts }: Found): string {
  return "offset" in facts ? JSON.stringify([facts.offset, facts.size, facts.bitOffset, facts.bitWidth]) : "";
}

/** Whether a change of a struct concerns the member, or a member around or inside it. */
function isAbout({ rule, member, newName, shifted, subject: { kind } }: BoundaryChange, path: string): boolean {
  if (kind !== "struct" && kind !== "union" && kind !== "typedef") return false;
  const steps = path.split(".");
  const isOnPath = (name: string | null | undefined) => name?.split(".").some((step) => steps.includes(step)) === true;
  if (shifted?.some((one) => isOnPath(one.member))) return true;
  // Another order concerns only the members that it moves.
  return rule !== "member-reordered" && (member === null || isOnPath(member) || isOnPath(newName));
}

const nameOf = ({ ref, version }: Stop) => ({ ref, version });
