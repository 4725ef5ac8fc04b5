import { CapidiffError } from "../errors.ts";
import type { ManifestMember, ManifestStruct } from "./model.ts";
import { movedDeepBy } from "./moved-member.ts";

/** The struct or union that a name or type refers to: its own name first, then a typedef, then a tag. */
export function findStruct(structs: readonly ManifestStruct[], name: string): ManifestStruct | undefined {
  const [, kind, tag = name] = /^(struct|union)\s+(\w+)$/.exec(name) ?? [];
  if (kind !== undefined) return structs.find((struct) => struct.kind === kind && struct.tag === tag);
  return (
    structs.find((struct) => struct.name === name) ??
    structs.find(({ typedefs }) => typedefs.includes(name)) ??
    structs.find((struct) => struct.tag === name)
  );
}

/** A limit for expanded members, since each level of nesting can double their number. */
const maxMembers = 100_000;

/**
 * Members including those of nested structs, at any depth. Pointers are not followed and arrays of structs not expanded.
 * @throws CapidiffError `invalid-request` if there are too many
 */
export function expandMembers(
  structs: readonly ManifestStruct[],
  members: readonly ManifestMember[],
): ManifestMember[] {
  const known = new Map<string, ManifestStruct | undefined>();
  let count = 0;
  const expand = (members: readonly ManifestMember[]): ManifestMember[] =>
    members.map((member) => {
      if (++count > maxMembers) {
        throw new CapidiffError("invalid-request", `There are more than ${maxMembers} members inside: ask for one.`);
      }
      const inner = membersInside(structs, member, known);
      return inner.length === 0 ? member : { ...member, members: expand(inner) };
    });
  return expand(members);
}

/** The member at a path like `interpreters.head`, nested in the members on the path; null if there is none. */
export function memberOnPath(
  structs: readonly ManifestStruct[],
  members: readonly ManifestMember[],
  path: string,
): ManifestMember | null {
  const [head, ...rest] = path.split(".");
  const member = members.find(({ name }) => name === head);
  if (member === undefined || rest.length === 0) return member ?? null;
  const inner = memberOnPath(structs, membersInside(structs, member, new Map()), rest.join("."));
  return inner && { ...member, members: [inner] };
}

/** The members of a member's struct, with offsets from the start of the outermost struct. */
function membersInside(
  structs: readonly ManifestStruct[],
  { type, offset, members }: ManifestMember,
  known: Map<string, ManifestStruct | undefined>,
): readonly ManifestMember[] {
  if (members !== undefined) return members;
  const name = type.replace(/\b(?:const|volatile|_Atomic)\b/g, "").trim();
  if (!/^(?:(?:struct|union) )?\w+$/.test(name)) return [];
  if (!known.has(name)) known.set(name, findStruct(structs, name));
  return (known.get(name)?.members ?? []).map((inner) => movedDeepBy(inner, offset));
}
