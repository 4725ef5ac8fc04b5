import type { Entry } from "../manifest/model.ts";
import type { Comparison } from "./comparison.ts";
import type { Aspect } from "./ledger.ts";
import type { Finding, ImpactPair, SubjectKind, Topic } from "./model.ts";

/** What a rule says: a finding, and the entries whose part in it no later rule need tell again. */
export interface Report {
  finding: Finding;
  explains: readonly Entry[];
}

/** One kind of change. */
export interface Rule {
  /** Kebab-case; the name of its file. Never changed once published. */
  id: string;
  title: string;
  /** One sentence: "Checks that …". */
  purpose: string;
  /** What its changes are about where nothing about them says otherwise (`topic.ts`); the API without it. */
  topic?: Extract<Topic, "layout" | "limited-api" | "deprecation">;
  /** What a change of this rule can be about. */
  kinds: readonly SubjectKind[];
  /** The impact where no fact says otherwise. */
  impact: ImpactPair;
  /** Which facts say otherwise, in a sentence or two. */
  impactReason: string;
  /** The rule that finds the opposite event, maybe this very one; or why there is none. */
  mirror: string | { none: string };
  /** In what respect the rule explains the entries of its reports. */
  explains: readonly Aspect[];
  /** Whether it is told only to those who ask for it by its id. */
  onRequest?: true;
  /** Reports lazily: each is explained before the next is asked for. */
  check(comparison: Comparison): Iterable<Report>;
}

/** An enum stands for its typedef and its enumerators. */
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
