import { positionText, reportsOf, spokenMember } from "../member-finding.ts";
import { positionOf } from "../member-tree.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberAdded: Rule = {
  id: "member-added",
  title: "Member added",
  purpose: "Checks that no member of a struct or union is new; the members that it shifts are part of it.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "compatible", binary: "breaking" },
  impactReason:
    "Binary breaking where other members stand elsewhere, and where the struct grows that extensions make themselves; " +
    "risky where it grows and begins the objects of subclasses, where the headers do not tell who makes it, and where " +
    "the member takes padding that extensions do not set; else compatible. Source risky where extensions make the " +
    "struct and the member is not its last, for initializers without names. No worse than risky where only internal " +
    "headers complete the struct.",
  mirror: "member-removed",
  explains: [],
  *check(comparison) {
    yield* reportsOf(comparison, "added", ({ to }, pair) => ({
      message: `The ${spokenMember(to, pair.from)} is new at ${positionText(positionOf(to))}`,
    }));
  },
};
