/** WebAssembly on Emscripten and WASI, whose C libraries derive from musl. */

import { binary128 } from "./binary128.ts";
import { clangHeaders } from "./clang.ts";
import { type ClangPlatform, clangPlatform } from "./clang-platform.ts";
import { type ConfigureMacros, each } from "./configure.ts";
import { floating } from "./lines.ts";
import { muslHeaders } from "./musl.ts";
import type { PlatformDefinition } from "./platform.ts";

const { "stdatomic.h": atomics, "stdarg.h": variadic } = clangHeaders as Record<"stdatomic.h" | "stdarg.h", string>;

/** A wasm32 platform, whose headers and configuration add to and override the common ones. */
export function wasm32(platform: Omit<ClangPlatform, "integers">): PlatformDefinition {
  return clangPlatform({
    ...platform,
    integers: {
      model: "ILP32",
      word: "long",
      int64: "long long",
      int128: true,
      unsignedWchar: false,
      unsignedWint: false,
    },
    predefined: `${predefined}\n${platform.predefined}`,
    headers: { ...muslHeaders, "stdatomic.h": atomics, "stdarg.h": variadic, ...headers, ...platform.headers },
    config: { ...config, ...platform.config },
  });
}

const predefined = `
#undef __REGISTER_PREFIX__
#undef __GCC_HAVE_DWARF2_CFI_ASM
${[1, 2, 4, 8].map((size) => `#undef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_${size}`).join("\n")}
#define __BIGGEST_ALIGNMENT__ 16
#define __FLOAT128__ 1
#define __SIG_ATOMIC_MAX__ 2147483647L
#define __SIZEOF_LONG_DOUBLE__ 16
#define __wasm 1
#define __wasm__ 1
#define __wasm32 1
#define __wasm32__ 1
#define __wasm_mutable_globals__ 1
${floating("LDBL", binary128)}`;

const headers: Record<string, string> = {
  "bits/types/struct_timespec.h": `
#include <bits/types/time_t.h>
struct timespec { time_t tv_sec; long tv_nsec; };`,
};

/** Neither can start or inspect processes; Python's own allocator is not worthwhile. */
const config: ConfigureMacros = {
  ...each(
    `
  HAVE_DECL_PR_SET_VMA_ANON_NAME HAVE_DECL_RTLD_DEEPBIND`,
    "0",
  ),
  ...each("HAVE_FORK HAVE_PROCESS_VM_READV HAVE_VFORK HAVE_WAIT3 HAVE_WAIT4 WITH_PYMALLOC", null),
  // clang has it for 32 bits too.
  ...each("HAVE_GCC_UINT128_T HAVE___UINT128_T", "1"),
  SIZEOF_LONG_DOUBLE: "16",
  SIZEOF_TIME_T: "8",
};
