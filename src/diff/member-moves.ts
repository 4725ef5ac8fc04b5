import { push } from "../group-by.ts";
import type { Comparison } from "./comparison.ts";
import { replacement, sameType } from "./conversion.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { bareNames, levels, type MemberMatch } from "./member-levels.ts";
import { type MemberNode, membersInside, structOfType, visitMembers } from "./member-tree.ts";
import { bareMemberName } from "./near-name.ts";
import type { Pair } from "./pair.ts";

/** Matches a member removed on one level with one added under the same name on a level around or inside it. */
export function matchMoved(comparison: Comparison, root: MemberMatch): void {
  const all = [...levels(root)];
  if (mayHaveMoves(all)) matchBy(({ name }) => name, comparison, root, all);
}

/** As {@link matchMoved}, if the names differ only in the prefix that a struct gives its members. */
export function matchMovedAndRenamed(comparison: Comparison, root: MemberMatch): void {
  const all = [...levels(root)];
  if (!mayHaveMoves(all)) return;
  const own = new Map<MemberNode, string>();
  for (const { from, to, removed, added } of all) {
    for (const [node, name] of [...bareNames(removed, from), ...bareNames(added, to)]) own.set(node, name);
  }
  matchBy((node) => own.get(node) ?? bareMemberName(node.name, ""), comparison, root, all);
}

type NameOf = (node: MemberNode) => string;

const mayHaveMoves = (all: readonly MemberMatch[]) =>
  all.some(({ removed }) => removed.length > 0) && all.some(({ added }) => added.length > 0);

function matchBy(nameOf: NameOf, comparison: Comparison, root: MemberMatch, all: readonly MemberMatch[]): void {
  const { from: before, to: after } = comparison;
  const gone = byName(nameOf, all, "removed", before, after);
  const come = byName(nameOf, all, "added", after, before, gone);
  const first = moves(comparison, gone, come, []);
  if (first.length === 0) return;
  const found = moves(comparison, gone, come, first);
  root.moved.push(...found);
  const [went, arrived] = [found.map(({ from }) => from.path), found.map(({ to }) => to.path)];
  for (const level of all) {
    level.removed = level.removed.filter((node) => !isExplained(node, went, before, after));
    level.added = level.added.filter((node) => !isExplained(node, arrived, after, before));
  }
}

/** @param known moves by which others are judged */
function moves(
  comparison: Comparison,
  gone: Named,
  come: Named,
  known: readonly Pair<MemberNode>[],
): Pair<MemberNode>[] {
  const left = new Set(known.map(({ from }) => from.parent));
  const joined = new Set(known.map(({ to }) => to.parent));
  const found: Pair<MemberNode>[] = [];
  for (const name of new Set([...come.own.keys(), ...come.shared.keys()])) {
    const [from, otherFrom] = gone.own.get(name) ?? [];
    const [to, otherTo] = come.own.get(name) ?? [];
    if (otherFrom !== undefined || otherTo !== undefined) continue;
    const before = from ?? (to && likeliest(gone.shared.get(name), to, left));
    const after = to ?? (from && likeliest(come.shared.get(name), from, joined));
    if (before === undefined || after === undefined) continue;
    const pair = { from: before, to: after };
    if (isAround(before.parent, after.parent) && isSameMember(comparison, pair)) found.push(pair);
  }
  return found;
}

/**
 * A struct that both sides have may have any member of that name: it is the same one only in the same place, or if
 * another member moved into or out of that struct.
 */
function likeliest(
  candidates: readonly MemberNode[] = [],
  { start }: MemberNode,
  structs: ReadonlySet<string>,
): MemberNode | undefined {
  const inPlace = candidates.find((one) => one.start !== null && one.start === start);
  return inPlace ?? candidates.find(({ parent }) => structs.has(parent));
}

/** Members by name: those that are only on one side, and those of structs that both sides have. */
interface Named {
  own: Map<string, MemberNode[]>;
  shared: Map<string, MemberNode[]>;
}

function byName(
  nameOf: NameOf,
  matches: readonly MemberMatch[],
  what: "removed" | "added",
  here: ManifestIndex,
  there: ManifestIndex,
  only?: Named,
): Named {
  const found: Named = { own: new Map(), shared: new Map() };
  const visit = (node: MemberNode, isShared: boolean) => {
    const name = nameOf(node);
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

const isAround = (a: string, b: string) =>
  a !== b && (a === "" || b === "" || a.startsWith(`${b}.`) || b.startsWith(`${a}.`));

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
