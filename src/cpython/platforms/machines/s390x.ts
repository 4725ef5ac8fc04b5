import { dataModels } from "../../../c/data-model.ts";
import { binary128 } from "./binary128.ts";
import type { Machine } from "./machine.ts";
import { withoutX86 } from "./without-x86.ts";

/** IBM Z, big-endian, z10 and later. */
export const s390x: Machine = {
  dataModel: dataModels["s390x-linux-gnu"],
  wchar: "int",
  predefined: `
#define __ARCH__ 9
#define __BIGGEST_ALIGNMENT__ 8
#define __BYTE_ORDER__ __ORDER_BIG_ENDIAN__
#define __CHAR_UNSIGNED__ 1
#define __DECIMAL_DIG__ 36
#define __FLOAT_WORD_ORDER__ __ORDER_BIG_ENDIAN__
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __FLT_EVAL_METHOD__ 0
#define __FP_FAST_FMA 1
#define __FP_FAST_FMAF 1
#define __FP_FAST_FMAF32 1
#define __FP_FAST_FMAF32x 1
#define __FP_FAST_FMAF64 1
#define __GCC_HAVE_DWARF2_CFI_ASM 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16 1
#define __LONG_DOUBLE_128__ 1
#define __SIZEOF_LONG_DOUBLE__ 16
#define __s390__ 1
#define __s390x__ 1
#define __zarch__ 1
${binary128}`,
  attributes: [],
  builtins: [],
  headers: {},
  config: {
    ...withoutX86,
    ALIGNOF_MAX_ALIGN_T: "8",
    HAVE_USABLE_WCHAR_T: null,
    SIZEOF_LONG_DOUBLE: "16",
    VA_LIST_IS_ARRAY: "1",
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: null,
    _Py_HAVE_FLOAT16: null,
    DOUBLE_IS_BIG_ENDIAN_IEEE754: "1",
    DOUBLE_IS_LITTLE_ENDIAN_IEEE754: null,
    WORDS_BIGENDIAN: "1",
  },
};
