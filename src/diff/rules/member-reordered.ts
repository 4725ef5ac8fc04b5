import { spoken } from "../finding.ts";
import { reportsOf, shiftText } from "../member-finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberReordered: Rule = {
  id: "member-reordered",
  title: "Members reordered",
  purpose:
    "Checks that the members of a struct stand in the order in which they stood; one change tells the fewest that left it.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "compatible", binary: "breaking" },
  impactReason:
    "Source risky where extensions make the struct, for initializers without names. Binary risky where only internal " +
    "headers complete it.",
  mirror: "member-reordered",
  explains: [],
  *check(comparison) {
    yield* reportsOf(comparison, "reordered", ({ parent, members }, { from }) => {
      const where = parent === "" ? "" : `the member ${parent} of `;
      return {
        message: `The members of ${where}the ${spoken(from)} have another order: ${members.map(shiftText).join(", ")}`,
      };
    });
  },
};
