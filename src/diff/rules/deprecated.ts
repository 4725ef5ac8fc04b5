import { memberFinding, membersMarkedOtherwise } from "../deprecated-members.ts";
import { elsewhereReports } from "../elsewhere-reports.ts";
import { findingOf, sinceText, spoken, subjectOf } from "../finding.ts";
import { type Rule, structKinds, symbolKinds } from "../rule.ts";

export const deprecated: Rule = {
  id: "deprecated",
  title: "Deprecated",
  purpose:
    "Checks that no symbol or member becomes deprecated by Py_DEPRECATED, directly or through a macro that uses it.",
  topic: "deprecation",
  kinds: [...symbolKinds, ...structKinds],
  impact: { source: "compatible", binary: "compatible" },
  impactReason: "Compilers warn, and fail only if warnings are errors.",
  mirror: "undeprecated",
  explains: ["deprecation"],
  check(comparison, report) {
    const renamed = new Map(comparison.renames.map(({ from, forwards }) => [from, forwards]));
    for (const pair of comparison.symbols.changed) {
      const { from, to } = pair;
      if (from.deprecated !== null || to.deprecated === null) continue;
      if (comparison.ledger.isPairExplained("deprecation", pair)) continue;
      report(
        findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(to)} is deprecated${sinceText(to.deprecated)}.`,
          because: renamed.get(from) ? { rule: "symbol-renamed", subject: subjectOf(from) } : undefined,
        }),
        [from],
      );
    }
    for (const stayed of membersMarkedOtherwise(comparison.structs.paired)) {
      const { deprecated } = stayed.to.member;
      if (deprecated !== undefined) report(memberFinding(stayed, `is deprecated${sinceText(deprecated)}`), []);
    }
    elsewhereReports(comparison, report, "deprecated");
  },
};
