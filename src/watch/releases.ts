import type { Abi, Platform } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import type { Diff } from "../diff/model.ts";

/** A release of CPython that was seen while we watched. */
export interface Release {
  /** As `v3.15.0b2`. */
  tag: string;
  /** PEP 440, as `3.15.0b2`. */
  version: string;
  /** As `3.15`. */
  series: string;
  stage: Version["stage"];
  commit: string;
  seenAt: Date;
  comparedAt: Date;
}

/** Why a release is compared with another one: the tag before it, the last final of its series, or of an earlier one. */
export type Basis = "previous-tag" | "last-final" | "previous-series";

/** A diff between a release and an older one for one target, as it is stored with the release. */
export interface Comparison {
  /** The older one. */
  fromTag: string;
  abi: Abi;
  platform: Platform;
  /** Why with this one, at least one reason. */
  bases: Basis[];
  /** False where one of the manifests is not; null where there is no diff. */
  complete: boolean | null;
  /** Null where there is no diff. */
  summary: Diff["summary"] | null;
  /** Code of the table of errors: why there is no diff. */
  failure: string | null;
}
