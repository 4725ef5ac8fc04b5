import { dataModels } from "../../../c/data-model.ts";
import { floating } from "../lines.ts";
import type { Machine } from "./machine.ts";
import { withoutX86 } from "./without-x86.ts";

/** Little-endian, POWER8 and later; `long double` is a pair of doubles. Without AltiVec's keywords. */
export const ppc64le: Machine = {
  dataModel: dataModels["powerpc64le-linux-gnu"],
  wchar: "int",
  predefined: `
#define _ARCH_PPC 1
#define _ARCH_PPC64 1
#define _ARCH_PPCGR 1
#define _ARCH_PPCSQ 1
#define _ARCH_PWR4 1
#define _ARCH_PWR5 1
#define _ARCH_PWR5X 1
#define _ARCH_PWR6 1
#define _ARCH_PWR7 1
#define _ARCH_PWR8 1
#define _CALL_ELF 2
#define _CALL_LINUX 1
#define _LITTLE_ENDIAN 1
#define __ALTIVEC__ 1
#define __APPLE_ALTIVEC__ 1
#define __BIGGEST_ALIGNMENT__ 16
#define __BUILTIN_CPU_SUPPORTS__ 1
#define __CHAR_UNSIGNED__ 1
#define __CMODEL_MEDIUM__ 1
#define __CRYPTO__ 1
#define __DECIMAL_DIG__ 33
#define __FLOAT128_TYPE__ 1
#define __FLOAT128__ 1
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __FLT_EVAL_METHOD__ 0
#define __FP_FAST_FMA 1
#define __FP_FAST_FMAF 1
#define __FP_FAST_FMAF32 1
#define __FP_FAST_FMAF32x 1
#define __FP_FAST_FMAF64 1
#define __GCC_HAVE_DWARF2_CFI_ASM 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16 1
#define __HAVE_BSWAP__ 1
#define __LITTLE_ENDIAN__ 1
#define __LONGDOUBLE128 1
#define __LONG_DOUBLE_128__ 1
#define __LONG_DOUBLE_IBM128__ 1
#define __POWER8_VECTOR__ 1
#define __PPC64__ 1
#define __PPC__ 1
#define __QUAD_MEMORY_ATOMIC__ 1
#define __RECIPF__ 1
#define __RECIP_PRECISION__ 1
#define __RECIP__ 1
#define __RSQRTEF__ 1
#define __RSQRTE__ 1
#define __SIZEOF_FLOAT128__ 16
#define __SIZEOF_IBM128__ 16
#define __SIZEOF_IEEE128__ 16
#define __SIZEOF_LONG_DOUBLE__ 16
#define __STRUCT_PARM_ALIGN__ 16
#define __VEC_ELEMENT_REG_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __VEC__ 10206
#define __VSX__ 1
#define __powerpc64__ 1
#define __powerpc__ 1
${floating("LDBL", {
  IS_IEC_60559: "0",
  MANT_DIG: "106",
  DIG: "31",
  DECIMAL_DIG: "33",
  MIN_EXP: "(-968)",
  MIN_10_EXP: "(-291)",
  MAX_EXP: "1024",
  MAX_10_EXP: "308",
  MAX: "1.79769313486231580793728971405301199e+308L",
  NORM_MAX: "8.98846567431157953864652595394501288e+307L",
  MIN: "2.00416836000897277799610805135016205e-292L",
  EPSILON: "4.94065645841246544176568792868221372e-324L",
  DENORM_MIN: "4.94065645841246544176568792868221372e-324L",
})}`,
  attributes: [],
  builtins: [],
  headers: {},
  config: {
    ...withoutX86,
    ALIGNOF_MAX_ALIGN_T: "16",
    HAVE_USABLE_WCHAR_T: null,
    SIZEOF_LONG_DOUBLE: "16",
    VA_LIST_IS_ARRAY: null,
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: null,
    _Py_HAVE_FLOAT16: null,
  },
};
