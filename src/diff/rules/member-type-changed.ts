import { moveText, reportsOf, spokenMember } from "../member-finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberTypeChanged: Rule = {
  id: "member-type-changed",
  title: "Type of a member changed",
  purpose: "Checks that every member of a struct or union keeps its type, after resolving typedefs.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "Source compatible if each type converts implicitly to the other, risky if values may not fit or only C " +
    "converts. Binary compatible if both have the same bits, risky if they point to other types. Source risky if " +
    "only the length of an array changed. Binary breaking if it or other members moved. At most risky for a public " +
    "struct that only internal headers complete.",
  mirror: "member-type-changed",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "retyped", ({ from, to }, pair) => {
      const move = moveText({ from, to });
      const where = move === null ? "" : `; ${move}`;
      return { message: `The ${spokenMember(from, pair.from)} has the type ${to.member.type}${where}` };
    });
  },
};
