import type { DiffSide } from "../diff/model.ts";
import type { Tier } from "../manifest/model.ts";
import type { Hits } from "../usage/hits.ts";
import type { UsageData } from "../usage/model.ts";

/**
 * How an implementation differs from CPython. `missing`: it lacks a name; `extra`: CPython lacks it; `kind`: the name is
 * something else, as a macro instead of a function; `type`: another signature or type; `value`: another constant;
 * `layout`: a struct has another size or alignment, or a member is missing or at another offset.
 */
export const gapKinds = ["missing", "extra", "kind", "type", "value", "layout"] as const;
export type GapKind = (typeof gapKinds)[number];

/** What a name is in headers; `name` if unknown, as in a list of bindings. */
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

/** One name that an implementation lacks or defines differently. */
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

/** The differences of an implementation's public API from a CPython version's. */
export interface Gaps {
  schemaVersion: number;
  /** False if a manifest is incomplete or an entry is in `unknown`. */
  complete: boolean;
  implementation: DiffSide | BindingsSide;
  /** The CPython version or headers to compare with. */
  reference: DiffSide;
  usage: UsageData | null;
  /** Number of gaps by kind and tier, excluding those without a tier. */
  summary: Record<GapKind, Record<Tier, number>>;
  /** By kind, then most used first. */
  gaps: Gap[];
  /** Names that could not be compared because one side's layout or value is unknown. */
  unknown: string[];
}
