import { push } from "../group-by.ts";
import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import { sameType } from "./conversion.ts";
import type { MemberMatch, MemberPair } from "./member-levels.ts";
import { matchMembers } from "./member-match.ts";
import { type MemberNode, positionOf } from "./member-tree.ts";
import type { Shift } from "./model.ts";
import type { Pair } from "./pair.ts";
import { isSameJson } from "./same.ts";

/** One edit of the members of a struct. */
export type StructEdit = EditKind & {
  /** Members shifted by it; each is listed under one edit only. */
  shifted: Shift[];
  /** Whether it shifts members, listed here or with another edit. */
  shifts: boolean;
  /** Whether it changes the size of the struct without help from members behind it. */
  resizes: boolean;
};

type EditKind =
  /**
   * `inUnion`: it shares its place with another member. `inPadding`: it uses former padding. `isLast`: only other new
   * members are behind it.
   */
  | { kind: "added"; to: MemberNode; inUnion: boolean; inPadding: boolean; isLast: boolean }
  | { kind: "removed"; from: MemberNode }
  /** Includes moves into or out of another member, where the parents differ. */
  | { kind: "renamed"; from: MemberNode; to: MemberNode; pair: MemberPair | null }
  | { kind: "retyped"; from: MemberNode; to: MemberNode }
  | { kind: "bit-field"; from: MemberNode; to: MemberNode }
  /** The smallest set of members of one level that must move for the others to be in order. */
  | { kind: "reordered"; parent: string; members: Shift[] }
  /** Members whose types have the same names but another size; none if only alignment, packing or padding changed. */
  | { kind: "layout"; resized: Pair<MemberNode>[] };

/** The path of the member an edit is about; null if it is about the struct. */
export function memberOfEdit(edit: StructEdit): string | null {
  switch (edit.kind) {
    case "layout":
      return null;
    case "reordered":
      return edit.parent === "" ? null : edit.parent;
    case "added":
      return edit.to.path;
    default:
      return edit.from.path;
  }
}

/** The paths of the members whose types have the members that an edit is about, by side. */
export function parentsIn(edit: StructEdit): Pair<Set<string>> {
  const from = edit.kind === "removed" || edit.kind === "renamed" ? [edit.from.parent] : [];
  const to = edit.shifted.map(({ member }) => member.slice(0, Math.max(0, member.lastIndexOf("."))));
  if ("to" in edit) to.push(edit.to.parent);
  else if (edit.kind === "reordered") to.push(edit.parent);
  else if (edit.kind === "layout") to.push(...edit.resized.map((pair) => pair.to.parent));
  return { from: new Set(from), to: new Set(to) };
}

/** The edits that turn the members of one struct into those of the other, from start to end. */
export function structEdits(comparison: Comparison, { from, to }: Pair<ManifestStruct>): StructEdit[] {
  if (isSameLayout(from, to)) return [];
  return new Editor(comparison).edit(from, to, matchMembers(comparison, { from, to }));
}

/** Fast path: most structs are unchanged. */
function isSameLayout(from: ManifestStruct, to: ManifestStruct): boolean {
  if (from.kind !== to.kind || from.size !== to.size || from.align !== to.align) return false;
  return isSameJson(from.members, to.members);
}

/** Most members have no edits. */
const none: readonly StructEdit[] = [];

/** Completes the object: a spread gives each kind a class of its own, and tables have hundreds of edits. */
const edit = (kind: EditKind): StructEdit => Object.assign(kind, { shifted: [], shifts: false, resizes: false });

