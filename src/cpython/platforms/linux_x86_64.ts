import { dataModels } from "../../c/data-model.ts";
import { floating, words, x86Headers } from "./gcc.ts";
import { linux } from "./linux.ts";

export const linuxX8664 = linux({
  name: "linux_x86_64",
  dataModel: dataModels["x86_64-linux-gnu"],
  wchar: "int",
  predefined: `
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
#define __SEG_FS 1
#define __SEG_GS 1
#define __ATOMIC_HLE_ACQUIRE 65536
#define __ATOMIC_HLE_RELEASE 131072
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_CONSTRUCTIVE_SIZE 64
#define __GCC_DESTRUCTIVE_SIZE 64
#define __BIGGEST_ALIGNMENT__ 16
#define __SIZEOF_LONG_DOUBLE__ 16
#define __SIZEOF_FLOAT80__ 16
#define __SIZEOF_FLOAT128__ 16
#define __FLT_EVAL_METHOD__ 0
#define __FLT_EVAL_METHOD_TS_18661_3__ 0
#define __DECIMAL_DIG__ 21
${floating("LDBL", {
  MANT_DIG: "64",
  DIG: "18",
  DECIMAL_DIG: "21",
  MIN_EXP: "(-16381)",
  MIN_10_EXP: "(-4931)",
  MAX_EXP: "16384",
  MAX_10_EXP: "4932",
  MAX: "1.18973149535723176502126385303097021e+4932L",
  NORM_MAX: "1.18973149535723176502126385303097021e+4932L",
  MIN: "3.36210314311209350626267781732175260e-4932L",
  EPSILON: "1.08420217248550443400745280086994171e-19L",
  DENORM_MIN: "3.64519953188247460252840593361941982e-4951L",
})}`,
  attributes: words(`
    callee_pop_aggregate_return cdecl cf_check fastcall fentry_name fentry_section force_align_arg_pointer
    function_return gcc_struct indirect_branch indirect_return interrupt ms_abi ms_hook_prologue ms_struct naked
    no_caller_saved_registers nocf_check nodirect_extern_access regparm sseregparm stdcall sysv_abi thiscall`),
  // Without the 1,400 of the vector units.
  builtins: words(`
    __builtin_cpu_init __builtin_cpu_is __builtin_cpu_supports __builtin_copysignq __builtin_fabsq __builtin_huge_valq
    __builtin_infq __builtin_nanq __builtin_nansq __builtin_ms_va_copy __builtin_ms_va_end __builtin_ms_va_start
    __builtin_sysv_va_copy __builtin_sysv_va_end __builtin_sysv_va_start __builtin_ia32_pause`),
  headers: x86Headers,
  config: {
    ALIGNOF_MAX_ALIGN_T: "16",
    HAVE_GCC_ASM_FOR_X64: "1",
    HAVE_GCC_ASM_FOR_X87: "1",
    HAVE_USABLE_WCHAR_T: null,
    PY_SUPPORT_TIER: "1",
    SIZEOF_LONG_DOUBLE: "16",
    SOABI_PLATFORM: '"x86_64-linux-gnu"',
    // va_list is an array of one struct.
    VA_LIST_IS_ARRAY: "1",
    X87_DOUBLE_ROUNDING: null,
    _Py_HACL_CAN_COMPILE_VEC128: "1",
    _Py_HACL_CAN_COMPILE_VEC256: "1",
    _Py_HAVE_EFFICIENT_BUILTIN_SHUFFLEVECTOR: "1",
    _Py_HAVE_FLOAT16: "1",
    _Py_WITH_FRAME_POINTERS: "1",
  },
});
