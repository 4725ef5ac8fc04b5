/** What Visual C++ 2022 provides as used by python.org's builds and setuptools: `cl /MD`, without `/std`. */
import { words } from "./lines.ts";

/** Macros predefined by `cl`, except those of the architecture. */
export const predefined = `
#define _MSC_VER 1944
#define _MSC_FULL_VER 194435211
#define _MSC_BUILD 0
#define _MSC_EXTENSIONS 1
#define _MSVC_TRADITIONAL 1
#define _MT 1
#define _DLL 1
#define _WIN32 1
#define _INTEGRAL_MAX_BITS 64
#define _M_FP_PRECISE 1
#define __STDC_HOSTED__ 1
`.trim();

/** The compiler's own headers that are the same on every architecture. */
export const msvcHeaders: Record<string, string> = {
  "vcruntime.h": `
#include <sal.h>
#ifdef _WIN64
typedef unsigned __int64 size_t;
typedef __int64 ptrdiff_t;
typedef __int64 intptr_t;
typedef unsigned __int64 uintptr_t;
#else
typedef unsigned int size_t;
typedef int ptrdiff_t;
typedef int intptr_t;
typedef unsigned int uintptr_t;
#endif
typedef unsigned short wchar_t;
typedef _Bool __vcrt_bool;
#define _WCHAR_T_DEFINED
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#ifdef _M_IX86
#define _W64 __w64
#else
#define _W64
#endif`,

  "vadefs.h": `
#include <vcruntime.h>
typedef char *va_list;`,

  "stdarg.h": `
#include <vcruntime.h>
#include <vadefs.h>
#define va_start __crt_va_start
#define va_arg __crt_va_arg
#define va_end __crt_va_end
#define va_copy(destination, source) ((destination) = (source))`,

  "stdbool.h": `
#define __bool_true_false_are_defined 1
#define bool _Bool
#define false 0
#define true 1`,

  "stdint.h": `
#include <vcruntime.h>
${[
  ["8", "signed char", "unsigned char"],
  ["16", "short", "unsigned short"],
  ["32", "int", "unsigned int"],
  ["64", "long long", "unsigned long long"],
]
  .flatMap(([width, signed, unsigned]) => {
    // The fast types of 16 bits are those of 32.
    const fast = width === "16" ? ["int", "unsigned int"] : [signed, unsigned];
    return [
      `typedef ${signed} int${width}_t;`,
      `typedef ${unsigned} uint${width}_t;`,
      `typedef ${signed} int_least${width}_t;`,
      `typedef ${unsigned} uint_least${width}_t;`,
      `typedef ${fast[0]} int_fast${width}_t;`,
      `typedef ${fast[1]} uint_fast${width}_t;`,
    ];
  })
  .join("\n")}
typedef long long intmax_t;
typedef unsigned long long uintmax_t;
#define INT8_MAX 127
#define INT16_MAX 32767
#define INT32_MAX 2147483647
#define INT64_MAX 9223372036854775807i64
#define UINT8_MAX 0xff
#define UINT16_MAX 0xffff
#define UINT32_MAX 0xffffffffu
#define UINT64_MAX 0xffffffffffffffffui64
${["8", "16", "32", "64"]
  .flatMap((width) => {
    const fast = width === "16" ? "32" : width;
    return [
      `#define INT${width}_MIN (-INT${width}_MAX - 1)`,
      `#define INT_LEAST${width}_MIN INT${width}_MIN`,
      `#define INT_LEAST${width}_MAX INT${width}_MAX`,
      `#define UINT_LEAST${width}_MAX UINT${width}_MAX`,
      `#define INT_FAST${width}_MIN INT${fast}_MIN`,
      `#define INT_FAST${width}_MAX INT${fast}_MAX`,
      `#define UINT_FAST${width}_MAX UINT${fast}_MAX`,
    ];
  })
  .join("\n")}
