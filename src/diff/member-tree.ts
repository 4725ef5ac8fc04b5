import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import { movedBy } from "../manifest/moved-member.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { Position } from "./model.ts";
import { parseType } from "./type.ts";

/** A named member with its position in the struct. */
export interface MemberNode {
  /** Its name with those of the members around it: `state.kind`. */
  path: string;
  /** The `path` of the member around it; "" for the struct itself. */
  parent: string;
  name: string;
  member: ManifestMember;
  /** Bits from the start of the struct; null if the layout is unknown. */
  start: number | null;
  /** The members of its type, if that is anonymous. */
  inner: readonly MemberNode[];
  /** Whether all members around it have anonymous types, so that it is in the text of the struct itself. */
  isGrouped: boolean;
}

/** The named members of a struct; unnamed bit-fields are padding. */
export function memberTree({ members }: ManifestStruct): MemberNode[] {
  return nodes(members ?? [], { parent: "", by: 0, isGrouped: true });
}

interface Inside extends Pick<MemberNode, "parent" | "isGrouped"> {
  /** Bytes to add to the offsets; null if unknown. */
  by: number | null;
}

function nodes(members: readonly ManifestMember[], { parent, by, isGrouped }: Inside): MemberNode[] {
  const found: MemberNode[] = [];
  for (const member of members) {
    const { name } = member;
    if (name === null) continue;
    const path = parent === "" ? name : `${parent}.${name}`;
    const at = movedBy(member, by);
    const start = at.bitOffset ?? (at.offset === null ? null : 8 * at.offset);
    const inner = member.members === undefined ? none : nodes(member.members, { parent: path, by, isGrouped });
    found.push({ path, parent, name, member: at, start, inner, isGrouped });
  }
  return found;
}

/** Most members have no others inside. */
const none: readonly MemberNode[] = [];

export function positionOf({ member: { offset, bitOffset } }: MemberNode): Position {
  return { offset, ...(bitOffset === undefined ? {} : { bitOffset }) };
}

/** The members inside a member: those of its anonymous type, or of the struct with its own entry that is its type. */
export function membersInside(node: MemberNode, index: ManifestIndex): readonly MemberNode[] {
  if (node.inner.length > 0) return node.inner;
  const struct = structOfType(node.member.type, index);
  return nodes(struct?.members ?? [], { parent: node.path, by: node.member.offset, isGrouped: false });
}

/** The struct of which the type is a value; undefined for pointers, arrays and all else. */
export function structOfType(type: string, index: ManifestIndex): ManifestStruct | undefined {
  // Most members are pointers, arrays or of anonymous type.
  if (/[*[(]/.test(type)) return undefined;
  const parsed = parseType(type);
  return parsed.kind === "base" ? structNamed(parsed.name, index) : undefined;
}

/** The struct a type points to; with `writable`, not through a pointer to const. */
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

/**
 * Visits the nodes and all inside them, including those of structs that exist only on this side: structs on both sides
 * are compared by themselves.
 */
export function visitMembers(
  trees: readonly MemberNode[],
  here: ManifestIndex,
  there: ManifestIndex,
  visit: (node: MemberNode) => void,
  depth = 4,
): void {
  if (depth === 0) return;
  for (const node of trees) {
    visit(node);
    const struct = structOfType(node.member.type, here);
    if (struct !== undefined && there.structs.has(struct.name)) continue;
    visitMembers(membersInside(node, here), here, there, visit, depth - 1);
  }
}
