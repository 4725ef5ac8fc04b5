import { hash } from "node:crypto";
import type { Change, Impact } from "../diff/model.ts";
import { severity } from "./changes.ts";
import { type CheckFinding, type FindingKind, type Used, usedKey, usedText } from "./model.ts";
import type { Use } from "./use.ts";
import { eachPlace, mergeGroups, placesOf, type UseGroup } from "./use-groups.ts";

/** A problem with a use. */
export interface Trouble {
  kind: FindingKind;
  impact: Impact;
  change: Change | null;
  message: string;
  /** Overrides the change's hint. */
  hint?: string;
}

/** Groups uses by what is used and, for calls, by the number of arguments. */
export function grouped(uses: readonly UseGroup[]): UseGroup[] {
  return mergeGroups(uses, ({ use }) =>
    JSON.stringify([
      usedKey(use),
      ...(use.kind === "symbol" ? [use.arguments, use.rebuilt, use.current] : [isLikely(use)]),
      use.kind !== "header" && use.declared,
      use.fault,
    ]),
  );
}

/** Worst impact first, then by name. */
export function inOrder(a: CheckFinding, b: CheckFinding): number {
  return severity(a.impact) - severity(b.impact) || (orderOf(a) < orderOf(b) ? -1 : 1);
}

const orderOf = ({ used, by, id }: CheckFinding) => [usedText(used), by, id].join("\0");

/** @param more distinguishes findings of one kind about one thing */
export function findingId(kind: FindingKind, by: CheckFinding["by"], used: Used, ...more: unknown[]): string {
  return hash("sha256", JSON.stringify([kind, by, usedKey(used), ...more])).slice(0, 12);
}

/** Whether it is not certain: a missing header may explain it, or the type of the member's object is unknown. */
export const isLikely = (use: Use) =>
  use.fault?.isLikely === true || (use.kind === "member" && use.confidence === "likely");

const bare = (use: Use): Used =>
  use.kind === "symbol"
    ? { kind: use.kind, name: use.name }
    : use.kind === "member"
      ? { kind: use.kind, struct: use.struct, member: use.member }
      : { kind: use.kind, header: use.header };

export function checkFindingOf(by: CheckFinding["by"], group: UseGroup, trouble: Trouble): CheckFinding {
  const { use, expansions = [] } = group;
  const { kind, impact, change, message, hint = change && hintOf(change) } = trouble;
  const replacement = change === null ? [] : replacementOf(use, change);
  const count = kind === "arguments" && use.kind === "symbol" ? [use.arguments, use.rebuilt] : [];
  return {
    id: findingId(kind, by, use, ...count),
    kind,
    used: bare(use),
    by,
    impact,
    confidence: isLikely(use) || kind === "unknown" ? "likely" : "certain",
    places: placesOf(group),
    ...(expansions.length > 0 && { expansions }),
    change,
    since: null,
    replacement,
    message,
    hint,
  };
}

/** Merges findings about a name called in several ways, or a member whose struct is not always known. */
export function together(a: CheckFinding, b: CheckFinding): CheckFinding {
  const [worse] = [a, b].sort((a, b) => severity(a.impact) - severity(b.impact));
  const expansions = eachPlace([...(a.expansions ?? []), ...(b.expansions ?? [])]);
  return { ...(worse ?? a), places: [...a.places, ...b.places], ...(expansions.length > 0 && { expansions }) };
}

function replacementOf(use: Use, change: Change): string[] {
  const { newName, member, accessors } = change;
  if (change.replacement !== undefined && accessors === undefined && use.kind !== "header") return change.replacement;
  // For a header, the hint says what to include.
  if (newName !== undefined)
    return use.kind === "symbol" || (use.kind === "member" && member !== null) ? [newName] : [];
  return accessorsFor(use, change)
    .flatMap(({ get, set }) => [get, set])
    .filter((name) => name !== null);
}

/** A change's hint may list other members than the one used; `withAdvice` adds one for that member. */
function hintOf(change: Change): string | null {
  return change.accessors === undefined ? change.hint : null;
}

const accessorsFor = (use: Use, { accessors = [] }: Change) =>
  accessors.filter(({ member }) => use.kind === "member" && member === use.member);
