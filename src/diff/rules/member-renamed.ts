import type { ManifestStruct } from "../../manifest/model.ts";
import type { ManifestIndex } from "../manifest-index.ts";
import { moveText, positionText, reportsOf, spokenMember } from "../member-finding.ts";
import { type MemberNode, memberTree, pointedTo, positionOf, structOfType } from "../member-tree.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberRenamed: Rule = {
  id: "member-renamed",
  title: "Member renamed",
  purpose: "Checks that every member of a struct or union keeps its name and its path through nested members.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason:
    "Source compatible if a macro maps the old name to the new one. Binary breaking if the member changed its offset " +
    "too. At most risky for a public struct that only internal headers complete.",
  mirror: "member-renamed",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "renamed", ({ from, to, pair: match }, pair) => {
      const alias = match?.alias ?? null;
      const move = moveText({ from, to });
      const where = move === null ? `, still at ${positionText(positionOf(to))}` : `: ${move}`;
      const isSure = alias !== null || (from.name === to.name && (move === null || (from.isGrouped && to.isGrouped)));
      return {
        newName: to.path,
        confidence: isSure ? "certain" : "likely",
        aliasKept: alias !== null,
        message: `The ${spokenMember(from, pair.from)} ${isSure ? "is" : "seems to be"} ${to.path}${where}`,
        ...(alias === null && !isReachedOtherwise(to, pair.to, comparison.to) && { replacement: [to.path] }),
      };
    });
  },
};

/** Whether the struct also has a pointer to what the member is in, which may point to another one. */
function isReachedOtherwise({ parent, isGrouped }: MemberNode, struct: ManifestStruct, index: ManifestIndex): boolean {
  if (isGrouped) return false;
  const around = memberTree(struct).find(({ path }) => path === parent);
  const type = around && structOfType(around.member.type, index);
  return type !== undefined && memberTree(struct).some(({ member }) => pointedTo(member.type, index) === type);
}
