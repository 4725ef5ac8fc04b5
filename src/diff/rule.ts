import type { Entry } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import type { Aspect } from "./ledger.ts";
import type { Finding, ImpactPair, SubjectKind, Topic } from "./model.ts";

/**
 * Records a finding, and the other entries that it is about, by whose names it is found too. The aspects that the rule
 * explains are not reported again of these by any later rule.
 */
export type ReportFinding = (finding: Finding, explains: readonly Entry[]) => void;

/** One kind of change. */
export interface Rule {
  /** Kebab-case; the name of its file. Never changed once published. */
  id: string;
  title: string;
  /** One sentence: "Checks that …". */
  purpose: string;
  /** The default topic of its changes (see `topic.ts`); the API if absent. */
  topic?: Extract<Topic, "layout" | "limited-api" | "deprecation">;
  /** Kinds of subjects its changes can have. */
  kinds: readonly SubjectKind[];
  /** The default impact. */
  impact: ImpactPair;
  /** Which facts change the impact, in a sentence or two. */
  impactReason: string;
  /** The rule for the opposite event, possibly itself; or why there is none. */
  mirror: string | { none: string };
  /** The aspects that its reports explain. */
  explains: readonly Aspect[];
  /** Listed only on request by id. */
  onRequest?: true;
  check(comparison: Comparison, report: ReportFinding): void;
}

/** An enum represents its typedef and its enumerators. */
export const symbolKinds = [
  "function",
  "inline-function",
  "macro",
  "variable",
  "typedef",
  "enumerator",
  "enum",
] as const satisfies SubjectKind[];

export const headerKinds = ["header"] as const satisfies SubjectKind[];

export const structKinds = ["struct", "union"] as const satisfies SubjectKind[];
