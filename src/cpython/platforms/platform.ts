import type { DataModel } from "../../c/data-model.ts";
import type { Platform } from "./names.ts";
import type { SystemHeaderFacts } from "./system-headers.ts";

/** What CPython's developers say of a platform, and how far it can be trusted here. */
export interface Support {
  /** PEP 11, as of 3.15; null where it names no such platform. */
  tier: 1 | 2 | 3 | null;
  /** The first minor version of Python 3 that can be built for it; null where all can that are read here. */
  since: number | null;
  /** Where the facts come from, in one line: psABI, C library and compiler with their versions, whose configure. */
  sources: string;
}

/** What the headers of CPython meet on a platform outside of their own tree: the prelude. */
export interface PlatformDefinition {
  name: Platform;
  support: Support;
  /** What the compiler defines before the first line: `#define`s, and the typedefs that it knows by itself. */
  predefined: string;
  /** Whose macros beside the standard's the compiler has. */
  dialect: "gnu" | "clang" | "microsoft";
  /** For which `__has_attribute(x)` is true. Without the `__x__` spelling, which means the same. */
  attributes: ReadonlySet<string>;
  /** For which `__has_builtin(x)` is true. */
  builtins: ReadonlySet<string>;
  /** For which clang's `__has_feature(x)` and `__has_extension(x)` are true. */
  features: ReadonlySet<string>;
  extensions: ReadonlySet<string>;
  /** The system headers by the name in `#include <…>`: the types and macros that CPython's headers rely on, in C. */
  headers: ReadonlyMap<string, string>;
  /** What the headers of the C library declare, and after it C++'s, for extensions; none where that is not known. */
  systemHeaders: readonly SystemHeaderFacts[];
  /** What CPython's own sources include before its internal headers, some of which rely on that; empty for nothing. */
  internal: string;
  /**
   * Who writes `pyconfig.h`: configure, from `pyconfig.h.in`, or CPython's developers by hand, as `PC/pyconfig.h`.
   * `fallback` is taken for that where a tree is without it (installed headers).
   */
  pyconfig: "configure" | { fallback: string };
  /** What configure finds out: name → replacement text of its `#define`, or null for "looked for and not there". */
  config: ReadonlyMap<string, string | null>;
  dataModel: DataModel;
  /** Names of `config` that no configure before 3.x finds: the x. */
  since: ReadonlyMap<string, number>;
  /** Names of `config` that today's configure no longer has: only for a ref whose own `pyconfig.h.in` lists them. */
  retired: ReadonlySet<string>;
}
