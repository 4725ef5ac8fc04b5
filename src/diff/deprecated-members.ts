import type { ManifestMember, ManifestStruct } from "../manifest/model.ts";
import { findingOf } from "./finding.ts";
import { spokenMember } from "./member-finding.ts";
import { type MemberNode, memberTree } from "./member-tree.ts";
import type { Finding } from "./model.ts";
import type { Pair } from "./pair.ts";

/** A member that exists on both sides, with its struct. */
export interface MemberThatStayed extends Pair<MemberNode> {
  struct: Pair<ManifestStruct>;
}

/** Members deprecated on only one side. */
export function* membersMarkedOtherwise(structs: Iterable<Pair<ManifestStruct>>): Iterable<MemberThatStayed> {
  for (const struct of structs) {
    if (!haveMark(struct.from.members) && !haveMark(struct.to.members)) continue;
    const before = new Map(flat(memberTree(struct.from)).map((node) => [node.path, node]));
    for (const to of flat(memberTree(struct.to))) {
      const from = before.get(to.path);
      if (from === undefined) continue;
      if ((from.member.deprecated === undefined) !== (to.member.deprecated === undefined)) yield { struct, from, to };
    }
  }
}

/** Whether one of some members, or one inside them, is deprecated. */
export const haveMark = (members: readonly ManifestMember[] | null | undefined): boolean =>
  members?.some((member) => member.deprecated !== undefined || haveMark(member.members)) ?? false;

const flat = (nodes: readonly MemberNode[]): MemberNode[] => nodes.flatMap((node) => [node, ...flat(node.inner)]);

/** A finding about such a member; `says` is its new state, e.g. `is deprecated`. */
export function memberFinding({ struct, from, to }: MemberThatStayed, says: string): Finding {
  return findingOf({
    source: "compatible",
    binary: "compatible",
    from: struct.from,
    to: struct.to,
    member: { path: to.path, from, to },
    message: `The ${spokenMember(to, struct.to)} ${says}.`,
  });
}
