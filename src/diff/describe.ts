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
        `- Impact: source ${rule.impact.source}, binary ${rule.impact.binary}. ${rule.impactReason}`,
        ...(rule.onRequest ? [`- Told only where it is asked for: \`rule=${rule.id}\``] : []),
        ...(rule.mirror === null
          ? []
          : [`- The other way: ${rule.mirror === rule.id ? "the same rule" : `[${rule.mirror}](#${rule.mirror})`}`]),
      ].join("\n"),
    ].join("\n\n"),
  );
  return [
    "<!-- Made from src/diff/rules/ by `npm run docs:rules`. -->",
    "# Rules",
    "Each change of a diff is found by one rule. Its impact is told for source (would code that uses it still compile " +
      "and mean the same?) and for binary (would a module built against the old version still work?): `breaking`, " +
      "`risky` or `compatible`. What stands here is the impact where no fact says otherwise.",
    ...sections,
  ]
    .join("\n\n")
    .concat("\n");
}
