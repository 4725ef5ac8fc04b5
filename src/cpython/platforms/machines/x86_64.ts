import { dataModels } from "../../../c/data-model.ts";
import { floatBuiltins } from "../gcc.ts";
import { words } from "../lines.ts";
import type { Machine } from "./machine.ts";
import { x86 } from "./x86.ts";

export const x8664: Machine = {
  dataModel: dataModels["x86_64-linux-gnu"],
  wchar: "int",
  predefined: `${x86.predefined}
#define __x86_64 1
#define __x86_64__ 1
#define __amd64 1
#define __amd64__ 1
#define __k8 1
#define __k8__ 1
#define __code_model_small__ 1
#define __MMX__ 1
#define __MMX_WITH_SSE__ 1
#define __SSE__ 1
#define __SSE_MATH__ 1
#define __SSE2__ 1
#define __SSE2_MATH__ 1
#define __FXSR__ 1
#define __SIZEOF_LONG_DOUBLE__ 16
#define __SIZEOF_FLOAT80__ 16
#define __FLT_EVAL_METHOD__ 0
#define __FLT_EVAL_METHOD_TS_18661_3__ 0`,
  attributes: x86.attributes,
  builtins: [
    ...x86.builtins,
    ...words("__builtin_ms_va_copy __builtin_ms_va_end __builtin_ms_va_start"),
    ...words("__builtin_sysv_va_copy __builtin_sysv_va_end __builtin_sysv_va_start"),
    ...floatBuiltins("f16"),
  ],
  headers: x86.headers,
  config: {
    ...x86.config,
    HAVE_GCC_ASM_FOR_X64: "1",
    SIZEOF_LONG_DOUBLE: "16",
    // va_list is an array of one struct.
    VA_LIST_IS_ARRAY: "1",
    X87_DOUBLE_ROUNDING: null,
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: "1",
    _Py_HAVE_FLOAT16: "1",
  },
};
