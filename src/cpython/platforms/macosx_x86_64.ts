import { dataModels } from "../../c/data-model.ts";
import { floating, ieee754, words } from "./lines.ts";
import { x86 } from "./machines/x86.ts";
import { macosx } from "./macosx.ts";

/** macOS 10.13 and later, as in python.org's builds of 3.13 and 3.14. */
export const x8664 = {
  sources: "System V psABI for x86-64",
  dataModel: dataModels["x86_64-apple-darwin"],
  predefined: `
#define __ENVIRONMENT_MAC_OS_X_VERSION_MIN_REQUIRED__ 101300
#define __x86_64 1
#define __x86_64__ 1
#define __amd64 1
#define __amd64__ 1
#define __core2 1
#define __core2__ 1
#define __tune_core2__ 1
#define __code_model_small__ 1
#define __MMX__ 1
#define __SSE__ 1
#define __SSE_MATH__ 1
#define __SSE2__ 1
#define __SSE2_MATH__ 1
#define __SSE3__ 1
#define __SSSE3__ 1
#define __SSE4_1__ 1
#define __FXSR__ 1
#define __LAHF_SAHF__ 1
#define __SEG_FS 1
#define __SEG_GS 1
#define __seg_fs __attribute__((address_space(257)))
#define __seg_gs __attribute__((address_space(256)))
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16 1
#define __NO_MATH_INLINES 1
#define __BIGGEST_ALIGNMENT__ 16
#define __OBJC_BOOL_IS_BOOL 0
#define __SIZEOF_LONG_DOUBLE__ 16
${floating("LDBL", {
  ...ieee754.extended80,
  MAX: "1.18973149535723176502e+4932L",
  MIN: "3.36210314311209350626e-4932L",
  EPSILON: "1.08420217248550443401e-19L",
  DENORM_MIN: "3.64519953188247460253e-4951L",
})}`,
  attributes: words("force_align_arg_pointer no_caller_saved_registers nocf_check"),
  // Without vector builtins.
  builtins: words("__builtin_cpu_init __builtin_cpu_is __builtin_cpu_supports __builtin_ia32_pause __rdtsc"),
  headers: {
    ...x86.headers,
    "xmmintrin.h": `
typedef float __m128 __attribute__((__vector_size__(16), __aligned__(16)));
void _mm_pause(void);`,
  },
};

export const macosxX8664 = () => macosx({ name: "macosx_x86_64", ...x8664 });
