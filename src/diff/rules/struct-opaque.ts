import type { ManifestMember, ManifestStruct } from "../../manifest/model.ts";
import { findingOf, spoken } from "../finding.ts";
import type { Impact } from "../model.ts";
import { type Rule, structKinds } from "../rule.ts";

export const structOpaque: Rule = {
  id: "struct-opaque",
  title: "Struct became opaque",
  purpose: "Checks that the public surface still completes every struct and union that it completed and still names.",
  kinds: structKinds,
  impact: { source: "breaking", binary: "risky" },
  impactReason:
    "Binary compatible where the internal headers still have every member at its offset and the struct keeps its " +
    "size; breaking where a member went or moved; risky where only sizes changed or the headers do not tell.",
  mirror: { none: "struct-exposed is not there yet" },
  explains: ["place"],
  *check(comparison) {
    for (const { from, to } of comparison.unexplainedPairs("place", comparison.structs.paired)) {
      if (from.surface !== "public" || from.opaque || to.surface !== "public" || !to.opaque) continue;
      yield {
        finding: findingOf({
          source: "breaking",
          binary: binaryImpact(from, to),
          from,
          to,
          message: `The ${spoken(from)}, complete in ${from.header}, is opaque: ${
            to.members === null ? `${to.header} only names it` : `only ${to.header} completes it`
          }.`,
        }),
        explains: [from, ...comparison.from.partsOf(from)],
      };
    }
  },
};

/** A built module reads the members where they stood and may embed the struct. */
function binaryImpact(from: ManifestStruct, to: ManifestStruct): Impact {
  if (from.members === null || to.members === null) return "risky";
  const worst = keepsMembers(from.members, to.members);
  return worst === "compatible" && (from.size === null || from.size !== to.size) ? "risky" : worst;
}

function keepsMembers(from: readonly ManifestMember[], to: readonly ManifestMember[]): Impact {
  let worst: Impact = "compatible";
  const now = new Map(to.map((member) => [member.name, member]));
  for (const member of from) {
    if (member.name === null) continue;
    const other = now.get(member.name);
    if (!other || isElsewhere(member, other)) return "breaking";
    if (member.offset === null || other.offset === null || !isSameSize(member, other)) worst = "risky";
    if (member.members === undefined) continue;
    const inner = keepsMembers(member.members, other.members ?? []);
    if (inner === "breaking") return inner;
    if (inner === "risky") worst = inner;
  }
  return worst;
}

function isElsewhere(a: ManifestMember, b: ManifestMember): boolean {
  if (a.offset === null || b.offset === null) return false;
  return a.offset !== b.offset || a.bitOffset !== b.bitOffset;
}

function isSameSize(a: ManifestMember, b: ManifestMember): boolean {
  return a.size === b.size && a.bitWidth === b.bitWidth;
}
