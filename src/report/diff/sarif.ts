import type { Location, LogicalLocation, ReportingDescriptor } from "sarif";
import { describeRules } from "../../diff/describe.ts";
import type { DiffSide, Evidence, SubjectKind } from "../../diff/model.ts";
import { message, pathUri, type RuleResult, sarifLog } from "../sarif.ts";
import { sideText } from "../table.ts";
import {
  type DiffReport,
  evidenceWord,
  impactText,
  incompleteText,
  levelOf,
  notesOf,
  placeOf,
  type ReportedChange,
  subjectText,
} from "./report.ts";

/**
 * SARIF for code scanning and editors. Locations are in
 * CPython's headers, relative to `FROM` or `TO`; evidence becomes related locations.
 */
export function diffSarif(report: DiffReport): string {
  const { schemaVersion, rulesetVersion, from, to, changes } = report;
  const { rules } = describeRules();
  return sarifLog({
    version: `ruleset ${rulesetVersion}`,
    rules: rules.map(descriptor),
    properties: { schemaVersion, rulesetVersion },
    notifications: report.complete ? [] : [{ level: "warning", message: message(incompleteText) }],
    originalUriBaseIds: { FROM: baseOf(from), TO: baseOf(to) },
    results: changes.map((change) => ({ result: resultOf(change), suppression: change.suppression })),
  });
}

function descriptor({
  id,
  title,
  purpose,
  impact,
  impactReason,
}: ReturnType<typeof describeRules>["rules"][number]): ReportingDescriptor {
  return {
    id,
    shortDescription: message(title),
    fullDescription: message(purpose),
    help: message(`Impact: source ${impact.source}, binary ${impact.binary}. ${impactReason}`),
  };
}

const baseOf = (side: DiffSide) => ({ description: message(`${sideText(side)}, commit ${side.commit}`) });

function resultOf(change: ReportedChange): RuleResult {
  const { id, rule, subject, member, evidence, message: says, hint, suppression, ...facts } = change;
  const where = placeOf(change);
  return {
    ruleId: rule,
    level: levelOf(change),
    message: message([`${says} (${impactText(change)})`, ...notesOf(change)].join("\n")),
    locations: [
      {
        ...(where && location(where.side, where.place)),
        logicalLocations: [logicalLocation(change)],
      },
    ],
    relatedLocations: evidence.map((found, index) => ({
      id: index,
      ...location(found.side, found),
      message: message(`${evidenceWord(found)}: ${found.text}`),
    })),
    partialFingerprints: { "change/v1": id },
    properties: facts,
  };
}

function location(side: Evidence["side"], { header, line }: { header: string; line: number }): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: pathUri(header), uriBaseId: side === "from" ? "FROM" : "TO" },
      region: { startLine: line },
    },
  };
}

/** The kinds that SARIF defines (section 3.33.7); a member is a member in any struct. */
const logicalKinds: Partial<Record<SubjectKind, string>> = {
  function: "function",
  "inline-function": "function",
  variable: "variable",
  typedef: "type",
  enum: "type",
  struct: "type",
  union: "type",
  enumerator: "member",
};

function logicalLocation(change: ReportedChange): LogicalLocation {
  const kind = change.member === null ? logicalKinds[change.subject.kind] : "member";
  return { fullyQualifiedName: subjectText(change), ...(kind !== undefined && { kind }) };
}
