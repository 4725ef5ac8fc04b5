/** Building blocks of SARIF reports. */
import type { Log, Message, ReportingDescriptor, Result, Run } from "sarif";
import type { ChangeSuppression } from "./diff/report.ts";
import { printable } from "./printable.ts";

/** The contents of a report's single run. */
export type RunContent = Pick<Run, "originalUriBaseIds"> & {
  version: string;
  rules: ReportingDescriptor[];
  properties: Record<string, unknown>;
  notifications: { level: "warning" | "note"; message: Message; locations?: Result["locations"] }[];
  /** A result and the suppression of its change or finding. */
  results: { result: RuleResult; suppression: ChangeSuppression | undefined }[];
};

/** A result that names one of the rules; `sarifLog` adds its index. */
export type RuleResult = Omit<Result, "ruleIndex"> & { ruleId: string };

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Rules are sorted by id, and all of them are listed, so
 * that reports of one release of capidiff have the same rules whatever they found. `ruleIndex` refers to that list.
 */
export function sarifLog({
  version,
  rules,
  properties,
  notifications,
  originalUriBaseIds,
  results,
}: RunContent): string {
  // Either all results have suppressions or none has (section 3.27.23).
  const suppressing = results.some(({ suppression }) => suppression);
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ruleIndex = new Map(sorted.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "capidiff", version, rules: sorted, properties } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        originalUriBaseIds,
        columnKind: "utf16CodeUnits",
        results: results.map(({ result: { ruleId, ...facts }, suppression }) => ({
          ruleId,
          ruleIndex: ruleIndex.get(ruleId),
          ...facts,
          ...(suppressing && { suppressions: suppressionsOf(suppression) }),
        })),
      },
    ],
  };
  return `${JSON.stringify(log)}\n`;
}

function suppressionsOf(suppression: ChangeSuppression | undefined): NonNullable<Result["suppressions"]> {
  if (!suppression) return [];
  const { reason, expires } = suppression;
  return [{ kind: "external", status: "accepted", justification: reason, properties: { expires } }];
}

/**
 * Escapes braces, which start a placeholder, and brackets before a parenthesis, which form a link (sections 3.11.5,
 * 3.11.6).
 */
export function message(text: string): Message & { text: string } {
  const lines = text.split("\n").map(printable).join("\n");
  return { text: lines.replace(/[{}]/g, "$&$&").replaceAll("](", "\\](") };
}

/** A path as a relative reference (RFC 3986). A lone surrogate becomes U+FFFD on the way through UTF-8. */
export const pathUri = (path: string) => Buffer.from(path).toString().split("/").map(encodeURIComponent).join("/");
