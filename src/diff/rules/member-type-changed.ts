import { reportsOf, spokenMember } from "../member-finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberTypeChanged: Rule = {
  id: "member-type-changed",
  title: "Type of a member changed",
  purpose:
    "Checks that every member of a struct or union has the type that it had, whatever typedef of it the headers write.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "As for a value of the one type where the other is asked for, both ways. An array of another length is source " +
    "risky. Binary breaking where other members stand elsewhere. No worse than risky where only internal headers " +
    "complete the struct.",
  mirror: "member-type-changed",
  explains: [],
  *check(comparison) {
    yield* reportsOf(comparison, "retyped", ({ from, to }, pair) => ({
      message: `The ${spokenMember(from, pair.from)} has the type ${to.member.type}`,
    }));
  },
};
