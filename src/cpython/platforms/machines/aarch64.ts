import { dataModels } from "../../../c/data-model.ts";
import { floatBuiltins } from "../gcc.ts";
import { words } from "../lines.ts";
import { binary128 } from "./binary128.ts";
import type { Machine } from "./machine.ts";
import { withoutX86 } from "./without-x86.ts";

export const aarch64: Machine = {
  dataModel: dataModels["aarch64-linux-gnu"],
  wchar: "unsigned int",
  predefined: `
#define __aarch64__ 1
#define __AARCH64EL__ 1
#define __AARCH64_CMODEL_SMALL__ 1
#define __ARM_64BIT_STATE 1
#define __ARM_ALIGN_MAX_PWR 28
#define __ARM_ALIGN_MAX_STACK_PWR 16
#define __ARM_ARCH 8
#define __ARM_ARCH_8A 1
#define __ARM_ARCH_ISA_A64 1
#define __ARM_ARCH_PROFILE 65
#define __ARM_FEATURE_CLZ 1
#define __ARM_FEATURE_FMA 1
#define __ARM_FEATURE_IDIV 1
#define __ARM_FEATURE_NUMERIC_MAXMIN 1
#define __ARM_FEATURE_UNALIGNED 1
#define __ARM_FP 14
#define __ARM_FP16_ARGS 1
#define __ARM_FP16_FORMAT_IEEE 1
#define __ARM_NEON 1
#define __ARM_PCS_AAPCS64 1
#define __ARM_SIZEOF_MINIMAL_ENUM 4
#define __ARM_SIZEOF_WCHAR_T 4
#define __CHAR_UNSIGNED__ 1
#define __FLT_EVAL_METHOD__ 0
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __FLT_EVAL_METHOD_C99__ 0
#define __FP_FAST_FMA 1
#define __FP_FAST_FMAF 1
#define __FP_FAST_FMAF32 1
#define __FP_FAST_FMAF32x 1
#define __FP_FAST_FMAF64 1
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_CONSTRUCTIVE_SIZE 64
#define __GCC_DESTRUCTIVE_SIZE 256
#define __GCC_HAVE_DWARF2_CFI_ASM 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16 1
#define __BIGGEST_ALIGNMENT__ 16
#define __SIZEOF_LONG_DOUBLE__ 16
#define __DECIMAL_DIG__ 36
${binary128}`,
  attributes: words("aarch64_vector_pcs arm_sve_vector_bits"),
  // Without the 2,000 vector builtins.
  builtins: floatBuiltins("f16", "f64x", "f128"),
  headers: {},
  config: {
    ...withoutX86,
    ALIGNOF_MAX_ALIGN_T: "16",
    HAVE_USABLE_WCHAR_T: "1",
    SIZEOF_LONG_DOUBLE: "16",
    VA_LIST_IS_ARRAY: null,
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: "1",
    _Py_HAVE_FLOAT16: "1",
  },
};