#define INTMAX_MIN INT64_MIN
#define INTMAX_MAX INT64_MAX
#define UINTMAX_MAX UINT64_MAX
#ifdef _WIN64
#define INTPTR_MIN INT64_MIN
#define INTPTR_MAX INT64_MAX
#define UINTPTR_MAX UINT64_MAX
#else
#define INTPTR_MIN INT32_MIN
#define INTPTR_MAX INT32_MAX
#define UINTPTR_MAX UINT32_MAX
#endif
#define PTRDIFF_MIN INTPTR_MIN
#define PTRDIFF_MAX INTPTR_MAX
#define SIZE_MAX UINTPTR_MAX
#define SIG_ATOMIC_MIN INT32_MIN
#define SIG_ATOMIC_MAX INT32_MAX
#define WCHAR_MIN 0x0000
#define WCHAR_MAX 0xffff
#define WINT_MIN 0x0000
#define WINT_MAX 0xffff
${[
  ["INT8_C", ""],
  ["INT16_C", ""],
  ["INT32_C", ""],
  ["INT64_C", "LL"],
  ["UINT8_C", ""],
  ["UINT16_C", ""],
  ["UINT32_C", "U"],
  ["UINT64_C", "ULL"],
  ["INTMAX_C", "LL"],
  ["UINTMAX_C", "ULL"],
]
  .map(([name, suffix]) => `#define ${name}(x) ${suffix === "" ? "(x)" : `(x ## ${suffix})`}`)
  .join("\n")}`,

  "limits.h": `
#include <vcruntime.h>
#define CHAR_BIT 8
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 0xff
#define CHAR_MIN SCHAR_MIN
#define CHAR_MAX SCHAR_MAX
#define MB_LEN_MAX 5
#define SHRT_MIN (-32768)
#define SHRT_MAX 32767
#define USHRT_MAX 0xffff
#define INT_MIN (-2147483647 - 1)
#define INT_MAX 2147483647
#define UINT_MAX 0xffffffff
#define LONG_MIN (-2147483647L - 1)
#define LONG_MAX 2147483647L
#define ULONG_MAX 0xffffffffUL
#define LLONG_MAX 9223372036854775807i64
#define LLONG_MIN (-9223372036854775807i64 - 1)
#define ULLONG_MAX 0xffffffffffffffffui64
#define _I8_MIN (-127 - 1)
#define _I8_MAX 127
#define _UI8_MAX 0xffu
#define _I16_MIN (-32767 - 1)
#define _I16_MAX 32767
#define _UI16_MAX 0xffffu
#define _I32_MIN (-2147483647 - 1)
#define _I32_MAX 2147483647
#define _UI32_MAX 0xffffffffu
#define _I64_MIN (-9223372036854775807i64 - 1)
#define _I64_MAX 9223372036854775807i64
#define _UI64_MAX 0xffffffffffffffffui64
#include <stdint.h>`,

  "setjmp.h": `
#include <vcruntime.h>
#if defined(_M_IX86)
typedef int jmp_buf[16];
#elif defined(_M_ARM64)
typedef unsigned __int64 jmp_buf[24];
#else
typedef struct __declspec(align(16)) _SETJMP_FLOAT128 { unsigned __int64 Part[2]; } SETJMP_FLOAT128;
typedef SETJMP_FLOAT128 jmp_buf[16];
#endif`,

  "excpt.h": `
#include <vcruntime.h>
#define EXCEPTION_EXECUTE_HANDLER 1
#define EXCEPTION_CONTINUE_SEARCH 0
#define EXCEPTION_CONTINUE_EXECUTION (-1)`,

  "sal.h": words(`
    _In_ _In_opt_ _In_z_ _In_opt_z_ _Out_ _Out_opt_ _Outptr_ _Inout_ _Inout_opt_ _Inout_z_ _Check_return_
    _Must_inspect_result_ _Ret_maybenull_ _Ret_notnull_ _Ret_z_ _Post_invalid_ _Frees_ptr_ _Frees_ptr_opt_ _Reserved_`)
    .map((name) => `#define ${name}`)
    .concat(
      words(
        "_In_reads_ _In_reads_bytes_ _Out_writes_ _Out_writes_z_ _Out_writes_bytes_ _Success_ _When_ _Use_decl_",
      ).map((name) => `#define ${name}(...)`),
    )
    .join("\n"),

  "intrin.h": `
#include <vcruntime.h>
#if defined(_M_IX86) || defined(_M_X64)
#include <immintrin.h>
#elif defined(_M_ARM64)
#include <arm64intr.h>
#endif`,

  "stdatomic.h": `
#error "C atomics require C11 or later"`,
};

/** The vector types of x86; ARM64 has its own. */
export const x86MsvcHeaders: Record<string, string> = {
  "xmmintrin.h": `
#include <vcruntime.h>
typedef union __declspec(align(16)) __m128 {
  float m128_f32[4];
  unsigned __int64 m128_u64[2];
  __int8 m128_i8[16];
  __int16 m128_i16[8];
  __int32 m128_i32[4];
  __int64 m128_i64[2];
  unsigned __int8 m128_u8[16];
  unsigned __int16 m128_u16[8];
  unsigned __int32 m128_u32[4];
} __m128;`,
  "emmintrin.h": `
#include <xmmintrin.h>
typedef union __declspec(align(16)) __m128i {
  __int8 m128i_i8[16];
  __int16 m128i_i16[8];
  __int32 m128i_i32[4];
  __int64 m128i_i64[2];
  unsigned __int8 m128i_u8[16];
  unsigned __int16 m128i_u16[8];
  unsigned __int32 m128i_u32[4];
  unsigned __int64 m128i_u64[2];
} __m128i;
typedef struct __declspec(align(16)) __m128d { double m128d_f64[2]; } __m128d;`,
  "immintrin.h": `
#include <emmintrin.h>`,
};
