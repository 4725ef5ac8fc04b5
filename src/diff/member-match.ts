import { distance } from "fastest-levenshtein";
import { groupBy } from "../group-by.ts";
import type { MacroSymbol, ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { sameType } from "./conversion.ts";
import { bareNames, inside, levels, type MemberMatch, type MemberPair, matchLevel } from "./member-levels.ts";
import { matchMoved, matchMovedAndRenamed } from "./member-moves.ts";
import { type MemberNode, memberTree } from "./member-tree.ts";
import { nameDistance } from "./near-name.ts";
import type { Pair } from "./pair.ts";

/**
 * Matches the members of two versions of a struct, level by level, where a level is the struct or a member of anonymous
 * type. In this order, each step taking from what the earlier ones left:
 *
 * 1. Members with the same name on the same level; if one is of anonymous type, its inside is matched in the same way.
 * 2. Members gone from one level and new under the same name on a level around or inside it: moved. Into or out of a
 *    struct that both versions have, only if the struct begins where a member was, and their place is the same or that
 *    of another such member is.
 * 3. Members gone and new with compatible types in the same slot, that is between the same surviving neighbours, and with
 *    similar names or an alias macro: renamed. The best candidates come first, and each member is used once.
 * 4. As 2., if the names differ only in the prefix of a struct's members: moved and renamed.
 *
 * What remains was removed or added.
 */
export function matchMembers(comparison: Comparison, { from, to }: Pair<ManifestStruct>): MemberMatch {
  const match = matchLevel(comparison, memberTree(from), memberTree(to));
  matchMoved(comparison, match);
  matchRenamed(comparison, match);
  matchMovedAndRenamed(comparison, match);
  return match;
}

/** Matches a removed with an added member if they have one type, one place and similar names, or an alias macro. */
function matchRenamed(comparison: Comparison, root: MemberMatch): void {
  for (const level of levels(root)) {
    if (level.removed.length === 0 || level.added.length === 0) continue;
    const [gone, come] = [new Set(level.removed), new Set(level.added)];
    for (const { from, to, alias } of renameCandidates(comparison, level)) {
      if (!gone.has(from) || !come.has(to) || !isAlike(comparison, from, to)) continue;
      level.pairs.push({ from, to, alias, inner: inside(comparison, from, to) });
      gone.delete(from);
      come.delete(to);
    }
    level.removed = [...gone];
    level.added = [...come];
  }
}

/** Best candidates first; lazily, since there may be hundreds that differ only in a common prefix. */
function* renameCandidates(comparison: Comparison, level: MemberMatch): Iterable<Omit<MemberPair, "inner">> {
  const { removed, added } = level;
  const addedAs = new Map(added.map((to) => [to.name, to]));
  for (const from of removed) {
    const alias = aliasMacro(comparison, from);
    const to = alias === null ? undefined : addedAs.get(alias.body);
    if (to !== undefined) yield { from, to, alias };
  }
  const [before, after] = [bareNames(removed, level.from), bareNames(added, level.to)];
  const slots = slotsOf(level);
  const inPlace = (from: MemberNode, to: MemberNode) =>
    (from.start !== null && from.start === to.start) || slots.get(from) === slots.get(to);
  const byBareName = groupBy(added, (to) => after.get(to));
  const equal: Near[] = [];
  const rest: MemberNode[] = [];
  for (const from of removed) {
    const alike = (byBareName.get(before.get(from)) ?? []).filter((to) => inPlace(from, to));
    for (const to of alike) equal.push({ from, to, distance: distance(from.name, to.name) });
    if (alike.length === 0) rest.push(from);
  }
  // Bare names may be equal where names are not: `call`, `__call__`.
  yield* closestFirst(equal);
  const near: Near[] = [];
  for (const from of rest) {
    for (const to of added) {
      const steps = inPlace(from, to) ? nameDistance(before.get(from) ?? "", after.get(to) ?? "") : null;
      if (steps !== null) near.push({ from, to, distance: steps });
    }
  }
  yield* closestFirst(near);
}

interface Near extends Pair<MemberNode> {
  distance: number;
}

function* closestFirst(pairs: Near[]): Iterable<Omit<MemberPair, "inner">> {
  for (const { from, to } of pairs.sort((a, b) => a.distance - b.distance)) yield { from, to, alias: null };
}

/** The members before and after an added or removed one that are on both sides: equal for two in the same place. */
function slotsOf(level: MemberMatch): Map<MemberNode, string> {
  const slots = new Map<MemberNode, string>();
  for (const side of ["from", "to"] as const) {
    const stays = new Map(level.pairs.map((pair) => [pair[side], pair.to.name]));
    let slot: MemberNode[] = [];
    let before = "";
    const close = (after: string) => {
      for (const node of slot) slots.set(node, `${before} ${after}`);
      slot = [];
      before = after;
    };
    for (const node of level[side]) {
      const name = stays.get(node);
      if (name === undefined) slot.push(node);
      else close(name);
    }
    close("");
  }
  return slots;
}

function isAlike(comparison: Comparison, from: MemberNode, to: MemberNode): boolean {
  if (from.member.bitWidth !== to.member.bitWidth) return false;
  if (from.inner.length !== to.inner.length) return false;
  if (
    !sameType(
      comparison.types.of(comparison.from, from.member.type),
      comparison.types.of(comparison.to, to.member.type),
    )
  )
    return false;
  return from.inner.every((inner, index) => {
    const other = to.inner[index];
    return other?.name === inner.name && isAlike(comparison, inner, other);
  });
}

/** The macro of `to` with the name of a removed member. */
function aliasMacro({ to }: Comparison, { name }: MemberNode): MacroSymbol | null {
  const macro = to.symbols.get(name);
  return macro?.kind === "macro" && macro.params === null ? macro : null;
}
