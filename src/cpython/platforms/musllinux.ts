/** Linux with musl, as in Alpine; `musllinux_x86_64.ts` and others are small files on top. */
import { type ConfigureMacros, each } from "./configure.ts";
import { type Linux, onLinux } from "./linux.ts";
import { muslHeaders, muslPredefined } from "./musl.ts";
import type { PlatformDefinition } from "./platform.ts";
import { musl as muslFacts } from "./system-headers/musl.ts";

/** Linux with musl on one machine. Of its support, only the psABI must be given. */
export function musllinux(platform: Omit<Linux, "support"> & { psabi: string }): PlatformDefinition {
  const sources = `${platform.psabi}; gcc 12.2 and musl 1.2.3 (Debian 12)`;
  return onLinux({ ...platform, support: { tier: null, since: null, sources } }, musl);
}

/** Where configure's results differ from glibc. */
const config: ConfigureMacros = {
  ...each(
    `
  HAVE_BACKTRACE HAVE_CLOSEFROM HAVE_DLADDR1 HAVE_EXECINFO_H HAVE_GETSPENT
  HAVE_RPC_RPC_H HAVE_SEM_CLOCKWAIT PY_HAVE_PERF_TRAMPOLINE _Py_HAVE_PR_SET_VMA_ANON_NAME`,
    null,
  ),
  // linux/prctl.h, if present, conflicts with sys/prctl.h.
  HAVE_DECL_PR_SET_VMA_ANON_NAME: "0",
  HAVE_DECL_RTLD_DEEPBIND: "0",
  SIZEOF_TIME_T: "8",
};

const musl = { predefined: muslPredefined, headers: muslHeaders, systemHeaders: muslFacts, config };
