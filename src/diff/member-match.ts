import { push } from "../group-by.ts";
import type { MacroSymbol, ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { replacement, sameType } from "./conversion.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { type MemberNode, membersInside, memberTree, startOf, structOfType, visitMembers } from "./member-tree.ts";
import { bareMemberName, memberPrefix, nameDistance } from "./near-name.ts";
import type { Pair } from "./pair.ts";

/** A member present in both structs, possibly under another name. */
export interface MemberPair extends Pair<MemberNode> {
  /** A macro that makes the old name mean the new one. */
  alias: MacroSymbol | null;
  /** The matched members inside it. */
  inner: MemberMatch | null;
}

/** The matched members of a struct, or of a member of anonymous type. */
export interface MemberMatch {
  /** All members of each side, in order of declaration. */
  from: readonly MemberNode[];
  to: readonly MemberNode[];
  pairs: MemberPair[];
  removed: MemberNode[];
  added: MemberNode[];
  /** Members that moved into a member of `to` or out of one of `from`; each pair has the level left or joined. */
  moved: Pair<MemberNode>[];
}

/**
 * Matches the members of two versions of a struct, level by level, where a level is the struct or a member of anonymous
 * type. In this order, each step taking from what the earlier ones left:
 *
 * 1. Members with the same name on the same level; if one is of anonymous type, its inside is matched in the same way.
 * 2. Members gone from one level and new under the same name on a level around or inside it: moved. Into or out of a
 *    struct that both versions have, only if their place is the same, and the struct begins where a member was.
 * 3. Members gone and new with compatible types in the same slot, that is between the same surviving neighbours, and with
 *    similar names or an alias macro: renamed. The best candidates come first, and each member is used once.
 *
 * What remains was removed or added.
 */
export function matchMembers(comparison: Comparison, { from, to }: Pair<ManifestStruct>): MemberMatch {
  const match = matchLevel(comparison, memberTree(from), memberTree(to));
  matchMoved(comparison, match);
  matchRenamed(comparison, match);
  return match;
}

function matchLevel(comparison: Comparison, from: readonly MemberNode[], to: readonly MemberNode[]): MemberMatch {
  const now = new Map(to.map((node) => [node.name, node]));
  const before = new Set(from.map(({ name }) => name));
  const pairs: MemberPair[] = [];
  for (const node of from) {
    const other = now.get(node.name);
    if (other !== undefined) pairs.push({ from: node, to: other, alias: null, inner: inside(comparison, node, other) });
  }
  return {
    from,
    to,
    pairs,
    removed: from.filter(({ name }) => !now.has(name)),
    added: to.filter(({ name }) => !before.has(name)),
    moved: [],
  };
}

/** The insides of two members if either is of anonymous type, which may have gained or lost a name. */
function inside(comparison: Comparison, from: MemberNode, to: MemberNode): MemberMatch | null {
  if (isSameInside(from.member, to.member)) return null;
  const [before, after] = [membersInside(from, comparison.from), membersInside(to, comparison.to)];
  return before.length === 0 || after.length === 0 ? null : matchLevel(comparison, before, after);
}

/** Whether both are empty inside or have the same members at the same places, wherever they are themselves. */
function isSameInside(from: ManifestMember, to: ManifestMember): boolean {
  if (from.members === undefined && to.members === undefined) return true;
  const [before, after] = [from.members ?? [], to.members ?? []];
  return (
    before.length === after.length &&
    before.every((a, index) => {
      const b = after[index] as ManifestMember;
      const isSame = a.name === b.name && a.type === b.type && a.size === b.size && a.bitWidth === b.bitWidth;
      return isSame && distance(from, a) === distance(to, b) && isSameInside(a, b);
    })
  );
}

/** Bits between the starts of two members; null if unknown. */
function distance(outer: ManifestMember, inner: ManifestMember): number | null {
  const [from, to] = [startOf(outer), startOf(inner)];
  return from === null || to === null ? null : to - from;
}

function* levels(match: MemberMatch): Iterable<MemberMatch> {
  yield match;
  for (const { inner } of match.pairs) if (inner !== null) yield* levels(inner);
}

/** Matches a member removed on one level with one added under the same name on a level around or inside it. */
function matchMoved(comparison: Comparison, root: MemberMatch): void {
  const all = [...levels(root)];
  if (all.every(({ removed }) => removed.length === 0) || all.every(({ added }) => added.length === 0)) return;
  const { from: before, to: after } = comparison;
  const gone = byName(all, "removed", before, after);
  const come = byName(all, "added", after, before, gone);
  const found: Pair<MemberNode>[] = [];
  for (const name of new Set([...come.own.keys(), ...come.shared.keys()])) {
    const pair = soleMove(name, gone, come);
    if (pair === null) continue;
    if (isAround(pair.from.parent, pair.to.parent) && isSameMember(comparison, pair)) found.push(pair);
  }
  if (found.length === 0) return;
  root.moved = found;
  const [went, arrived] = [found.map(({ from }) => from.path), found.map(({ to }) => to.path)];
  for (const level of all) {
    level.removed = level.removed.filter((node) => !isExplained(node, went, before, after));
    level.added = level.added.filter((node) => !isExplained(node, arrived, after, before));
  }
}

/** Members by name: those that are only on one side, and those of structs that both sides have. */
interface Named {
  own: Map<string, MemberNode[]>;
  shared: Map<string, MemberNode[]>;
}

function byName(
  matches: readonly MemberMatch[],
  what: "removed" | "added",
  here: ManifestIndex,
  there: ManifestIndex,
  only?: Named,
): Named {
  const found: Named = { own: new Map(), shared: new Map() };
  const visit = (node: MemberNode, isShared: boolean) => {
    const { name } = node;
    if (only !== undefined && !only.own.has(name) && !only.shared.has(name)) return;
    push(isShared ? found.shared : found.own, name, node);
  };
  // Structs that both sides have are large, and of interest only where they begin like another member of the other side.
  const others = matches.flatMap((match) => match[what === "removed" ? "added" : "removed"]);
  const places = new Set(others.map(({ start }) => start));
  const enters = ({ start }: MemberNode) => start !== null && places.has(start);
  for (const match of matches) visitMembers(match[what], here, there, visit, enters);
  return found;
}

/** A struct that both sides have may have any member of that name: it is the same one only in the same place. */
function soleMove(name: string, gone: Named, come: Named): Pair<MemberNode> | null {
  const [from, otherFrom] = gone.own.get(name) ?? [];
  const [to, otherTo] = come.own.get(name) ?? [];
  if (otherFrom !== undefined || otherTo !== undefined) return null;
  const before = from ?? gone.shared.get(name)?.find(({ start }) => start !== null && start === to?.start);
  const after = to ?? come.shared.get(name)?.find(({ start }) => start !== null && start === from?.start);
  return before === undefined || after === undefined ? null : { from: before, to: after };
}

const isAround = (a: string, b: string) => a === "" || b === "" || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/**
 * Whether moves explain all of a member: it moved, everything inside it did, or one did that is in a struct which,
 * being added or removed itself, has its own change.
 */
function isExplained(node: MemberNode, moved: readonly string[], here: ManifestIndex, there: ManifestIndex): boolean {
  if (moved.includes(node.path)) return true;
  if (!moved.some((path) => path.startsWith(`${node.path}.`))) return false;
  const struct = structOfType(node.member.type, here);
  if (struct !== undefined && !there.structs.has(struct.name)) return true;
  return membersInside(node, here).every((inner) => isExplained(inner, moved, here, there));
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
  const byBareName = new Map(added.map((to) => [after.get(to), to]));
  const rest: MemberNode[] = [];
  for (const from of removed) {
    const to = byBareName.get(before.get(from));
    if (to !== undefined && inPlace(from, to)) yield { from, to, alias: null };
    else rest.push(from);
  }
  const near: (Pair<MemberNode> & { distance: number })[] = [];
  for (const from of rest) {
    for (const to of added) {
      const distance = inPlace(from, to) ? nameDistance(before.get(from) ?? "", after.get(to) ?? "") : null;
      if (distance !== null) near.push({ from, to, distance });
    }
  }
  for (const { from, to } of near.sort((a, b) => a.distance - b.distance)) yield { from, to, alias: null };
}

/** The bare names of some members of a level. */
function bareNames(nodes: readonly MemberNode[], level: readonly MemberNode[]): Map<MemberNode, string> {
  const prefix = memberPrefix(level.map(({ name }) => name));
  return new Map(nodes.map((node) => [node, bareMemberName(node.name, prefix)]));
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

/** Members that keep their name may have a type of the same name that is another one now. */
const isSameMember = (comparison: Comparison, { from, to }: Pair<MemberNode>) =>
  from.member.type === to.member.type || mayBeTheSame(comparison, from, to);

/**
 * Whether both have one type, or a convertible one when entering or leaving an anonymous type, which only groups
 * members.
 */
function mayBeTheSame({ types, from, to }: Comparison, before: MemberNode, after: MemberNode): boolean {
  const [a, b] = [types.of(from, before.member.type), types.of(to, after.member.type)];
  return (
    sameType(a, b) || (before.isGrouped && after.isGrouped && replacement(a, b, types.model).source !== "breaking")
  );
}

/** The macro of `to` with the name of a removed member. */
function aliasMacro({ to }: Comparison, { name }: MemberNode): MacroSymbol | null {
  const macro = to.symbols.get(name);
  return macro?.kind === "macro" && macro.params === null ? macro : null;
}
