import type { Location, Log, LogicalLocation, Message, ReportingDescriptor, Result } from "sarif";
import { describeRules } from "../../diff/describe.ts";
import type { DiffSide, Evidence, SubjectKind } from "../../diff/model.ts";
import { printable } from "../printable.ts";
import { sideText } from "../table.ts";
import {
  type DiffReport,
  impactText,
  incompleteText,
  levelOf,
  notesOf,
  placeOf,
  type ReportedChange,
  subjectText,
} from "./report.ts";

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and editors. Places are in the
 * headers of CPython, with the base `FROM` or `TO`; the evidence is the related locations.
 */
export function diffSarif(report: DiffReport): string {
  const { schemaVersion, rulesetVersion, from, to, changes } = report;
  const { rules } = describeRules();
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  // Results either all have suppressions or none has (section 3.27.23).
  const suppressing = changes.some(({ suppression }) => suppression);
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "capidiff",
            version: `ruleset ${rulesetVersion}`,
            rules: rules.map(descriptor),
            properties: { schemaVersion, rulesetVersion },
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: report.complete ? [] : [{ level: "warning", message: message(incompleteText) }],
          },
        ],
        originalUriBaseIds: { FROM: baseOf(from), TO: baseOf(to) },
        columnKind: "utf16CodeUnits",
        results: changes.map((change) => ({
          ...resultOf(change, ruleIndex.get(change.rule) ?? -1),
          ...(suppressing && { suppressions: suppressionsOf(change) }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
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

function resultOf(change: ReportedChange, ruleIndex: number): Result {
  const { id, rule, subject, member, evidence, message: says, hint, suppression, ...facts } = change;
  const where = placeOf(change);
  return {
    ruleId: rule,
    ruleIndex,
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
      message: message(`${found.kind}: ${found.text}`),
    })),
    partialFingerprints: { "change/v1": id },
    properties: facts,
  };
}

function location(side: Evidence["side"], { header, line }: { header: string; line: number }): Location {
  const uri = header.split("/").map(encodeURIComponent).join("/");
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: side === "from" ? "FROM" : "TO" },
      region: { startLine: line },
    },
  };
}

/** The kinds that SARIF has a word for (section 3.33.7); a member is one whatever its struct is. */
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

function suppressionsOf({ suppression }: ReportedChange): NonNullable<Result["suppressions"]> {
  if (!suppression) return [];
  const { reason, expires } = suppression;
  return [{ kind: "external", status: "accepted", justification: reason, properties: { expires } }];
}

/** A brace would begin a placeholder, and a bracket before a parenthesis would be a link (sections 3.11.5, 3.11.6). */
function message(text: string): Message & { text: string } {
  const lines = text.split("\n").map(printable).join("\n");
  return { text: lines.replace(/[{}]/g, "$&$&").replaceAll("](", "\\](") };
}
