import { nearNames } from "../cpython/near.ts";
import type { TargetRequest } from "../cpython/target.ts";
import { rulesetVersion } from "../diff/model.ts";
import { CapidiffError } from "../errors.ts";
import { schemaVersion } from "../manifest/model.ts";
import { newestBeyond } from "./beyond.ts";
import type { ChangeList } from "./change-list.ts";
import { factsAt, pathsBeside, pointerOn, pointerText } from "./facts.ts";
import type { Stop } from "./line.ts";
import type { History, HistorySubject, TargetHistory } from "./model.ts";
import { stretchesOf } from "./stretches.ts";
import type { Absence } from "./target-index.ts";

/** The known versions for one target. */
export interface TargetLine {
  target: TargetRequest;
  /** Oldest first. */
  stops: Stop[];
  /** Refs of versions not read yet. */
  missing: string[];
  /** Why the newest of the versions without the target lacks it. */
  absence?: Absence["absence"] | undefined;
}

/**
 * The history of a name over targets; equal ones are merged.
 * @throws CapidiffError `unknown-symbol`, `unknown-struct` or `unknown-member`, with suggestions, for a name that never
 * existed; the reason if no version has the target
 */
export async function historyOf(
  subject: HistorySubject,
  lines: readonly TargetLine[],
  changesBetween: (target: TargetRequest, from: Stop, to: Stop) => Promise<ChangeList>,
): Promise<History> {
  const merged = new Map<string, TargetHistory>();
  for (const { target, stops } of lines) {
    if (stops.length === 0) continue;
    const found = await stretchesOf(stops, subject, (from, to) => changesBetween(target, from, to));
    const { abi, platform } = target;
    const key = JSON.stringify(found);
    const known = merged.get(key);
    if (known) known.targets.push({ abi, platform });
    else merged.set(key, { targets: [{ abi, platform }], ...found });
  }
  const histories = [...merged.values()];
  if (!histories.some(({ stretches }) => stretches.some(({ facts }) => facts !== null))) throw never(subject, lines);
  const missing = [...new Set(lines.flatMap((line) => line.missing))];
  return {
    schemaVersion,
    rulesetVersion,
    subject,
    complete: missing.length === 0 && histories.every(({ complete }) => complete),
    missing,
    histories,
  };
}

/** The error for a name that no version has. */
function never(subject: HistorySubject, lines: readonly TargetLine[]): CapidiffError {
  const kind = subject.kind === "symbol" ? "symbol" : "struct";
  const stops = lines.flatMap((line) => line.stops);
  const absence = lines.findLast((line) => line.absence)?.absence;
  if (absence && lines.every((line) => line.stops.length + line.missing.length === 0))
    return new CapidiffError(absence.code, absence.message);
  const lookups = new Set(stops.map(({ lookup }) => lookup));
  const names = new Set([...lookups].flatMap((lookup) => [...lookup.names(kind)]));
  const more = lines
    .filter(({ missing }) => missing.length > 0)
    .map(({ target, missing }) => {
      const count = missing.length === 1 ? "1 version is" : `${missing.length} versions are`;
      return ` ${count} not in the index of ${target.abi} on ${target.platform} yet.`;
    })
    .join("");
  const other = newestBeyond(stops, (stop) => factsAt(stop, subject) !== null);
  if (other !== null) {
    const name = subject.kind === "member" ? `${subject.name}.${subject.member}` : subject.name;
    return new CapidiffError(`unknown-${subject.kind}`, `No version asked for has ${name}, but ${other} has.${more}`);
  }
  if (subject.kind === "member" && names.has(subject.name)) {
    const path = subject.member.split(".");
    const pointer = pointerOn(stops, subject.name, path);
    const why = pointer ? `: ${pointerText(subject.name, pointer)}` : "";
    const asked = JSON.stringify(subject.member.slice(0, 100));
    const message = `No version's ${subject.name} has a member ${asked}${why}.${more}`;
    if (pointer) return new CapidiffError("unknown-member", message, { near: [pointer.beyond.join(".")] });
    const paths = stops.flatMap((stop) => pathsBeside(stop, subject.name, path));
    const near = nearNames([subject.member], paths).map((path) => `${subject.name}.${path}`);
    return new CapidiffError("unknown-member", message, { near });
  }
  const what = kind === "symbol" ? "symbol" : "struct or union";
  const which = more === "" ? "No version" : "No version read so far";
  const message = `${which} has a ${what} ${JSON.stringify(subject.name.slice(0, 100))}.${more}`;
  return new CapidiffError(`unknown-${kind}`, message, { near: nearNames([subject.name], names) });
}
