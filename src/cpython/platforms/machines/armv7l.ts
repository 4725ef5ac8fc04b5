import { dataModels } from "../../../c/data-model.ts";
import { floating } from "../gcc.ts";
import { longDouble64, words } from "../lines.ts";
import type { Machine } from "./machine.ts";
import { withoutX86 } from "./without-x86.ts";

/** The hard-float ABI, as in Debian's armhf and `manylinux_2_31_armv7l`. */
export const armv7l: Machine = {
  dataModel: dataModels["armv7-linux-gnueabihf"],
  wchar: "unsigned int",
  predefined: `
#define __arm__ 1
#define __thumb__ 1
#define __thumb2__ 1
#define __ARMEL__ 1
#define __THUMBEL__ 1
#define __THUMB_INTERWORK__ 1
#define __APCS_32__ 1
#define __ARM_EABI__ 1
#define __ARM_PCS_VFP 1
#define __VFP_FP__ 1
#define __ARM_32BIT_STATE 1
#define __ARM_ARCH 7
#define __ARM_ARCH_7A__ 1
#define __ARM_ARCH_ISA_ARM 1
#define __ARM_ARCH_ISA_THUMB 2
#define __ARM_ARCH_PROFILE 65
#define __ARM_ASM_SYNTAX_UNIFIED__ 1
#define __ARM_FEATURE_CLZ 1
#define __ARM_FEATURE_COPROC 15
#define __ARM_FEATURE_DSP 1
#define __ARM_FEATURE_LDREX 15
#define __ARM_FEATURE_QBIT 1
#define __ARM_FEATURE_SAT 1
#define __ARM_FEATURE_SIMD32 1
#define __ARM_FEATURE_UNALIGNED 1
#define __ARM_FP 12
#define __ARM_SIZEOF_MINIMAL_ENUM 4
#define __ARM_SIZEOF_WCHAR_T 4
#define __CHAR_UNSIGNED__ 1
#define __FLT_EVAL_METHOD__ 0
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_CONSTRUCTIVE_SIZE 64
#define __GCC_DESTRUCTIVE_SIZE 64
#define __GXX_TYPEINFO_EQUALITY_INLINE 0
#define __BIGGEST_ALIGNMENT__ 8
#define __SIZEOF_LONG_DOUBLE__ 8
#define __DECIMAL_DIG__ 17
${floating("LDBL", { ...longDouble64, NORM_MAX: "1.7976931348623157e+308L" })}`,
  attributes: words("cmse_nonsecure_call cmse_nonsecure_entry interrupt isr long_call naked pcs short_call"),
  // Without vector builtins.
  builtins: words("__builtin_cxa_end_cleanup"),
  headers: {},
  config: {
    ...withoutX86,
    ALIGNOF_MAX_ALIGN_T: "8",
    HAVE_USABLE_WCHAR_T: "1",
    SIZEOF_LONG_DOUBLE: "8",
    VA_LIST_IS_ARRAY: null,
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: null,
    _Py_HAVE_FLOAT16: null,
  },
};
