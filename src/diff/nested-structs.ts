import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import { movedDeepBy } from "../manifest/moved-member.ts";
import type { ManifestIndex } from "./manifest-index.ts";
import { structOfType } from "./member-tree.ts";

const known = new WeakMap<ManifestIndex, Map<ManifestStruct, ManifestStruct>>();

/**
 * The struct inside whose text another one is defined, as the type of its only such member; keyed by the inner one. A
 * member's type must be complete before it (C11 6.7.2.1p3), so a struct completed after the start of the one that holds
 * it is completed inside.
 */
export function nestedStructs(index: ManifestIndex): ReadonlyMap<ManifestStruct, ManifestStruct> {
  const found = known.get(index) ?? findNested(index);
  known.set(index, found);
  return found;
}

function findNested(index: ManifestIndex): Map<ManifestStruct, ManifestStruct> {
  const holders = new Map<ManifestStruct, ManifestStruct | null>();
  for (const outer of index.structs.values()) {
    for (const { type } of inText(outer.members ?? [])) {
      const inner = /^(?:struct|union) \w/.test(type) ? structOfType(elementOf(type), index) : undefined;
      if (inner === undefined || inner.typedefs.length > 0 || inner.members === null) continue;
      const isInside = inner.header === outer.header && inner.line > outer.line && inner.surface === outer.surface;
      holders.set(inner, isInside && !holders.has(inner) ? outer : null);
    }
  }
  const nested = new Map<ManifestStruct, ManifestStruct>();
  for (const [inner, outer] of holders) if (outer !== null) nested.set(inner, outer);
  return nested;
}

/** Members, with those inside members of anonymous types. */
function* inText(members: readonly ManifestMember[]): Iterable<ManifestMember> {
  for (const member of members) {
    yield member;
    yield* inText(member.members ?? []);
  }
}

/** The structs with their own entries that are the types of the members on a path. */
export function structsOnPath(path: string, struct: ManifestStruct, index: ManifestIndex): ManifestStruct[] {
  const found: ManifestStruct[] = [];
  let { members } = struct;
  for (const step of path.split(".")) {
    const member = members?.find(({ name }) => name === step);
    const inner = member && structOfType(elementOf(member.type), index);
    if (inner !== undefined) found.push(inner);
    members = inner?.members ?? member?.members ?? null;
  }
  return found;
}

/** The type of an array's elements; other types as they are. */
export const elementOf = (type: string) => type.replace(/(?:\[\d*\])+$/, "");

/**
 * A struct with the members of the structs inside it inlined, as if those had no name.
 * @param inside the structs to inline, by the struct that holds them
 */
export function withNested(
  struct: ManifestStruct,
  inside: ReadonlyMap<ManifestStruct, ReadonlySet<ManifestStruct>>,
  index: ManifestIndex,
): ManifestStruct {
  const nested = inside.get(struct);
  if (nested === undefined) return struct;
  const inlined = (member: ManifestMember): ManifestMember => {
    if (member.members !== undefined) return { ...member, members: member.members.map(inlined) };
    const inner = structOfType(elementOf(member.type), index);
    if (inner === undefined || !nested.has(inner)) return member;
    const { members } = withNested(inner, inside, index);
    return { ...member, members: (members ?? []).map((one) => movedDeepBy(one, member.offset)) };
  };
  return { ...struct, members: struct.members?.map(inlined) ?? null };
}
