import { positionText, reportsOf, spokenMember } from "../member-finding.ts";
import { positionOf } from "../member-tree.ts";
import { type Rule, structKinds } from "../rule.ts";

export const memberAdded: Rule = {
  id: "member-added",
  title: "Member added",
  purpose: "Checks that no struct or union has a new member; the members it shifts belong to the same change.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "compatible", binary: "breaking" },
  impactReason:
    "Binary breaking if other members moved, or if a struct that extensions allocate or macros index grew. Binary " +
    "risky if a struct grew that begins the objects of subclasses or whose allocator the headers do not show. " +
    "Binary risky if the member occupies former padding of a struct that extensions allocate, since they do not " +
    "initialize it. Binary compatible otherwise. Source risky if extensions allocate the struct and the member is " +
    "not the last one, because of positional initializers. At most risky for a public struct that only internal " +
    "headers complete.",
  mirror: "member-removed",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "added", ({ to }, pair) => ({
      message: `The ${spokenMember(to, pair.from)} is new at ${positionText(positionOf(to))}`,
    }));
  },
};
