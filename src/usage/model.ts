import type { Used } from "../check/model.ts";
import type { ModuleBuild } from "../check/module/module.ts";

/** What packages use of the C API. */
export interface UsageIndex {
  sources: UsageSource[];
  /** For each Python that modules were built for, what its headers use themselves. */
  headers: HeaderNames[];
  /** Imported names that no version of CPython has: other libraries'. */
  foreign: string[];
  packages: UsagePackage[];
}

/** Where packages of an index are from. */
export interface UsageSource {
  title: string;
  /** The day when it was read, as `2026-11-27`. */
  date: string;
}

/** What one version's headers say of all that modules import which were built with them. */
export interface HeaderNames {
  /** Of the modules: `3.13`. */
  series: string;
  ref: string;
  commit: string;
  /** For a private name the macros and inline functions through which code comes to it without writing it. */
  makers: Record<string, string[]>;
  /** Imported names of CPython's that these headers do not declare: what exports them is not seen in headers. */
  unseen: string[];
}

export interface UsagePackage {
  name: string;
  version: string;
  /** What it is built from: several packages may be one project. */
  project: string;
  /** On PyPI; null where it is not there, or that is not known. */
  pypi: string | null;
  units: UsageUnit[];
}

/** A built module, or all sources that one tool or their author wrote. */
export interface UsageUnit {
  /** Of a module its path in the package; empty for sources. */
  path: string;
  kind: "module" | "source";
  /** Which Python a module was built for; null where nothing tells it, and for sources. */
  build: ModuleBuild | null;
  /** What made it, as `Cython 3.0.11`; null where it was written by hand, as far as can be seen. */
  tool: string | null;
  /** Names, `PyFooObject.member` and `header.h`, each once, sorted. */
  uses: readonly string[];
}

/** What a text in `uses` means. */
export function usedOf(text: string): Used {
  if (text.endsWith(".h")) return { kind: "header", header: text };
  const dot = text.indexOf(".");
  if (dot < 0) return { kind: "symbol", name: text };
  return { kind: "member", struct: text.slice(0, dot), member: text.slice(dot + 1) };
}

/** A tool in all its versions: `Cython` of `Cython 3.0.11`. */
export const familyOf = (tool: string): string => tool.split(" ")[0] as string;
