import type { ConfigureMacros } from "../configure.ts";

/** What configure finds on processors that are not x86. */
export const withoutX86: ConfigureMacros = {
  HAVE_GCC_ASM_FOR_X64: null,
  HAVE_GCC_ASM_FOR_X87: null,
  X87_DOUBLE_ROUNDING: null,
  _Py_HACL_CAN_COMPILE_VEC128: null,
  _Py_HACL_CAN_COMPILE_VEC256: null,
};
