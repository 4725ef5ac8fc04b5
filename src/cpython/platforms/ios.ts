/** iOS on devices and simulators, as in CPython's own builds (PEP 730). */
import { withoutCurses } from "./clang-platform.ts";
import { each } from "./configure.ts";
import { darwinHeaders } from "./darwin.ts";
import { guarded } from "./lines.ts";
import { type Architecture, macosx } from "./macosx.ts";
import type { PlatformDefinition, PlatformSupport } from "./platform.ts";

interface Ios extends Architecture {
  tier: PlatformSupport["tier"];
  simulator: boolean;
  /** As in the names of extension modules: `cpython-313-arm64-iphoneos`. */
  triplet: string;
}

/** iOS 13 and later. */
export function ios({ tier, simulator, triplet, ...architecture }: Ios): PlatformDefinition {
  const targets = `
#undef __ENVIRONMENT_MAC_OS_X_VERSION_MIN_REQUIRED__
#define __ENVIRONMENT_IPHONE_OS_VERSION_MIN_REQUIRED__ 130000
${simulator ? "#define __APPLE_EMBEDDED_SIMULATOR__ 1" : ""}`;
  const mac = macosx({ ...architecture, predefined: `${architecture.predefined}${targets}` });
  return {
    ...mac,
    support: { ...mac.support, tier, since: 13 },
    headers: new Map([...mac.headers, ...guarded({ ...withoutCurses, ...conditionals(simulator) })]),
    config: new Map([
      ...mac.config,
      ...Object.entries({ ...config, PY_SUPPORT_TIER: String(tier ?? 0), SOABI_PLATFORM: `"${triplet}"` }),
    ]),
    configSince: new Map(),
  };
}

/** The TargetConditionals of the system. */
function conditionals(simulator: boolean): Record<string, string> {
  const values = { MAC: 1, OSX: 0, IPHONE: 1, IOS: 1, EMBEDDED: simulator ? 0 : 1, SIMULATOR: simulator ? 1 : 0 };
  const name = "TargetConditionals.h";
  return {
    [name]: Object.entries(values).reduce(
      (text, [system, value]) => text.replace(new RegExp(`(#define TARGET_OS_${system}) .`), `$1 ${value}`),
      darwinHeaders[name] as string,
    ),
  };
}

/** Where configure's results differ from macOS: no subprocesses and no curses. */
const config = each(
  `
  AC_APPLE_UNIVERSAL_BUILD HAVE_CURSES_H HAVE_FORK HAVE_FORKPTY HAVE_GETENTROPY HAVE_GETGROUPS HAVE_NCURSES_H
  HAVE_POSIX_SPAWN HAVE_POSIX_SPAWNP HAVE_SENDFILE HAVE_SYSTEM HAVE_VFORK HAVE_WAIT HAVE_WAIT3 HAVE_WAIT4
  HAVE_WAITID HAVE_WAITPID MVWDELCH_IS_EXPRESSION PY_HAVE_PERF_TRAMPOLINE WINDOW_HAS_FLAGS`,
  null,
);
