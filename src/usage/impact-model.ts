import type { Change, DiffSide } from "../diff/model.ts";
import type { Hits } from "./hits.ts";
import type { UsageData } from "./model.ts";
import type { UseOrigin } from "./origin.ts";

/**
 * What a package needs for a version, as far as its uses show. `loads`: nothing, all modules load as built. `builds`: a
 * rebuild. `tool`: regeneration with a newer release of the tool that generated it. `work`: its author uses what is
 * gone. `unknown`: headers do not show whether an imported name is exported.
 */
export const needs = ["work", "tool", "unknown", "builds", "loads"] as const;

/** What a package has to do for the newer version. */
export type Need = (typeof needs)[number];

/** A use that the newer version lacks. */
export interface Break {
  /** A name, `PyFooObject.member` or `header.h`. */
  used: string;
  by: Exclude<UseOrigin, "headers">;
  /** The tools that generated the modules, if it is the tools' use. */
  tools: string[];
  /** The number of modules that use it. */
  modules: number;
  /** Whether the older version lacks it too. */
  already: boolean;
  message: string;
  replacement: string[];
  hint: string | null;
}

/** What the newer version means for a package. */
export interface PackageImpact {
  name: string;
  version: string;
  pypi: string | null;
  need: Need;
  /** Whether the older version requires the same. */
  already: boolean;
  modules: number;
  /** The tools that generated its modules, sorted; empty for hand-written ones. */
  tools: string[];
  /** For a package that loads as far as known, what would break in a rebuild. */
  breaks: Break[];
  /** Imported names for which headers do not show whether the newer version exports them. */
  doubts: string[];
}

/** A change that concerns some packages. */
export interface ChangeImpact extends Pick<Change, "id" | "rule" | "subject" | "member" | "source" | "binary"> {
  message: string;
  usedBy: Hits;
}

/** The impact of a newer version on the packages of an index. */
export interface UsageImpact {
  schemaVersion: number;
  /** False if a manifest is incomplete. */
  complete: boolean;
  from: DiffSide;
  to: DiffSide;
  usage: UsageData;
  /**
   * The number of packages by need; `already` counts those of `work` and `tool` for which the older version requires
   * the same.
   */
  summary: Record<Need, number> & { already: number };
  /** Most work first, then largest first. */
  packages: PackageImpact[];
  /** Most used first; excludes fully compatible changes. */
  changes: ChangeImpact[];
}
