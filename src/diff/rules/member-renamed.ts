import { positionText, reportsOf, spokenMember } from "../member-finding.ts";
import { positionOf } from "../member-tree.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberRenamed: Rule = {
  id: "member-renamed",
  title: "Member renamed",
  purpose:
    "Checks that every member of a struct or union keeps its name, and its path through the members that it is in.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "breaking", binary: "compatible" },
  impactReason:
    "Source compatible where a macro makes the old name the new one. Binary breaking where the member went into " +
    "another one, or came out of it, and does not stand where it stood. No worse than risky where only internal " +
    "headers complete the struct.",
  mirror: "member-renamed",
  explains: [],
  *check(comparison) {
    yield* reportsOf(comparison, "renamed", ({ from, to, pair: match }, pair) => {
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
