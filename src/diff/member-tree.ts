import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { Position } from "./model.ts";
import { parseType } from "./type.ts";

/** A named member where it stands in its struct. */
export interface MemberNode {
  /** Its name behind those of the members that it is in: `state.kind`. */
  path: string;
  /** `path` of the member that it is in; "" where that is the struct itself. */
  parent: string;
  name: string;
  member: ManifestMember;
  /** Bits from the start of the struct; null where the layout is not known. */
  start: number | null;
  /** The members of its anonymous type. */
  inner: MemberNode[];
  /** All members that it is in are of anonymous type: it stands in the text of its struct itself. */
  isGrouped: boolean;
}

/** The named members of a struct: an unnamed bit-field only pads. */
export function memberTree({ members }: ManifestStruct): MemberNode[] {
  return nodes(members ?? [], { parent: "", by: 0, isGrouped: true });
}

interface Inside extends Pick<MemberNode, "parent" | "isGrouped"> {
  /** Bytes that the offsets are to be raised by; null where that is not known. */
  by: number | null;
}

function nodes(members: readonly ManifestMember[], inside: Inside): MemberNode[] {
  const { parent, by, isGrouped } = inside;
  return members.flatMap((member): MemberNode | [] => {
    const { name } = member;
    if (name === null) return [];
    const path = parent === "" ? name : `${parent}.${name}`;
    const at = movedBy(member, by);
    const start = at.bitOffset ?? (at.offset === null ? null : 8 * at.offset);
    const inner = nodes(member.members ?? [], { ...inside, parent: path });
    return { path, parent, name, member: at, start, inner, isGrouped };
  });
}

function movedBy(member: ManifestMember, by: number | null): ManifestMember {
  const { offset, bitOffset } = member;
  return {
    ...member,
    offset: offset === null || by === null ? null : offset + by,
    ...(bitOffset === undefined || by === null ? {} : { bitOffset: bitOffset + 8 * by }),
  };
}

export function positionOf({ member: { offset, bitOffset } }: MemberNode): Position {
  return { offset, ...(bitOffset === undefined ? {} : { bitOffset }) };
}

/** What is in a member: its anonymous type's members, else those of the struct that it is, which has its own entry. */
export function membersInside(node: MemberNode, index: ManifestIndex): MemberNode[] {
  if (node.inner.length > 0) return node.inner;
  const struct = structOf(node.member.type, index);
  return nodes(struct?.members ?? [], { parent: node.path, by: node.member.offset, isGrouped: false });
}

/** The struct that a value of the type is; undefined for a pointer, an array and all else. */
export function structOf(type: string, index: ManifestIndex): ManifestStruct | undefined {
  const parsed = parseType(type);
  return parsed.kind === "base" ? structNamed(parsed.name, index) : undefined;
}

/** The struct that a type points to; not one that is only read where `writable` is asked for. */
export function pointedTo(
  type: string,
  index: ManifestIndex,
  how: "writable" | "any" = "any",
): ManifestStruct | undefined {
  const parsed = parseType(type);
  if (parsed.kind !== "pointer" || parsed.to.kind !== "base") return undefined;
  if (how === "writable" && parsed.to.qualifiers.includes("const")) return undefined;
  return structNamed(parsed.to.name, index);
}

function structNamed(name: string, index: ManifestIndex): ManifestStruct | undefined {
  const whole = index.typeNamed(name);
  return whole && "members" in whole ? whole : undefined;
}

/** The nodes and all inside them, also inside structs that only this side has: those of both have their own members. */
export function* everyMember(
  trees: readonly MemberNode[],
  here: ManifestIndex,
  there: ManifestIndex,
  depth = 4,
): Iterable<MemberNode> {
  if (depth === 0) return;
  for (const node of trees) {
    yield node;
    const struct = structOf(node.member.type, here);
    const inner = struct !== undefined && there.structs.has(struct.name) ? [] : membersInside(node, here);
    yield* everyMember(inner, here, there, depth - 1);
  }
}
