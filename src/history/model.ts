import type { ReleaseName } from "../cpython/releases.ts";
import type { Platform } from "../cpython/target.ts";
import type { Change } from "../diff/model.ts";
import type { ManifestMember, ManifestStruct, ManifestSymbol, Surface, Tier } from "../manifest/model.ts";

/** The subject of a history. A member is named by its path in C, also through nested structs: `interpreters.head`. */
export type HistorySubject =
  | { kind: "symbol" | "struct"; name: string }
  | { kind: "member"; name: string; member: string };

/** A member and its layout. */
export interface MemberFacts extends Pick<ManifestMember, "type" | "offset" | "size" | "bitOffset" | "bitWidth"> {
  /** Whether the struct is opaque on the public surface. */
  opaque: boolean;
  header: string;
  surface: Surface;
  tier: Tier;
}

/** What holds in a stretch of versions. */
export type Facts = ManifestSymbol | ManifestStruct | MemberFacts;

/** The parts of a change shown at a boundary. */
export type BoundaryChange = Pick<
  Change,
  "id" | "rule" | "topic" | "subject" | "member" | "source" | "binary" | "message" | "hint"
> &
  Partial<Pick<Change, "newName" | "renamedFrom" | "confidence" | "shifted" | "replacement">> & {
    /** The stronger of both sides' tiers. */
    tier: Tier;
  };

/** Consecutive versions with the same facts. */
export interface Stretch {
  from: ReleaseName;
  to: ReleaseName;
  /** The number of versions. */
  releases: number;
  /** As of the last version; null if the name does not exist. */
  facts: Facts | null;
  /** Whether it existed earlier and was gone in between. */
  restored: boolean;
  /** Changes of the name between the previous stretch's last version and this one's first. */
  changes: BoundaryChange[];
}

/** A history shared by some targets. */
export interface TargetHistory {
  targets: { abi: string; platform: Platform }[];
  /** False if versions were not understood well enough to judge the name; see `doubts`. */
  complete: boolean;
  /** Refs of those versions. */
  doubts: string[];
  /** Over the versions that have the target, without gaps, oldest first. */
  stretches: Stretch[];
}

/** The history of one name, struct or member. */
export interface History {
  schemaVersion: number;
  rulesetVersion: number;
  subject: HistorySubject;
  complete: boolean;
  /** Requested versions not read yet, about which nothing is said. */
  missing: string[];
  histories: TargetHistory[];
}
