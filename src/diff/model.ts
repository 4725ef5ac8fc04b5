import type { Target } from "../cpython/target.ts";
import type { Surface, Tier } from "../manifest/model.ts";

/** Raised when a rule is added or decides otherwise; part of every key and ETag of a diff. */
export const rulesetVersion = 1;

export const impacts = ["breaking", "risky", "compatible"] as const;
export type Impact = (typeof impacts)[number];

/** Source: does code that uses it still compile and mean the same? Binary: does a built module still work? */
export interface ImpactPair {
  source: Impact;
  binary: Impact;
}

export type SubjectKind =
  | "function"
  | "inline-function"
  | "macro"
  | "variable"
  | "typedef"
  | "enumerator"
  | "enum"
  | "struct"
  | "union";

export interface Subject {
  kind: SubjectKind;
  name: string;
}

/** One side of a change: where the subject stood and what the rule compared. */
export interface Side {
  header: string;
  line: number;
  tier: Tier;
  surface: Surface;
  [fact: string]: unknown;
}

export interface Evidence {
  /** kebab-case, e.g. `alias-macro`, `declaration`. */
  kind: string;
  /** Whose header it is. */
  side: "from" | "to";
  header: string;
  line: number;
  text: string;
}

export const confidences = ["certain", "likely"] as const;
export type Confidence = (typeof confidences)[number];

/** What a rule reports: a change without what follows from the rule itself. */
export interface Finding extends ImpactPair {
  subject: Subject;
  member: string | null;
  from: Side | null;
  to: Side | null;
  /** The name that took the place of the subject's, or of the member's. */
  newName?: string;
  /** How sure it is that `newName` is the same thing. */
  confidence?: Confidence;
  evidence: Evidence[];
  message: string;
  hint: string | null;
}

export interface Change extends Finding {
  /** 12 hex digits: a hash of rule, subject and member, not of wording or place. */
  id: string;
  rule: string;
}

/** Which manifest a side of the diff is. */
export interface DiffSide {
  ref: string;
  commit: string;
  version: string;
  target: Target;
}

export interface Diff {
  schemaVersion: number;
  rulesetVersion: number;
  /** False when either manifest is. */
  complete: boolean;
  from: DiffSide;
  to: DiffSide;
  summary: {
    changes: number;
    byRule: Record<string, number>;
    source: Record<Impact, number>;
    binary: Record<Impact, number>;
  };
  changes: Change[];
}
