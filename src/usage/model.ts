import type { Used } from "../check/model.ts";
import type { ModuleBuild } from "../check/module/module.ts";

/** The uses of the C API by packages. */
export interface UsageIndex {
  sources: UsageSource[];
  /** For each Python that modules were built for, the uses by its own headers. */
  headers: HeaderNames[];
  /** Imported names that no version of CPython has, from other libraries. */
  foreign: string[];
  packages: UsagePackage[];
}

/** The origin of the packages in an index. */
export interface UsageSource {
  title: string;
  /** The date it was read, e.g. `2026-11-27`. */
  date: string;
}

/** The data behind an answer. */
export interface UsageData {
  sources: UsageSource[];
  packages: number;
  modules: number;
}

/** The sizes of an index of usage. */
export const dataOf = ({ sources, packages }: UsageIndex): UsageData => ({
  sources,
  packages: packages.length,
  modules: packages.reduce((sum, { units }) => sum + units.length, 0),
});

/** What a version's headers say about the imports of modules built with them. */
export interface HeaderNames {
  /** The series the modules were built for: `3.13`. */
  series: string;
  ref: string;
  commit: string;
  /** For each private name, the macros and inline functions through which code uses it without naming it. */
  makers: Record<string, string[]>;
  /** Imported names of CPython that these headers do not declare, so that the headers do not show their export. */
  unseen: string[];
}

/** A package and what its parts use. */
export interface UsagePackage {
  name: string;
  version: string;
  /** The source project; several packages may share one. */
  project: string;
  /** The name on PyPI; null if there is none or it is unknown. */
  pypi: string | null;
  units: UsageUnit[];
}

/** A built module, or all sources written by one tool or by the author. */
export interface UsageUnit {
  /** The path of a module in the package; empty for sources. */
  path: string;
  kind: "module" | "source";
  /** The Python a module was built for; null if unknown, and for sources. */
  build: ModuleBuild | null;
  /** The generator, e.g. `Cython 3.0.11`; null if hand-written, as far as can be seen. */
  tool: string | null;
  /** Names, `PyFooObject.member` and `header.h`, sorted without duplicates. */
  uses: readonly string[];
}

/** Parses an item of `uses`. */
export function usedOf(text: string): Used {
  if (text.endsWith(".h")) return { kind: "header", header: text };
  const dot = text.indexOf(".");
  if (dot < 0) return { kind: "symbol", name: text };
  return { kind: "member", struct: text.slice(0, dot), member: text.slice(dot + 1) };
}

/** A tool without its version: `Cython` for `Cython 3.0.11`. */
export const familyOf = (tool: string): string => tool.split(" ")[0] as string;