class Editor {
  readonly #comparison: Comparison;
  readonly #resized: Pair<MemberNode>[] = [];
  readonly #layout = edit({ kind: "layout", resized: this.#resized });
  #moved: { from: MemberNode; to: MemberNode; edit: StructEdit }[] = [];
  /** Moves into or out of a member that ends elsewhere, and has no edit of its own. */
  readonly #reaching = new Set<StructEdit>();

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
  }

  edit(from: ManifestStruct, to: ManifestStruct, match: MemberMatch): StructEdit[] {
    this.#moved = match.moved.map((pair) => ({ ...pair, edit: edit({ kind: "renamed", ...pair, pair: null }) }));
    const { edits, last, shift } = this.#level(match, "", 0);
    const growth = from.size === null || to.size === null ? 0 : 8 * (to.size - from.size);
    // The last member's shift explains the change of size if both are equal.
    if (growth !== shift) for (const one of from.kind === "union" ? edits : resizing(last, from)) one.resizes = true;
    const reported = new Set(edits.filter((one) => one !== this.#layout));
    const isReported = [...reported].some((one) => one.shifts || one.resizes);
    const isOther = from.kind !== to.kind || (!isReported && (growth !== 0 || from.align !== to.align));
    return isOther || this.#resized.length > 0 || this.#layout.shifts ? [...reported, this.#layout] : [...reported];
  }

  /**
   * Walks the members that stay in order, attributing each shift to the last edit before it.
   * @param base bits by which the level itself shifted
   * @returns all edits, those at and after the last steady member, and the bits by which that member shifted
   */
  #level(match: MemberMatch, parent: string, base: number): { edits: StructEdit[]; last: StructEdit[]; shift: number } {
    const [steady, moving] = splitByOrder(match);
    const gaps = this.#gaps(match, steady, moving, parent);
    const edits: StructEdit[] = [];
    let fresh: StructEdit[] = [];
    let blamed: readonly StructEdit[] = none;
    let culprit: StructEdit | undefined;
    let shift = 0;
    const done = (some: readonly StructEdit[], causes = some) => {
      edits.push(...some);
      for (const one of causes) if (!staysInPlace(one) || this.#reaching.has(one)) fresh.push(one);
    };
    for (const [index, pair] of steady.entries()) {
      done(gaps.get(index) ?? none);
      const own = this.#ownEdits(pair);
      // A rename moves nothing; another type may need another alignment.
      const changed = own.length === 0 ? none : own.filter(({ kind }) => kind !== "renamed");
      const by = distanceOf(pair);
      if (by !== null && by - base !== shift) {
        blamed = [fresh, changed, blamed].find((some) => some.length > 0) ?? [this.#layout];
        culprit = lastToShift(blamed, base + shift);
        shift = by - base;
        if (shift !== 0) for (const one of blamed) one.shifts = true;
      } else if (fresh.length > 0 && shift === 0) blamed = fresh;
      if (shift !== 0 && by !== null) culprit?.shifted.push(shiftOf(pair));
      fresh = [];
      for (const one of own) if (one.kind === "renamed") edits.push(one);
      const causes = changed.length > 1 ? changed.filter((one) => resizes(one, pair)) : none;
      done(changed, causes.length > 0 ? causes : changed);
    }
    for (const pair of moving) edits.push(...this.#ownEdits(pair));
    done(gaps.get(steady.length) ?? none);
    return { edits, last: fresh, shift };
  }

  /** The edits before steady members, by the index of these, and those after the last. */
  #gaps(
    match: MemberMatch,
    steady: readonly MemberPair[],
    moving: readonly MemberPair[],
    parent: string,
  ): Map<number, StructEdit[]> {
    const gaps = new Map<number, StructEdit[]>();
    const put = (side: "from" | "to", node: MemberNode, one: StructEdit) => {
      const at = orderOf(match[side], node);
      const index = firstThat(steady, (pair) => orderOf(match[side], pair[side]) >= at);
      push(gaps, index, one);
    };
    for (const from of match.removed) put("from", from, edit({ kind: "removed", from }));
    if (match.added.length > 0) {
      const [before, after] = [new Extents(match.from), new Extents(match.to)];
      const lastOfPairs = Math.max(...match.pairs.map(({ to }) => orderOf(match.to, to)));
      for (const to of match.added) {
        const itself = bitsOf(to) === 0 ? 0 : 1;
        const inUnion = after.countOverlapping(to) > itself;
        const inPadding = before.countOverlapping(to) === 0;
        const isLast = lastOfPairs < orderOf(match.to, to);
        put("to", to, edit({ kind: "added", to, inUnion, inPadding, isLast }));
      }
    }
    for (const { from, to, edit } of this.#moved) {
      const [before, after] = [outermost(match.from, from), outermost(match.to, to)];
      if (before !== undefined && !steady.some((pair) => pair.from === before)) put("from", before, edit);
      if (after !== undefined && !steady.some((pair) => pair.to === after)) put("to", after, edit);
      if (before === undefined || after === undefined || endOf(before) === endOf(after)) continue;
      if (!match.removed.includes(before) && !match.added.includes(after)) this.#reaching.add(edit);
    }
    if (moving.length > 0) {
      const one = edit({ kind: "reordered", parent, members: moving.map(shiftOf) });
      for (const pair of moving) for (const side of ["from", "to"] as const) put(side, pair[side], one);
    }
    return gaps;
  }

  #ownEdits(pair: MemberPair): readonly StructEdit[] {
    const { from, to, inner } = pair;
    const edits = from.name === to.name ? none : [edit({ kind: "renamed", from, to, pair })];
    const [before, after] = [from.member, to.member];
    if (before.bitWidth !== after.bitWidth) return [...edits, edit({ kind: "bit-field", from, to })];
    if (inner !== null && lengthOf(before) === lengthOf(after))
      return [...edits, ...this.#level(inner, to.path, distanceOf(pair) ?? 0).edits];
    if (before.type !== after.type && !this.#sameType(from, to)) return [...edits, edit({ kind: "retyped", from, to })];
    if (before.size !== after.size) {
      this.#resized.push({ from, to });
      return [...edits, this.#layout];
    }
    return edits;
  }

  #sameType(from: MemberNode, to: MemberNode): boolean {
    const { types, ...sides } = this.#comparison;
    return sameType(types.of(sides.from, from.member.type), types.of(sides.to, to.member.type));
  }
}

/** Those of the last edits that can have resized a struct: not what was added within its former size. */
function resizing(last: readonly StructEdit[], { size }: ManifestStruct): readonly StructEdit[] {
  const others = last.filter((one) => one.kind !== "added" || size === null || endOf(one.to) > 8 * size);
  return others.length > 0 ? others : last;
}

/** The last of some edits that is not half of a replacement in place. @param by bits by which what is before them shifted */
function lastToShift(edits: readonly StructEdit[], by: number): StructEdit | undefined {
  if (edits.length === 1) return edits[0];
  const placeOf = (node: MemberNode, by: number) => `${(node.start ?? 0) + by} ${bitsOf(node)}`;
  const gone = new Set(edits.flatMap((one) => (one.kind === "removed" ? [placeOf(one.from, by)] : [])));
  const come = new Set(edits.flatMap((one) => (one.kind === "added" ? [placeOf(one.to, 0)] : [])));
  const isReplacement = (one: StructEdit) =>
    (one.kind === "removed" && come.has(placeOf(one.from, by))) ||
    (one.kind === "added" && gone.has(placeOf(one.to, 0)));
  return edits.findLast((one) => !isReplacement(one)) ?? edits.at(-1);
}

/** The index of the first element from which on the predicate holds for all; the length if there is none. */
function firstThat<T>(sorted: readonly T[], holds: (element: T) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The bits that the members of a level occupy, as far as known. Tables have thousands of members. */
class Extents {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(level: readonly MemberNode[]) {
    for (const node of level) {
      const [start, size] = [node.start, bitsOf(node)];
      if (start === null || size === 0) continue;
      this.#starts.push(start);
      this.#ends.push(start + size);
    }
    for (const places of [this.#starts, this.#ends]) places.sort((a, b) => a - b);
  }

  /** The number of members that start before this one's end and do not end before its start. */
  countOverlapping(node: MemberNode): number {
    const { start } = node;
    if (start === null) return 0;
    return firstThat(this.#starts, (one) => one >= start + bitsOf(node)) - firstThat(this.#ends, (one) => one > start);
  }
}

/** The member of a level that is another one or has it inside. */
function outermost(level: readonly MemberNode[], { path }: MemberNode): MemberNode | undefined {
  return level.find((node) => path === node.path || path.startsWith(`${node.path}.`));
}

const endOf = (node: MemberNode) => (node.start ?? 0) + bitsOf(node);

/** The size of a member in bits. */
export function bitsOf({ member }: MemberNode): number {
  return member.bitWidth ?? 8 * (member.size ?? 0);
}

/** Whether a member that moved into or out of another one is where it was, so that it shifts nothing. */
function staysInPlace(edit: StructEdit): boolean {
  if (edit.kind !== "renamed") return false;
  return edit.from.start === edit.to.start && bitsOf(edit.from) === bitsOf(edit.to);
}

/** Whether an edit inside a member reaches where only one version of it does: in a union, most edits do not. */
function resizes(edit: StructEdit, { from, to }: Pair<MemberNode>): boolean {
  return ("to" in edit && endIn(to, edit.to) > bitsOf(from)) || ("from" in edit && endIn(from, edit.from) > bitsOf(to));
}

/** Bits from the start of a member to the end of one inside it; 0 if the layout is unknown. */
function endIn(outer: MemberNode, inner: MemberNode): number {
  return outer.start === null || inner.start === null ? 0 : inner.start - outer.start + bitsOf(inner);
}

const lengthOf = ({ type }: ManifestMember) => /(?:\[\d*\])*$/.exec(type)?.[0];

/** Bits by which a member shifted; null if the layout is unknown. */
function distanceOf({ from, to }: Pair<MemberNode>): number | null {
  return from.start === null || to.start === null ? null : to.start - from.start;
}

function shiftOf({ from, to }: Pair<MemberNode>): Shift {
  return { member: to.path, from: positionOf(from), to: positionOf(to) };
}

/** The order of a member by place or, in a struct of unknown layout, by declaration. */
function orderOf(level: readonly MemberNode[], node: MemberNode): number {
  return node.start ?? level.indexOf(node);
}

/** Splits members into the longest subsequence that keeps its order, and the others. Union members have no order. */
function splitByOrder(match: MemberMatch): [MemberPair[], MemberPair[]] {
  const placed = match.pairs.map((pair) => ({
    pair,
    from: orderOf(match.from, pair.from),
    to: orderOf(match.to, pair.to),
  }));
  const isInOrder = placed.every(({ from, to }, index) => {
    const before = placed[index - 1];
    return before === undefined || (before.from <= from && before.to <= to);
  });
  if (isInOrder) return [match.pairs, []];
  const sorted = placed.sort((a, b) => a.from - b.from || a.to - b.to);
  // Longest non-decreasing subsequence by patience sorting: the top cards of the piles, and each card's predecessor.
  const piles: number[] = [];
  const behind: (number | undefined)[] = [];
  for (const [index, { to }] of sorted.entries()) {
    const at = firstThat(piles, (top) => (sorted[top]?.to ?? 0) > to);
    behind[index] = piles[at - 1];
    piles[at] = index;
  }
  const steady = new Set<number>();
  for (let at = piles.at(-1); at !== undefined; at = behind[at]) steady.add(at);
  const split = (wanted: boolean) => sorted.filter((_, index) => steady.has(index) === wanted).map(({ pair }) => pair);
  return [split(true), split(false)];
}
