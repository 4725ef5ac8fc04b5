import { memberFinding, membersMarkedOtherwise } from "../deprecated-members.ts";
import { elsewhereReports } from "../elsewhere-reports.ts";
import { findingOf, spoken, subjectOf } from "../finding.ts";
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
  *check(comparison) {
    const renamed = new Map(comparison.renames.map(({ from, forwards }) => [from, forwards]));
    for (const { from, to } of comparison.ledger.unexplainedPairs("deprecation", comparison.symbols.changed)) {
      if (from.deprecated !== null || to.deprecated === null) continue;
      yield {
        finding: findingOf({
          ...this.impact,
          from,
          to,
          message: `The ${spoken(to)} is deprecated${since(to.deprecated)}.`,
          because: renamed.get(from) ? { rule: "symbol-renamed", subject: subjectOf(from) } : undefined,
        }),
        explains: [from],
      };
    }
    for (const stayed of membersMarkedOtherwise(comparison.structs.paired)) {
      const { deprecated } = stayed.to.member;
      if (deprecated !== undefined)
        yield { finding: memberFinding(stayed, `is deprecated${since(deprecated)}`), explains: [] };
    }
    yield* elsewhereReports(comparison, "deprecated");
  },
};

const since = (version: string) => (version === "" ? "" : ` since ${version}`);
