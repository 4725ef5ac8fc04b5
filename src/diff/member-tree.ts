import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import { movedBy } from "../manifest/moved-member.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import type { Position } from "./model.ts";
import { parseType } from "./type.ts";

/** A named member with its position in the struct. */
export class MemberNode {
  /** Its name with those of the members around it: `state.kind`. */
  readonly path: string;
  readonly name: string;
  readonly member: ManifestMember;
  /** Bits from the start of the struct; null if the layout is unknown. */
  readonly start: number | null;
  readonly #around: Around;
  #inner: readonly MemberNode[] | undefined;

  constructor(name: string, member: ManifestMember, around: Around) {
    const { parent, by } = around;
    this.path = parent === "" ? name : `${parent}.${name}`;
    this.name = name;
    this.member = movedBy(member, by);
    this.start = startOf(this.member);
    this.#around = around;
  }

  /** The `path` of the member around it; "" for the struct itself. */
  get parent(): string {
    return this.#around.parent;
  }

  /** Whether all members around it have anonymous types, so that it is in the text of the struct itself. */
  get isGrouped(): boolean {
    return this.#around.isGrouped;
  }

  /** The members of its type, if that is anonymous. */
  get inner(): readonly MemberNode[] {
    this.#inner ??= nodes(this.member.members ?? [], { ...this.#around, parent: this.path });
    return this.#inner;
  }
}

/** The named members of a struct; unnamed bit-fields are padding. */
export function memberTree({ members }: ManifestStruct): MemberNode[] {
  return nodes(members ?? [], { parent: "", by: 0, isGrouped: true });
}

interface Around extends Pick<MemberNode, "parent" | "isGrouped"> {
  /** Bytes to add to the offsets; null if unknown. */
  by: number | null;
}

function nodes(members: readonly ManifestMember[], around: Around): MemberNode[] {
  const named: MemberNode[] = [];
  for (const member of members) if (member.name !== null) named.push(new MemberNode(member.name, member, around));
  return named;
}

/** Bits from where the offsets count to the start of a member; null if unknown. */
export function startOf({ offset, bitOffset }: Position): number | null {
  return bitOffset ?? (offset === null ? null : 8 * offset);
}

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
 * Visits the nodes and all inside them.
 * @param visit is told whether the node is in a struct that both sides have
 * @param enters whether to go into a member whose type is such a struct
 */
export function visitMembers(
  trees: readonly MemberNode[],
  here: ManifestIndex,
  there: ManifestIndex,
  visit: (node: MemberNode, isShared: boolean) => void,
  enters: (node: MemberNode) => boolean,
  isShared = false,
  depth = 4,
): void {
  if (depth === 0) return;
  for (const node of trees) {
    visit(node, isShared);
    const struct = structOfType(node.member.type, here);
    const isKnown = struct !== undefined && there.structs.has(struct.name);
    if (isKnown && !enters(node)) continue;
    visitMembers(membersInside(node, here), here, there, visit, enters, isShared || isKnown, depth - 1);
  }
}
