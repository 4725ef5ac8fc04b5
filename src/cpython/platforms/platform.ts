import type { DataModel } from "../../c/data-model.ts";
import type { Platform } from "../target.ts";
import { linuxAarch64 } from "./linux_aarch64.ts";
import { linuxArmv7l } from "./linux_armv7l.ts";
import { linuxI686 } from "./linux_i686.ts";
import { linuxX8664 } from "./linux_x86_64.ts";
import { macosxArm64 } from "./macosx_arm64.ts";
import { macosxX8664 } from "./macosx_x86_64.ts";
import { winAmd64 } from "./win_amd64.ts";
import { winArm64 } from "./win_arm64.ts";
import { win32 } from "./win32.ts";

/** What the headers of CPython meet on a platform outside of their own tree (DESIGN section 3, "prelude"). */
export interface PlatformDefinition {
  name: Platform;
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
  /** What CPython's own sources include before its internal headers, some of which rely on that; empty for nothing. */
  internal: string;
  /**
   * Who writes `pyconfig.h`: configure, from `pyconfig.h.in`, or CPython's developers by hand, as `PC/pyconfig.h`.
   * `standIn` is taken for that where a tree is without it (installed headers).
   */
  pyconfig: "configure" | { standIn: string };
  /** What configure finds out: name → replacement text of its `#define`, or null for "looked for and not there". */
  config: ReadonlyMap<string, string | null>;
  dataModel: DataModel;
  /** Names of `config` that no configure before 3.x finds: the x. */
  since: ReadonlyMap<string, number>;
  /** Names of `config` that today's configure no longer has: only for a ref whose own `pyconfig.h.in` lists them. */
  retired: ReadonlySet<string>;
}

/** Each is made when it is first asked for: most runs need one. */
const definitions: Record<Platform, () => PlatformDefinition> = {
  linux_x86_64: linuxX8664,
  linux_i686: linuxI686,
  linux_aarch64: linuxAarch64,
  linux_armv7l: linuxArmv7l,
  macosx_x86_64: macosxX8664,
  macosx_arm64: macosxArm64,
  win32,
  win_amd64: winAmd64,
  win_arm64: winArm64,
};

const made = new Map<Platform, PlatformDefinition>();

export function platformDefinition(name: Platform): PlatformDefinition {
  const known = made.get(name) ?? definitions[name]();
  made.set(name, known);
  return known;
}
