import { dataModels } from "../../../c/data-model.ts";
import type { Machine } from "./machine.ts";
import { x86 } from "./x86.ts";

export const i686: Machine = {
  dataModel: dataModels["i686-linux-gnu"],
  wchar: "long int",
  predefined: `${x86.predefined}
#define _ILP32 1
#define __ILP32__ 1
#define __i386 1
#define __i386__ 1
#define i386 1
#define __i686 1
#define __i686__ 1
#define __pentiumpro 1
#define __pentiumpro__ 1
#define __code_model_32__ 1
#define __LAHF_SAHF__ 1
#define __SIZEOF_LONG_DOUBLE__ 12
#define __SIZEOF_FLOAT80__ 12
#define __FLT_EVAL_METHOD__ 2
#define __FLT_EVAL_METHOD_TS_18661_3__ 2`,
  attributes: x86.attributes,
  builtins: x86.builtins,
  headers: x86.headers,
  config: {
    ...x86.config,
    HAVE_GCC_ASM_FOR_X64: null,
    SIZEOF_LONG_DOUBLE: "12",
    VA_LIST_IS_ARRAY: null,
    // Without SSE2, doubles are computed with the x87's 80 bits.
    X87_DOUBLE_ROUNDING: "1",
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: null,
    _Py_HAVE_FLOAT16: null,
  },
};
