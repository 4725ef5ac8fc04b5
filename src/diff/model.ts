import type { Target } from "../cpython/target.ts";
import type { Surface, Tier } from "../manifest/model.ts";

/** Incremented when a rule is added or decides differently; part of every key and ETag of a diff. */
export const rulesetVersion = 7;

/** What a change means, worst first. */
export const impacts = ["breaking", "risky", "compatible"] as const;
export type Impact = (typeof impacts)[number];

/** Source: does code that uses it still compile and mean the same? Binary: does a built module still work? */
export interface ImpactPair {
  source: Impact;
  binary: Impact;
}

/**
 * The topic of a change, used to put headlines first. The last three matter to few readers and take one line each in a
 * report: `numbers` are constants that enumerate something (opcodes, events) and shift together, `vendored` comes from
 * headers of other projects, and `plumbing` is invisible outside CPython.
 */
export const topics = ["api", "layout", "limited-api", "deprecation", "numbers", "vendored", "plumbing"] as const;

/** What a change is about; reports fold the last three. */
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

/** What changed. */
export interface Subject {
  kind: SubjectKind;
  name: string;
}

/** One side of a change: where the subject was and the facts the rule compared. */
export interface Side {
  header: string;
  line: number;
  tier: Tier;
  surface: Surface;
  [fact: string]: unknown;
}

/** What speaks for or against a rename. */
export interface Evidence {
  /** kebab-case, e.g. `alias-macro`, `declaration`. */
  kind: string;
  /** The side whose header contains it. */
  side: "from" | "to";
  header: string;
  line: number;
  text: string;
}

/** How sure a rename is. */
export const confidences = ["certain", "likely"] as const;
export type Confidence = (typeof confidences)[number];

/** Where a member starts: bytes from the start of the struct, and bits for a bit-field; null if unknown. */
export interface Position {
  offset: number | null;
  bitOffset?: number;
}

/** A member that kept its identity and changed its offset. */
export interface Shift {
  member: string;
  from: Position;
  to: Position;
}

/** The public functions of `to` that access a member. */
export interface Accessor {
  member: string;
  get: string | null;
  set: string | null;
}

/** Identifies a change within its diff. */
export interface ChangeKey {
  rule: string;
  subject: Subject;
  member?: string;
}

/** What a rule reports: a change without the fields that follow from the rule. */
export interface Finding extends ImpactPair {
  subject: Subject;
  member: string | null;
  from: Side | null;
  to: Side | null;
  /** The name that replaced the subject's or the member's. */
  newName?: string;
  /** How certain it is that `newName` is the same thing. */
  confidence?: Confidence;
  /** Whether code that uses the old name still compiles. */
  aliasKept?: boolean;
  /** Arguments against `newName` being the same thing, as parts of a sentence. */
  against?: string[];
  /** The former name of something new. */
  renamedFrom?: string;
  /** Targets of the same ref where the name exists: `cpt`, `win_amd64`. */
  elsewhere?: string[];
  /** The change that caused this one, and is the headline. */
  because?: ChangeKey;
  /** Members shifted by the change, by their path in `to`; of another order, those that left their place come first. */
  shifted?: Shift[];
  /** Functions that access members which are gone or no longer visible. */
  accessors?: Accessor[];
  /** Replacements, all needed in this order, as written in code: a name, `struct.member`, or a call. */
  replacement?: string[];
  evidence: Evidence[];
  /** A sentence starting with the subject. */
  message: string;
  /** What to do, and which versions have the `replacement`. */
  hint: string | null;
}

/** One change, found by one rule. */
export interface Change extends Omit<Finding, "because"> {
  /** 12 hex digits: a hash of rule, subject and member, independent of wording and place. */
  id: string;
  rule: string;
  topic: Topic;
  /** The id of the change that caused this one, which a filter may have excluded. */
  because?: string;
}

/** Identifies the manifest on one side of a diff. */
export interface DiffSide {
  ref: string;
  commit: string;
  version: string;
  target: Target;
}

/** The changes from one version to another for one target. */
export interface Diff {
  schemaVersion: number;
  rulesetVersion: number;
  /** False if either manifest is incomplete. */
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
