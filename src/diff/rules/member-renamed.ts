import { positionText, reportsOf, spokenMember } from "../member-finding.ts";
import { positionOf } from "../member-tree.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberRenamed: Rule = {
  id: "member-renamed",
  title: "Member renamed",
  purpose: "Checks that every member of a struct or union keeps its name and its path through nested members.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason:
    "Source compatible if a macro maps the old name to the new one. Binary breaking if the member moved into or out " +
    "of another one and changed its offset. At most risky for a public struct that only internal headers complete.",
  mirror: "member-renamed",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "renamed", ({ from, to, pair: match }, pair) => {
      const alias = match?.alias ?? null;
      const [before, after] = [positionText(positionOf(from)), positionText(positionOf(to))];
      const where = before === after ? `, still at ${after}` : `: it was at ${before} and is at ${after}`;
      return {
        newName: to.path,
        confidence: alias === null && from.name !== to.name ? "likely" : "certain",
        aliasKept: alias !== null,
        message: `The ${spokenMember(from, pair.from)} is ${to.path}${where}`,
        ...(alias === null && { replacement: [to.path] }),
      };
    });
  },
};
