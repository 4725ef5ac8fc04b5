/** Linux with gcc 12, and with glibc; `linux_x86_64.ts` and others are small files on top. */
import { type ConfigureMacros, configure, retired } from "./configure.ts";
import { attributes, builtins, gccHeaders, predefined } from "./gcc.ts";
import { glibcHeaders } from "./glibc.ts";
import { guarded } from "./lines.ts";
import type { Machine } from "./machines/machine.ts";
import type { PlatformDefinition, PlatformSupport } from "./platform.ts";
import { glibc as glibcFacts } from "./system-headers/glibc.ts";
import { libstdcxx } from "./system-headers/libstdcxx.ts";
import type { SystemHeaderFacts } from "./system-headers.ts";

/** The parameters of a platform. */
export interface Linux {
  name: PlatformDefinition["name"];
  machine: Machine;
  support: PlatformSupport;
  /** As in the names of extension modules: `cpython-313-x86_64-linux-gnu`. */
  triplet: string;
  /** Adds to and overrides the values of the machine. */
  config?: ConfigureMacros;
}

/** What depends on the C library. */
interface CLibrary {
  /** `#define` and `#undef` lines applied after the machine's. */
  predefined: string;
  headers: Record<string, string>;
  systemHeaders: SystemHeaderFacts;
  /** Adds to and overrides the common values. */
  config: ConfigureMacros;
}

/** Linux with glibc on one machine. */
export const linux = (platform: Linux): PlatformDefinition => onLinux(platform, glibc);

const glibc: CLibrary = {
  predefined: "",
  headers: { ...gccHeaders, ...glibcHeaders },
  systemHeaders: glibcFacts,
  config: { PY_HAVE_PERF_TRAMPOLINE: null },
};

export function onLinux({ name, machine, support, triplet, config }: Linux, library: CLibrary): PlatformDefinition {
  const model = machine.dataModel.pointer.size === 8 ? "LP64" : "ILP32";
  const own = { PY_SUPPORT_TIER: String(support.tier ?? 0), SOABI_PLATFORM: `"${triplet}"` };
  return {
    name,
    support,
    dataModel: machine.dataModel,
    predefined: predefined(model, machine.wchar, `${machine.predefined}\n${library.predefined}`),
    dialect: "gnu",
    attributes: new Set([...attributes, ...machine.attributes]),
    builtins: new Set([...builtins(model), ...machine.builtins]),
    features: new Set(),
    extensions: new Set(),
    systemHeaders: [library.systemHeaders, libstdcxx],
    internal: "",
    pyconfig: "configure",
    headers: guarded({ ...library.headers, ...machine.headers }),
    config: new Map(Object.entries({ ...configure(model), ...library.config, ...machine.config, ...own, ...config })),
    configSince: new Map(),
    retired: new Set(retired()),
  };
}
