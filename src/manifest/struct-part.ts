import { type EntryPart, entryPart, unknownEntry } from "./entry-part.ts";
import type { Manifest, ManifestMember, ManifestStruct } from "./model.ts";
import { expandMembers, findStruct, memberOnPath } from "./nested-members.ts";
import { compilePattern } from "./pattern.ts";
import { structNames } from "./struct-names.ts";

/** One struct of a manifest. */
export interface StructPart extends EntryPart {
  struct: ManifestStruct;
  /** The path of the requested member; `struct.members` then has only the members on it. */
  member?: string;
}

/** The structs that match a glob, sorted by name. */
export interface StructList {
  layouts: StructPart[];
}

/** Options for the members of a struct. */
export interface StructView {
  /** Include the members of nested structs. */
  expand?: boolean | undefined;
  /** Only the member at this path, which may go through nested structs: `interpreters.head`. */
  member?: string | undefined;
}

/**
 * The struct or union with this name: its own, a typedef, or its tag, also written `struct tag`.
 * @throws CapidiffError `unknown-struct`, `unknown-member`; `invalid-request` if it expands to too many members
 */
export function structPart(manifest: Manifest, name: string, view: StructView = {}): StructPart {
  const { structs } = manifest;
  const struct = findStruct(structs, name);
  if (struct === undefined) {
    throw unknownEntry("unknown-struct", "struct or union", manifest, name, structs.flatMap(structNames));
  }
  const part = viewOf(manifest, struct, view);
  if (part === null) {
    const members = (struct.members ?? []).flatMap(({ name }) => name ?? []);
    throw unknownEntry("unknown-member", `member of ${struct.name}`, manifest, view.member ?? "", members);
  }
  return part;
}

/**
 * The structs that match a glob by any of their names, and have the requested member.
 * @throws CapidiffError like {@link structPart}, if there are none
 */
export function structList(manifest: Manifest, glob: string, view: StructView = {}): StructList {
  const matches = compilePattern(glob);
  const structs = manifest.structs.filter((struct) => structNames(struct).some(matches));
  if (structs.length === 0) throw unknownEntry("unknown-struct", "struct or union like", manifest, glob, []);
  const layouts = structs.flatMap((struct) => viewOf(manifest, struct, view) ?? []);
  if (layouts.length === 0) {
    throw unknownEntry("unknown-member", `member of ${glob} called`, manifest, view.member ?? "", []);
  }
  return { layouts };
}

/** Null if the struct has no such member. */
function viewOf(manifest: Manifest, struct: ManifestStruct, { expand = false, member }: StructView): StructPart | null {
  const whole = { ...entryPart(manifest, struct), struct };
  const withMembers = (members: ManifestMember[]): StructPart => ({
    ...whole,
    struct: { ...struct, members: expand ? expandMembers(manifest.structs, members) : members },
  });
  if (member === undefined) return struct.members === null ? whole : withMembers(struct.members);
  const found = memberOnPath(manifest.structs, struct.members ?? [], member);
  return found && { ...withMembers([found]), member };
}
