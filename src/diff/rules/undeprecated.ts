import { memberFinding, membersMarkedOtherwise } from "../deprecated-members.ts";
import { elsewhereReports } from "../elsewhere-reports.ts";
import { findingOf, spoken } from "../finding.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const undeprecated: Rule = {
  id: "undeprecated",
  title: "No longer deprecated",
  purpose: "Checks that every symbol and member marked with Py_DEPRECATED still is.",
  topic: "deprecation",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "Compilers no longer warn.",
  mirror: "deprecated",
  explains: ["deprecation"],
  check(comparison, report) {
    for (const pair of comparison.symbols.changed) {
      const { from, to } = pair;
      if (from.deprecated === null || to.deprecated !== null) continue;
      if (comparison.ledger.isPairExplained("deprecation", pair)) continue;
      const since = from.deprecated === "" ? "" : `; it was since ${from.deprecated}`;
      report(
        findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(to)} is no longer deprecated${since}.`,
        }),
        [from],
      );
    }
    for (const stayed of membersMarkedOtherwise(comparison.structs.paired)) {
      if (stayed.to.member.deprecated === undefined) report(memberFinding(stayed, "is no longer deprecated"), []);
    }
    elsewhereReports(comparison, report, "undeprecated");
  },
};
