import { type ImpactPair, rulesetVersion, type SubjectKind } from "./model.ts";
import { rules } from "./rules/index.ts";

/** A rule as returned by `GET /v1/rules`. */
export interface RuleDescription {
  id: string;
  title: string;
  purpose: string;
  kinds: readonly SubjectKind[];
  /** The default impact; `impactReason` says which facts change it. */
  impact: ImpactPair;
  impactReason: string;
  /** The rule for the opposite event, or null. */
  mirror: string | null;
  /** Whether its changes are listed only on request. */
  onRequest: boolean;
}

/** All rules by id, as returned by `GET /v1/rules`. */
export function describeRules(): { rulesetVersion: number; rules: RuleDescription[] } {
  return {
    rulesetVersion,
    rules: rules
      .map(({ id, title, purpose, kinds, impact, impactReason, mirror, onRequest = false }) => ({
        id,
        title,
        purpose,
        kinds,
        impact,
        impactReason,
        mirror: typeof mirror === "string" ? mirror : null,
        onRequest,
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** docs/rules.md. */
export function rulesPage(): string {
  const { rules } = describeRules();
  const sections = rules.map((rule) =>
    [
      `## ${rule.id}`,
      `**${rule.title}.** ${rule.purpose}`,
      [
        `- About: ${rule.kinds.join(", ")}`,
        `- Default impact: source ${rule.impact.source}, binary ${rule.impact.binary}`,
        ...sentencesOf(rule.impactReason).map((sentence) => `  - ${sentence}`),
        ...(rule.onRequest ? [`- Listed only on request: \`rule=${rule.id}\``] : []),
        ...(rule.mirror === null
          ? []
          : [`- Opposite: ${rule.mirror === rule.id ? "the same rule" : `[${rule.mirror}](#${rule.mirror})`}`]),
      ].join("\n"),
    ].join("\n\n"),
  );
  return [
    "<!-- Generated from src/diff/rules/ by `npm run docs:rules`. -->",
    "# Rules",
    "Each change in a diff is found by one rule. Its impact is `breaking`, `risky` or `compatible`, separately for " +
      "source (does code that uses it still compile and mean the same?) and for binary (does a module built against " +
      "the old version still work?).",
    "Two things hold for all rules. What only CPython's own code can use is compatible: internal functions and " +
      "variables that no header exports, and structs that only those use. The loss of a name without `PyAPI_FUNC` or " +
      "`PyAPI_DATA`, which libpython exports before 3.9 on all platforms but Windows, is at most risky for binary: " +
      "headers do not show whether libpython has it.",
    "`exported` says whether a declaration has `PyAPI_FUNC` or `PyAPI_DATA`. `limitedApi.since` is the lowest " +
      "`Py_LIMITED_API` for which the headers show a name; that may be lower than the version that brought the name. " +
      "Before 3.10 there is no list of the limited API: even where no guard hides them, private names, functions and " +
      "variables without such a mark or missing in `PC/python3.def`, and what belongs to those alone are not counted as " +
      "part of it there.",
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}

const sentencesOf = (text: string): string[] => text.split(/(?<=\.) (?=[A-Z])/);
