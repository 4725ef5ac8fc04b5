import type { Target } from "../cpython/target.ts";
import type { Surface, Tier } from "../manifest/model.ts";

/** Raised when a rule is added or decides otherwise; part of every key and ETag of a diff. */
export const rulesetVersion = 3;

export const impacts = ["breaking", "risky", "compatible"] as const;
export type Impact = (typeof impacts)[number];

/** Source: does code that uses it still compile and mean the same? Binary: does a built module still work? */
export interface ImpactPair {
  source: Impact;
  binary: Impact;
}

/**
 * What a change is about, so that reports tell headlines first. The last three are of no use to most readers and are one
 * line each in a report: `numbers` are constants that count through (opcodes, events) and move together, `vendored` is
 * what other projects' headers say, and `plumbing` is what code outside of CPython does not notice.
 */
export const topics = ["api", "layout", "limited-api", "deprecation", "numbers", "vendored", "plumbing"] as const;
export type Topic = (typeof topics)[number];

export type SubjectKind =
  | "function"
  | "inline-function"
  | "macro"
  | "variable"
  | "typedef"
  | "enumerator"
  | "enum"
  | "struct"
  | "union"
  | "header";

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

/** Where a member starts: bytes from the start of the struct, and bits for a bit-field; null where that is not known. */
export interface Position {
  offset: number | null;
  bitOffset?: number;
}

/** A member that stayed and stands elsewhere. */
export interface Shift {
  member: string;
  from: Position;
  to: Position;
}

/** Public functions of `to` for a member. */
export interface Accessor {
  member: string;
  get: string | null;
  set: string | null;
}

/** What a change is known by in its diff. */
export interface ChangeKey {
  rule: string;
  subject: Subject;
  member?: string;
}

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
  /** Whether code that uses the old name still compiles. */
  aliasKept?: boolean;
  /** What speaks against `newName` being the same thing, as parts of a sentence. */
  against?: string[];
  /** Of what is new: the name that it had before. */
  renamedFrom?: string;
  /** The targets of the same ref that have what this one has not: `cpt`, `win_amd64`. */
  elsewhere?: string[];
  /** The change that this one follows from: that is the headline. */
  because?: ChangeKey;
  /** Members that stand elsewhere because of the change, by their path in `to`. */
  shifted?: Shift[];
  /** The functions that read and write members which are gone or no longer seen. */
  accessors?: Accessor[];
  /** What to use instead: each of these names, in the order in which they are needed. */
  replacement?: string[];
  evidence: Evidence[];
  /** A sentence that begins with the subject. */
  message: string;
  /** What to do, and where `replacement` is there. */
  hint: string | null;
}

export interface Change extends Omit<Finding, "because"> {
  /** 12 hex digits: a hash of rule, subject and member, not of wording or place. */
  id: string;
  rule: string;
  topic: Topic;
  /** The id of the change that this one follows from, which a filter may have left out. */
  because?: string;
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
