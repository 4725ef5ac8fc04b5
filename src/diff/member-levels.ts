import type { MacroSymbol, ManifestMember } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { type MemberNode, membersInside, startOf } from "./member-tree.ts";
import { bareMemberName, memberPrefix } from "./near-name.ts";
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

/** Matches the members with the same name on the same level, and inside those of anonymous type in the same way. */
export function matchLevel(
  comparison: Comparison,
  from: readonly MemberNode[],
  to: readonly MemberNode[],
): MemberMatch {
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
export function inside(comparison: Comparison, from: MemberNode, to: MemberNode): MemberMatch | null {
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

export function* levels(match: MemberMatch): Iterable<MemberMatch> {
  yield match;
  for (const { inner } of match.pairs) if (inner !== null) yield* levels(inner);
}

/** The bare names of some members of a level. */
export function bareNames(nodes: readonly MemberNode[], level: readonly MemberNode[]): Map<MemberNode, string> {
  const prefix = nodes.length === 0 ? "" : memberPrefix(level.map(({ name }) => name));
  return new Map(nodes.map((node) => [node, bareMemberName(node.name, prefix)]));
}
