import type { Location, LogicalLocation } from "sarif";
import { findingKinds, type Used, usedText } from "../../check/model.ts";
import type { Place } from "../../check/use.ts";
import type { DiffSide } from "../../diff/model.ts";
import { levels } from "../level.ts";
import { message, pathUri, type RuleResult, sarifLog } from "../sarif.ts";
import { sideText } from "../table.ts";
import { type CheckReport, incompleteText, inShort, kindTexts, notesOf, type ReportedCheckFinding } from "./report.ts";

/**
 * SARIF for code scanning and editors: one result per place of a finding, in the file as named by the caller. Changes
 * in CPython's headers are related locations, relative to `BASELINE` or `TARGET`.
 */
export function checkSarif(report: CheckReport): string {
  const { schemaVersion, target, baseline, findings, diagnostics } = report;
  const gaps = diagnostics.filter(({ gap }) => gap);
  return sarifLog({
    version: `schema ${schemaVersion}`,
    rules: findingKinds.map((kind) => ({
      id: kind,
      shortDescription: message(kindTexts[kind].title),
      fullDescription: message(kindTexts[kind].meaning),
    })),
    properties: { schemaVersion, verdict: report.verdict },
    notifications: [
      ...(report.complete ? [] : [{ level: "warning" as const, message: message(incompleteText) }]),
      ...gaps.map(({ place, message: says, code }) => ({
        level: "warning" as const,
        message: message(`${says} (${code})`),
        ...(place && { locations: [placeLocation(place)] }),
      })),
    ],
    originalUriBaseIds: { BASELINE: baseOf(baseline), TARGET: baseOf(target) },
    results: findings.flatMap((finding) =>
      resultsOf(finding).map((result) => ({ result, suppression: finding.suppression })),
    ),
  });
}

const baseOf = (side: DiffSide) => ({ description: message(`${sideText(side)}, commit ${side.commit}`) });

function resultsOf(finding: ReportedCheckFinding): RuleResult[] {
  const { id, kind, used, by, impact, confidence, change, since, replacement, places } = finding;
  const common = {
    ruleId: kind,
    level: levels[impact],
    message: message([inShort(finding), ...notesOf(finding)].join("\n")),
    relatedLocations: (change?.evidence ?? []).map(({ kind: what, side, header, line, text }, index) => ({
      id: index,
      physicalLocation: {
        artifactLocation: { uri: pathUri(header), uriBaseId: side === "from" ? "BASELINE" : "TARGET" },
        region: { startLine: line },
      },
      message: message(`${what}: ${text}`),
    })),
    properties: { id, by, confidence, since, replacement, change: change && { id: change.id, rule: change.rule } },
  } satisfies RuleResult;
  const logicalLocations = [logicalLocation(used)];
  // The index of the place within the finding survives when lines are added above.
  const fingerprint = (index: number) => ({ "finding/v1": `${id}/${index}` });
  if (places.length === 0)
    return [{ ...common, locations: [{ logicalLocations }], partialFingerprints: fingerprint(0) }];
  return places.map((place, index) => ({
    ...common,
    locations: [{ ...placeLocation(place), logicalLocations }],
    partialFingerprints: fingerprint(index),
  }));
}

/** GitHub requires a line; for a module use the first. */
function placeLocation({ file, line = 1, column }: Place): Location {
  const uri = `${file.startsWith("/") ? "file://" : ""}${pathUri(file)}`;
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine: line, ...(column !== undefined && { startColumn: column }) },
    },
  };
}

/** With the SARIF kind (section 3.33.7), if there is one. */
function logicalLocation(used: Used): LogicalLocation {
  return { fullyQualifiedName: usedText(used), ...(used.kind === "member" && { kind: "member" }) };
}
