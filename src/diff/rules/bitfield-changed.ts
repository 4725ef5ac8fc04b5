import { reportsOf, spokenMember } from "../member-finding.ts";
import { type Rule, structKinds } from "../rule.ts";

export const bitfieldChanged: Rule = {
  id: "bitfield-changed",
  title: "Bit-field changed",
  purpose: "Checks that every bit-field keeps its width, and that no member becomes a bit-field or stops being one.",
  topic: "layout",
  kinds: structKinds,
  impact: { source: "compatible", binary: "breaking" },
  impactReason:
    "Source risky if the bit-field got narrower. At most risky for a public struct that only internal headers " +
    "complete.",
  mirror: "bitfield-changed",
  explains: [],
  check(comparison, report) {
    reportsOf(comparison, report, "bit-field", ({ from, to }, pair) => {
      const { type, bitWidth } = to.member;
      const now = bitWidth === undefined ? `is no bit-field but ${type}` : `is ${type} : ${bitWidth}`;
      return { message: `The ${spokenMember(from, pair.from)} ${now}` };
    });
  },
};
