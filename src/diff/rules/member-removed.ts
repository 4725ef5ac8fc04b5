import { accessorsOf } from "../accessors.ts";
import { positionText, reportsOf, spokenMember } from "../member-finding.ts";
import { positionOf } from "../member-tree.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberRemoved: Rule = {
  id: "member-removed",
  title: "Member removed",
  purpose:
    "Checks that every member of a struct or union still exists; the members it shifts belong to the same change.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "breaking", binary: "breaking" },
  impactReason:
    "At most risky for a public struct that only internal headers complete, since extensions never saw the member. " +
    "Binary risky if its offset is unknown. Binary as for member-added if it was only padding, by its name.",
  mirror: "member-added",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "removed", ({ from }, pair) => {
      const accessors = accessorsOf(pair.from, pair.to, comparison.to, from.path);
      return {
        ...(accessors.length === 0 ? {} : { accessors }),
        message: `The ${spokenMember(from, pair.from)} is gone from ${positionText(positionOf(from))}`,
      };
    });
  },
};
