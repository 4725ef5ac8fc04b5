import type { ManifestMember } from "./model.ts";

/** A member shifted by a number of bytes, without the members of its type; null makes its offset unknown. */
export function movedBy(member: ManifestMember, by: number | null): ManifestMember {
  if (by === 0) return member;
  const { offset, bitOffset } = member;
  return {
    ...member,
    offset: offset === null || by === null ? null : offset + by,
    ...(bitOffset !== undefined && by !== null && { bitOffset: bitOffset + 8 * by }),
  };
}

/** The same with the members of its type, at any depth. */
export function movedDeepBy(member: ManifestMember, by: number | null): ManifestMember {
  const moved = movedBy(member, by);
  const { members } = member;
  return members === undefined ? moved : { ...moved, members: members.map((inner) => movedDeepBy(inner, by)) };
}
