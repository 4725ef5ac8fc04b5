import { type MemberNode, memberTree } from "../diff/member-tree.ts";
import type { ManifestStruct } from "../manifest/model.ts";

/**
 * Differences in the layout of a struct: size, alignment, and the offset and size of each member of the reference. Null
 * if either layout is unknown. A struct that is opaque in the reference has no layout to differ from.
 * @param reference as CPython has it
 * @param other as the implementation has it
 */
export function layoutDetails(reference: ManifestStruct, other: ManifestStruct): string[] | null {
  if (reference.members === null || reference.opaque) return [];
  if (reference.size === null) return null;
  if (other.members === null || other.opaque) return [`it is opaque, not of ${reference.size} bytes`];
  if (other.size === null) return null;
  const details: string[] = [];
  if (other.size !== reference.size) details.push(`it has ${other.size} bytes, not ${reference.size}`);
  if (other.align !== reference.align) details.push(`it is aligned to ${other.align}, not ${reference.align}`);
  const others = new Map(flatMembers(memberTree(other)).map((node) => [node.path, node]));
  const members = flatMembers(memberTree(reference));
  for (const node of members) {
    const there = others.get(node.path);
    if (there === undefined) details.push(`${node.path} is not there`);
    else if (there.start !== node.start) details.push(`${node.path} is at ${placeText(there)}, not ${placeText(node)}`);
    else if (sizeOf(there) !== sizeOf(node)) details.push(`${node.path} has ${sizeOf(there)}, not ${sizeOf(node)}`);
  }
  const known = new Set(members.map(({ path }) => path));
  for (const [path, node] of others) if (!known.has(path)) details.push(`${path} is new, at ${placeText(node)}`);
  return details;
}

/** Includes members of anonymous types. */
export const flatMembers = (nodes: readonly MemberNode[]): MemberNode[] =>
  nodes.flatMap((node) => [node, ...flatMembers(node.inner)]);

const placeText = ({ member: { offset, bitOffset } }: MemberNode) =>
  bitOffset === undefined ? String(offset ?? "?") : `bit ${bitOffset}`;

const sizeOf = ({ member: { size, bitWidth } }: MemberNode) =>
  bitWidth === undefined ? `${size ?? "?"} bytes` : `${bitWidth} bits`;
