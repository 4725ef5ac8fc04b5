import type { DiffSide } from "../diff/model.ts";
import type { Tier } from "../manifest/model.ts";
import type { Hits } from "../usage/hits.ts";
import type { UsageData } from "../usage/model.ts";

/**
 * How an implementation differs from CPython. `missing`: a name is not there; `extra`: CPython does not have it; `kind`:
 * it is something else, as a macro for a function; `type`: the signature or type is another; `value`: the constant is
 * another; `layout`: a struct has another size or alignment, or a member is gone or elsewhere.
 */
export const gapKinds = ["missing", "extra", "kind", "type", "value", "layout"] as const;
export type GapKind = (typeof gapKinds)[number];

/** What a name is in headers; `name` if that is not known, as in a list of bindings. */
export type Entity =
  | "function"
  | "inline-function"
  | "macro"
  | "variable"
  | "typedef"
  | "enumerator"
  | "struct"
  | "union"
  | "name";

/** One name that an implementation does not have as CPython has it. */
export interface Gap {
  gap: GapKind;
  name: string;
  /** In the reference, or in the implementation if only that has it. */
  kind: Entity;
  /** Likewise; null for a name that neither has. */
  tier: Tier | null;
  /** Likewise; null for a name in no header. */
  header: string | null;
  /** What differs, as parts of a sentence about the implementation: `ob_type is at 16, not 8`. Empty for `missing` and `extra`. */
  details: string[];
  /** The packages that use it; null without an index. */
  usedBy: Hits | null;
}

/** The declarations of a binding to the C API, compared instead of headers. */
export interface BindingsSide {
  bindings: string;
  /** Number of names, constants and structs in it. */
  entries: number;
}

/** What an implementation lacks of the public API of a CPython version, and what differs in it. */
export interface Gaps {
  schemaVersion: number;
  /** False if a manifest is incomplete or an entry is in `unknown`. */
  complete: boolean;
  implementation: DiffSide | BindingsSide;
  /** The CPython version, or the headers, that is taken as right. */
  reference: DiffSide;
  usage: UsageData | null;
  /** Number of gaps by kind and tier; without those of no tier. */
  summary: Record<GapKind, Record<Tier, number>>;
  /** By kind; within one those that most packages use first. */
  gaps: Gap[];
  /** Names whose layout or value one side does not tell, so that they could not be compared. */
  unknown: string[];
}
