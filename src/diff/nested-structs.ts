import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { structOf } from "./member-tree.ts";

/**
 * The struct that has the definition of another one in its text, as that of its only member of this type: by the inner
 * one. What is a member by value must be complete before (C11 6.7.2.1p3), so one that is completed behind the beginning
 * of the struct that holds it is completed inside.
 */
export function nestedStructs(index: ManifestIndex): Map<ManifestStruct, ManifestStruct> {
  const holders = new Map<ManifestStruct, ManifestStruct | null>();
  for (const outer of index.structs.values()) {
    for (const { type } of outer.members ?? []) {
      const inner = /^(?:struct|union) \w/.test(type) ? structOf(elementOf(type), index) : undefined;
      if (inner === undefined || inner.typedefs.length > 0 || inner.members === null) continue;
      const isInside = inner.header === outer.header && inner.line > outer.line && inner.surface === outer.surface;
      holders.set(inner, isInside && !holders.has(inner) ? outer : null);
    }
  }
  const nested = new Map<ManifestStruct, ManifestStruct>();
  for (const [inner, outer] of holders) if (outer !== null) nested.set(inner, outer);
  return nested;
}

const elementOf = (type: string) => type.replace(/(?:\[\d*\])+$/, "");

/** A struct with the members of those in `nested` in it, as if these had no name. */
export function withNested(
  struct: ManifestStruct,
  nested: ReadonlySet<ManifestStruct>,
  index: ManifestIndex,
): ManifestStruct {
  const innerOf = ({ type }: ManifestMember) => (nested.size === 0 ? undefined : structOf(elementOf(type), index));
  const members = struct.members?.map((member): ManifestMember => {
    const inner = innerOf(member);
    if (inner === undefined || !nested.has(inner)) return member;
    const { members } = withNested(inner, nested, index);
    return { ...member, members: (members ?? []).map((one) => moved(one, member.offset)) };
  });
  return { ...struct, members: members ?? null };
}

/** Offsets from the start of the struct that a member is in, when that stands `by` bytes from the start of another. */
function moved(member: ManifestMember, by: number | null): ManifestMember {
  const { offset, bitOffset, members } = member;
  return {
    ...member,
    offset: offset === null || by === null ? null : offset + by,
    ...(bitOffset !== undefined && by !== null && { bitOffset: bitOffset + 8 * by }),
    ...(members && { members: members.map((one) => moved(one, by)) }),
  };
}
