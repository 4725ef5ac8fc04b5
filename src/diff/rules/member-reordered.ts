import { spoken } from "../finding.ts";
import { reportsOf, shiftText } from "../member-finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberReordered: Rule = {
  id: "member-reordered",
  title: "Members reordered",
  purpose: "Checks that the members of a struct keep their order; one change lists the fewest members that moved.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "compatible", binary: "breaking" },
  impactReason:
    "Source risky if extensions allocate the struct, because of positional initializers. Binary risky for a public " +
    "struct that only internal headers complete.",
  mirror: "member-reordered",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "reordered", ({ parent, members }, { from }) => {
      const which = parent === "" ? "its members" : `the members of ${parent}`;
      return {
        message: `The ${spoken(from)} has ${which} in another order: ${members.map(shiftText).join(", ")}`,
      };
    });
  },
};
