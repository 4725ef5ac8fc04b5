/** gcc 12 and configure on both x86 architectures. */
import { floatBuiltins, floating } from "../gcc.ts";
import { ieee754, words } from "../lines.ts";
import type { Machine } from "./machine.ts";

export const x86 = {
  predefined: `
#define __SEG_FS 1
#define __SEG_GS 1
#define __ATOMIC_HLE_ACQUIRE 65536
#define __ATOMIC_HLE_RELEASE 131072
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_HAVE_DWARF2_CFI_ASM 1
#define __GCC_CONSTRUCTIVE_SIZE 64
#define __GCC_DESTRUCTIVE_SIZE 64
#define __BIGGEST_ALIGNMENT__ 16
#define __SIZEOF_FLOAT128__ 16
#define __DECIMAL_DIG__ 21
${floating("LDBL", {
  ...ieee754.extended80,
  MAX: "1.18973149535723176502126385303097021e+4932L",
  NORM_MAX: "1.18973149535723176502126385303097021e+4932L",
  MIN: "3.36210314311209350626267781732175260e-4932L",
  EPSILON: "1.08420217248550443400745280086994171e-19L",
  DENORM_MIN: "3.64519953188247460252840593361941982e-4951L",
})}
`,
  attributes: words(`
    callee_pop_aggregate_return cdecl cf_check fastcall fentry_name fentry_section force_align_arg_pointer
    function_return gcc_struct indirect_branch indirect_return interrupt ms_abi ms_hook_prologue ms_struct naked
    no_caller_saved_registers nodirect_extern_access regparm sseregparm stdcall sysv_abi thiscall`),
  // Without the 1,400 vector builtins.
  builtins: [
    ...words(`
    __builtin_cpu_init __builtin_cpu_is __builtin_cpu_supports __builtin_copysignq __builtin_fabsq __builtin_huge_valq
    __builtin_infq __builtin_nanq __builtin_nansq __builtin_ia32_pause`),
    ...words("fabs finite inf isinf isnan nan nans signbit").flatMap((name) =>
      ["d32", "d64", "d128"].map((suffix) => `__builtin_${name}${suffix}`),
    ),
    ...floatBuiltins("f64x", "f128"),
  ],
  headers: {
    "xmmintrin.h": `
typedef float __m128 __attribute__((__vector_size__(16), __may_alias__));
extern __inline void __attribute__((__gnu_inline__, __always_inline__, __artificial__)) _mm_pause(void) {
  __builtin_ia32_pause();
}`,
    "emmintrin.h": `
#include <xmmintrin.h>
typedef double __m128d __attribute__((__vector_size__(16), __may_alias__));
typedef long long __m128i __attribute__((__vector_size__(16), __may_alias__));`,
    "immintrin.h": `
#include <emmintrin.h>`,
  },
  config: {
    ALIGNOF_MAX_ALIGN_T: "16",
    HAVE_GCC_ASM_FOR_X87: "1",
    HAVE_USABLE_WCHAR_T: null,
    _Py_HACL_CAN_COMPILE_VEC128: "1",
    _Py_HACL_CAN_COMPILE_VEC256: "1",
  },
} satisfies Partial<Machine>;
