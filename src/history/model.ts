import type { Platform } from "../cpython/target.ts";
import type { Change } from "../diff/model.ts";
import type { ManifestMember, ManifestStruct, ManifestSymbol, Surface, Tier } from "../manifest/model.ts";

/** What a history is of. A member is named as C reaches it, through nested structs too: `interpreters.head`. */
export type HistorySubject =
  | { kind: "symbol" | "struct"; name: string }
  | { kind: "member"; name: string; member: string };

/** A member where it lies in its struct. */
export interface MemberFacts extends Pick<ManifestMember, "type" | "offset" | "size" | "bitOffset" | "bitWidth"> {
  /** Whether the public surface only names the struct. */
  opaque: boolean;
  header: string;
  surface: Surface;
  tier: Tier;
}

export type Facts = ManifestSymbol | ManifestStruct | MemberFacts;

/** What a change says of a boundary. */
export type BoundaryChange = Pick<
  Change,
  "id" | "rule" | "topic" | "subject" | "member" | "source" | "binary" | "message" | "hint"
> &
  Partial<Pick<Change, "newName" | "renamedFrom" | "confidence" | "shifted" | "replacement">> & {
    /** The better of the two sides'. */
    tier: Tier;
  };

/** Changes between two versions, and by each name that they are about which of them. */
export interface Changes {
  changes: BoundaryChange[];
  names: Readonly<Record<string, number[]>>;
}

export interface ReleaseName {
  ref: string;
  version: string;
}

/** Versions in which the same holds. */
export interface Stretch {
  from: ReleaseName;
  to: ReleaseName;
  /** How many versions they are. */
  releases: number;
  /** As in the last of them; null where the name is not there. */
  facts: Facts | null;
  /** Whether it was there before, and then gone. */
  restored: boolean;
  /** What the diff of the last version before and the first of these says of the name. */
  changes: BoundaryChange[];
}

/** What is the same for some targets. */
export interface TargetHistory {
  targets: { abi: string; platform: Platform }[];
  /** False where a version was not understood so far that the name could be judged: `doubts`. */
  complete: boolean;
  /** Refs of such versions. */
  doubts: string[];
  /** Of the versions that have the target, without a gap, oldest first. */
  stretches: Stretch[];
}

export interface History {
  schemaVersion: number;
  rulesetVersion: number;
  subject: HistorySubject;
  complete: boolean;
  /** Versions that were asked for and are not read yet: nothing is said of them. */
  missing: string[];
  histories: TargetHistory[];
}
