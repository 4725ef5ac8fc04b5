import { dataModels } from "../../../c/data-model.ts";
import { binary128 } from "./binary128.ts";
import type { Machine } from "./machine.ts";
import { withoutX86 } from "./without-x86.ts";

/** RV64GC. */
export const riscv64: Machine = {
  dataModel: dataModels["riscv64-linux-gnu"],
  wchar: "int",
  predefined: `
#define __BIGGEST_ALIGNMENT__ 16
#define __CHAR_UNSIGNED__ 1
#define __DECIMAL_DIG__ 36
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __FLT_EVAL_METHOD__ 0
#define __FP_FAST_FMA 1
#define __FP_FAST_FMAF 1
#define __FP_FAST_FMAF32 1
#define __FP_FAST_FMAF32x 1
#define __FP_FAST_FMAF64 1
#define __GCC_ATOMIC_BOOL_LOCK_FREE 1
#define __GCC_ATOMIC_CHAR16_T_LOCK_FREE 1
#define __GCC_ATOMIC_CHAR_LOCK_FREE 1
#define __GCC_ATOMIC_SHORT_LOCK_FREE 1
#define __SIZEOF_LONG_DOUBLE__ 16
#define __riscv 1
#define __riscv_a 2001000
#define __riscv_arch_test 1
#define __riscv_atomic 1
#define __riscv_c 2000000
#define __riscv_cmodel_medany 1
#define __riscv_cmodel_pic 1
#define __riscv_compressed 1
#define __riscv_d 2002000
#define __riscv_div 1
#define __riscv_f 2002000
#define __riscv_fdiv 1
#define __riscv_flen 64
#define __riscv_float_abi_double 1
#define __riscv_fsqrt 1
#define __riscv_i 2001000
#define __riscv_m 2000000
#define __riscv_mul 1
#define __riscv_muldiv 1
#define __riscv_xlen 64
#define __riscv_zicsr 2000000
#define __riscv_zifencei 2000000
${binary128}
#undef __HAVE_SPECULATION_SAFE_VALUE
#undef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_1
#undef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_2`,
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
