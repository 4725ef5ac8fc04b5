import { dataModels } from "../../../c/data-model.ts";
import { binary128 } from "./binary128.ts";
import type { Machine } from "./machine.ts";
import { withoutX86 } from "./without-x86.ts";

/** LA464 and compatible processors; gcc 12 by its documentation, compared with gcc 14 since Debian 12 has none for it. */
export const loongarch64: Machine = {
  dataModel: dataModels["loongarch64-linux-gnu"],
  wchar: "int",
  predefined: `
#define __BIGGEST_ALIGNMENT__ 16
#define __DECIMAL_DIG__ 36
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __FLT_EVAL_METHOD__ 0
#define __SIZEOF_LONG_DOUBLE__ 16
#define __loongarch__ 1
#define __loongarch64 1
#define __loongarch_arch "loongarch64"
#define __loongarch_tune "loongarch64"
#define __loongarch_double_float 1
#define __loongarch_frlen 64
#define __loongarch_grlen 64
#define __loongarch_hard_float 1
#define __loongarch_lp64 1
${binary128}`,
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
