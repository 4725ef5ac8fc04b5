/** What gcc 12 provides on every architecture: predefined macros, builtins, headers. */
import { floating as floatingLines, ieee754, merged, words } from "./lines.ts";

/** LP64: `long` and pointers have 8 bytes; ILP32: 4. */
export type IntegerModel = "LP64" | "ILP32";

/** The type of `wchar_t`, which has 4 bytes everywhere. */
export type WideCharacter = "int" | "long int" | "unsigned int";

/**
 * The `#define` lines printed by `gcc -std=gnu17 -fPIC -dM -E`, without those for `_FloatN` and decimal types, and
 * gcc's implicit typedefs.
 * @param own what an architecture adds or replaces; `#undef` removes a definition
 */
export function predefined(model: IntegerModel, wchar: WideCharacter, own: string): string {
  return merged(`${shared}\n${integers(model, wchar)}\n${own.trim()}\n`);
}

const shared = `
#define __STDC__ 1
#define __STDC_VERSION__ 201710L
#define __STDC_HOSTED__ 1
#define __STDC_UTF_16__ 1
#define __STDC_UTF_32__ 1
#define __STDC_IEC_559__ 1
#define __STDC_IEC_559_COMPLEX__ 1
#define __STDC_IEC_60559_BFP__ 201404L
#define __STDC_IEC_60559_COMPLEX__ 201404L
#define __STDC_ISO_10646__ 201706L
#define _STDC_PREDEF_H 1
#define __GNUC__ 12
#define __GNUC_MINOR__ 2
#define __GNUC_PATCHLEVEL__ 0
#define __VERSION__ "12.2.0"
#define __GNUC_STDC_INLINE__ 1
#define __GXX_ABI_VERSION 1017
#define __NO_INLINE__ 1
#define __FINITE_MATH_ONLY__ 0
#define __PRAGMA_REDEFINE_EXTNAME 1
#define __HAVE_SPECULATION_SAFE_VALUE 1
#define __PIC__ 2
#define __pic__ 2
#define __ELF__ 1
#define __gnu_linux__ 1
#define __linux 1
#define __linux__ 1
#define linux 1
#define __unix 1
#define __unix__ 1
#define unix 1
#define __REGISTER_PREFIX__
#define __USER_LABEL_PREFIX__
#define __CHAR_BIT__ 8
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __ORDER_PDP_ENDIAN__ 3412
#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
#define __ATOMIC_RELAXED 0
#define __ATOMIC_CONSUME 1
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_SEQ_CST 5
#define __GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1
${words("BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER")
  .map((type) => `#define __GCC_ATOMIC_${type}_LOCK_FREE 2`)
  .join("\n")}
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_1 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_2 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_4 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_8 1
#define __GCC_IEC_559 2
#define __GCC_IEC_559_COMPLEX 2
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_INT__ 4
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_FLOAT__ 4
#define __SIZEOF_DOUBLE__ 8
#define __SIZEOF_WCHAR_T__ 4
#define __SIZEOF_WINT_T__ 4
#define __FLT_RADIX__ 2
${floating("FLT", {
  ...ieee754.binary32,
  MAX: "3.40282346638528859811704183484516925e+38F",
  NORM_MAX: "3.40282346638528859811704183484516925e+38F",
  MIN: "1.17549435082228750796873653722224568e-38F",
  EPSILON: "1.19209289550781250000000000000000000e-7F",
  DENORM_MIN: "1.40129846432481707092372958328991613e-45F",
})}
${floating("DBL", {
  ...ieee754.binary64,
  MAX: "((double)1.79769313486231570814527423731704357e+308L)",
  NORM_MAX: "((double)1.79769313486231570814527423731704357e+308L)",
  MIN: "((double)2.22507385850720138309023271733240406e-308L)",
  EPSILON: "((double)2.22044604925031308084726333618164062e-16L)",
  DENORM_MIN: "((double)4.94065645841246544176568792868221372e-324L)",
})}`.trim();

/** The `__FLT_…__` lines of an IEEE 754 type, which gcc marks as such. */
export function floating(type: Parameters<typeof floatingLines>[0], facts: Record<string, string>): string {
  return floatingLines(type, { ...facts, IS_IEC_60559: "2" });
}

/** The integer types and their limits in gcc's notation. */
function integers(model: IntegerModel, wchar: WideCharacter): string {
  const lp64 = model === "LP64";
  const long = { type: "long int", unsigned: "long unsigned int", suffix: "L", width: lp64 ? 64 : 32 };
  const longLong = { type: "long long int", unsigned: "long long unsigned int", suffix: "LL", width: 64 };
  const int = { type: "int", unsigned: "unsigned int", suffix: "", width: 32 };
  const short = { type: "short int", unsigned: "short unsigned int", suffix: "", width: 16 };
  const char = { type: "signed char", unsigned: "unsigned char", suffix: "", width: 8 };
  const int64 = lp64 ? long : longLong;
  const word = lp64 ? long : int;
  type Integer = typeof int;
  const max = ({ width, suffix }: Integer) => `0x7${"f".repeat(width / 4 - 1)}${suffix}`;
  // Types narrower than int promote to int: their maximum and constants have no suffix.
  const unsignedSuffix = ({ width, suffix }: Integer) => (width < 32 ? "" : `U${suffix}`);
  const unsignedMax = (integer: Integer) => `0x${"f".repeat(integer.width / 4)}${unsignedSuffix(integer)}`;
  const constant = (suffix: string) => (suffix === "" ? "c" : `c ## ${suffix}`);
  const lines: string[] = [];
  const define = (name: string, value: string | number) => lines.push(`#define ${name} ${value}`);

  if (lp64) {
    define("_LP64", 1);
    define("__LP64__", 1);
    define("__SIZEOF_INT128__", 16);
    lines.push("typedef __int128 __int128_t;", "typedef unsigned __int128 __uint128_t;");
  }
  for (const [name, integer] of Object.entries({
    SCHAR: char,
    SHRT: short,
    INT: int,
    LONG: long,
    LONG_LONG: longLong,
  })) {
    define(`__${name}_MAX__`, max(integer));
    define(`__${name}_WIDTH__`, integer.width);
  }
  for (const [name, integer] of Object.entries({ LONG: long, POINTER: word, SIZE_T: word, PTRDIFF_T: word })) {
    define(`__SIZEOF_${name}__`, integer.width / 8);
  }
  for (const [name, integer] of Object.entries({ 8: char, 16: short, 32: int, 64: int64, MAX: int64 })) {
    const infix = name === "MAX" ? "MAX_" : `${name}_`;
    define(`__INT${infix}TYPE__`, integer.type);
    define(`__UINT${infix}TYPE__`, integer.unsigned);
    define(`__INT${infix}MAX__`, max(integer));
    define(`__UINT${infix}MAX__`, unsignedMax(integer));
    define(`__INT${infix}C(c)`, constant(integer.suffix));
    define(`__UINT${infix}C(c)`, constant(unsignedSuffix(integer)));
  }
  for (const [name, integer] of Object.entries({
    ...{ _LEAST8: char, _LEAST16: short, _LEAST32: int, _LEAST64: int64 },
    ...{ _FAST8: char, _FAST16: word, _FAST32: word, _FAST64: int64 },
    PTR: word,
  })) {
    define(`__INT${name}_TYPE__`, integer.type);
    define(`__UINT${name}_TYPE__`, integer.unsigned);
    define(`__INT${name}_MAX__`, max(integer));
    define(`__UINT${name}_MAX__`, unsignedMax(integer));
    define(`__INT${name}_WIDTH__`, integer.width);
  }
  define("__INTMAX_WIDTH__", 64);
  define("__SIZE_TYPE__", word.unsigned);
  define("__SIZE_MAX__", unsignedMax(word));
  define("__SIZE_WIDTH__", word.width);
  define("__PTRDIFF_TYPE__", word.type);
  define("__PTRDIFF_MAX__", max(word));
  define("__PTRDIFF_WIDTH__", word.width);
  define("__SIG_ATOMIC_TYPE__", int.type);
  define("__SIG_ATOMIC_MAX__", max(int));
  define("__SIG_ATOMIC_MIN__", "(-__SIG_ATOMIC_MAX__ - 1)");
  define("__SIG_ATOMIC_WIDTH__", 32);
  define("__WCHAR_TYPE__", wchar);
  define("__WCHAR_MAX__", wchar === "unsigned int" ? unsignedMax(int) : max(wchar === "int" ? int : long));
  define("__WCHAR_MIN__", wchar === "unsigned int" ? "0U" : "(-__WCHAR_MAX__ - 1)");
  define("__WCHAR_WIDTH__", 32);
  define("__WINT_TYPE__", int.unsigned);
  define("__WINT_MAX__", unsignedMax(int));
  define("__WINT_MIN__", "0U");
  define("__WINT_WIDTH__", 32);
  define("__CHAR16_TYPE__", short.unsigned);
  define("__CHAR32_TYPE__", int.unsigned);
  return lines.join("\n");
}

/** Where `__has_attribute` is true on every architecture. */
export const attributes = words(`
  access alias aligned alloc_align alloc_size always_inline artificial assume_aligned cleanup cold common const
  constructor copy deprecated designated_init destructor error externally_visible fallthrough flatten format
  format_arg gnu_inline hot ifunc leaf malloc may_alias maybe_unused mode no_address_safety_analysis no_icf
  no_instrument_function no_profile_instrument_function no_reorder no_sanitize no_sanitize_address
  no_sanitize_coverage no_sanitize_thread no_sanitize_undefined no_split_stack no_stack_limit no_stack_protector
  nocf_check noclone nocommon nodiscard noinit noinline noipa nonnull nonstring noplt noreturn nothrow objc_nullability
  objc_root_class optimize packed patchable_function_entry persistent pure retain returns_nonnull returns_twice
  scalar_storage_order section sentinel signed_bool_precision simd stack_protect symver tainted_args target
  target_clones tls_model transaction_callable transaction_may_cancel_outer transaction_pure transaction_safe
  transaction_safe_dynamic transaction_unsafe transaction_wrap transparent_union unavailable uninitialized unused
  used vector_mask vector_size visibility volatile warn_if_not_aligned warn_unused warn_unused_result warning weak
  weakref zero_call_used_regs`);

/** Where `__has_builtin` is true on every architecture, without library functions not prefixed `__builtin_`. */
export const builtins = (model: IntegerModel): string[] => [
  ...words(`
  __atomic_add_fetch __atomic_always_lock_free __atomic_and_fetch __atomic_clear __atomic_compare_exchange
  __atomic_compare_exchange_n __atomic_exchange __atomic_exchange_n __atomic_feraiseexcept __atomic_fetch_add
  __atomic_fetch_and __atomic_fetch_nand __atomic_fetch_or __atomic_fetch_sub __atomic_fetch_xor
  __atomic_is_lock_free __atomic_load __atomic_load_n __atomic_nand_fetch __atomic_or_fetch __atomic_signal_fence
  __atomic_store __atomic_store_n __atomic_sub_fetch __atomic_test_and_set __atomic_thread_fence __atomic_xor_fetch
  __sync_add_and_fetch __sync_and_and_fetch __sync_bool_compare_and_swap __sync_fetch_and_add __sync_fetch_and_and
  __sync_fetch_and_nand __sync_fetch_and_or __sync_fetch_and_sub __sync_fetch_and_xor __sync_lock_release
  __sync_lock_test_and_set __sync_nand_and_fetch __sync_or_and_fetch __sync_sub_and_fetch __sync_synchronize
  __sync_val_compare_and_swap __sync_xor_and_fetch`),
  ...words(`
  __atomic_add_fetch __atomic_and_fetch __atomic_compare_exchange __atomic_exchange __atomic_fetch_add
  __atomic_fetch_and __atomic_fetch_nand __atomic_fetch_or __atomic_fetch_sub __atomic_fetch_xor __atomic_load
  __atomic_nand_fetch __atomic_or_fetch __atomic_store __atomic_sub_fetch __atomic_xor_fetch
  __builtin_speculation_safe_value __sync_add_and_fetch __sync_and_and_fetch __sync_bool_compare_and_swap
  __sync_fetch_and_add __sync_fetch_and_and __sync_fetch_and_nand __sync_fetch_and_or __sync_fetch_and_sub
  __sync_fetch_and_xor __sync_lock_release __sync_lock_test_and_set __sync_nand_and_fetch __sync_or_and_fetch
  __sync_sub_and_fetch __sync_val_compare_and_swap __sync_xor_and_fetch`).flatMap((name) =>
    ["1", "2", "4", "8", ...(model === "LP64" ? ["16"] : [])].map((size) => `${name}_${size}`),
  ),
  ...(model === "LP64" ? ["__builtin_bswap128"] : []),
  ...[
    ...words(`
  FILE FUNCTION LINE _Exit __clear_cache __fprintf_chk __memcpy_chk __memmove_chk __mempcpy_chk __memset_chk
  __printf_chk __snprintf_chk __sprintf_chk __stpcpy_chk __stpncpy_chk __strcat_chk __strcpy_chk __strncat_chk
  __strncpy_chk __vfprintf_chk __vprintf_chk __vsnprintf_chk __vsprintf_chk _exit abort abs acc_on_device add_overflow
  add_overflow_p adjust_descriptor adjust_trampoline aggregate_incoming_address aligned_alloc alloca alloca_with_align
  alloca_with_align_and_max apply apply_args assoc_barrier assume_aligned bcmp bcopy bswap16 bswap32 bswap64 bzero
  calloc choose_expr classify_type clear_padding clrsbimax clzimax constant_p convertvector ctzimax dcgettext dgettext
  dwarf_cfa dwarf_sp_column dynamic_object_size eh_copy_values eh_filter eh_pointer eh_return eh_return_data_regno
  execl execle execlp execv execve execvp exit expect expect_with_probability extend_pointer extract_return_addr
  feclearexcept fegetenv fegetexceptflag fegetround feholdexcept feraiseexcept fesetenv fesetexceptflag fesetround
  fetestexcept feupdateenv ffsimax fork fpclassify fprintf fprintf_unlocked fputc fputc_unlocked fputs fputs_unlocked
  frame_address free frob_return_addr fscanf fwrite fwrite_unlocked gamma_r gammaf_r gammal_r gettext has_attribute
  imaxabs index init_descriptor init_dwarf_reg_size_table init_heap_trampoline init_trampoline isalnum isalpha isascii
  isblank iscntrl isdigit isfinite isgraph isinf_sign islower isnormal isprint ispunct isspace isupper iswalnum
  iswalpha iswblank iswcntrl iswdigit iswgraph iswlower iswprint iswpunct iswspace iswupper iswxdigit isxdigit labs
  lgamma_r lgammaf_r lgammal_r llabs longjmp malloc memchr memcmp memcmp_eq memcpy memmove mempcpy memset mul_overflow
  mul_overflow_p next_arg nonlocal_goto object_size offsetof parityimax popcountimax posix_memalign prefetch printf
  printf_unlocked putc putc_unlocked putchar putchar_unlocked puts puts_unlocked realloc return return_address rindex
  sadd_overflow saddl_overflow saddll_overflow saveregs scanf set_thread_pointer setjmp setjmp_receiver setjmp_setup
  shuffle shufflevector smul_overflow smull_overflow smulll_overflow snprintf speculation_safe_value
  speculation_safe_value_ptr sprintf sscanf ssub_overflow ssubl_overflow ssubll_overflow stack_restore stack_save
  stpcpy stpncpy strcasecmp strcat strchr strcmp strcmp_eq strcpy strcspn strdup strfmon strftime strlen strncasecmp
  strncat strncmp strncpy strndup strnlen strpbrk strrchr strspn strstr sub_overflow sub_overflow_p thread_pointer
  toascii tolower toupper towlower towupper trap types_compatible_p uadd_overflow uaddl_overflow uaddll_overflow
  umul_overflow umull_overflow umulll_overflow unreachable unwind_init unwind_resume update_setjmp_buf usub_overflow
  usubl_overflow usubll_overflow va_arg_pack va_arg_pack_len va_copy va_end va_start vfprintf vfscanf vprintf vscanf
  vsnprintf vsprintf vsscanf`),
    ...words("clrsb clz ctz ffs parity popcount").flatMap((name) => [name, `${name}l`, `${name}ll`]),
    ...words(`
  acos acosh asin asinh atan atan2 atanh cabs cacos cacosh carg casin casinh catan catanh cbrt ccos ccosh ceil cexp
  cexpi cimag clog clog10 conj copysign cos cosh cpow cproj creal csin csinh csqrt ctan ctanh drem erf erfc exp
  exp10 exp2 expm1 fabs fdim finite floor fma fmax fmin fmod frexp gamma huge_val hypot iceil ifloor ilogb inf irint
  iround isinf isnan j0 j1 jn lceil ldexp lfloor lgamma llceil llfloor llrint llround log log10 log1p log2 logb
  lrint lround modf nan nans nearbyint nextafter nexttoward pow pow10 powi remainder remquo rint round roundeven
  scalb scalbln scalbn signbit significand sin sincos sinh sqrt tan tanh tgamma trunc y0 y1 yn`).flatMap((name) => [
      name,
      `${name}f`,
      `${name}l`,
    ]),
  ].map((name) => `__builtin_${name}`),
  ...floatBuiltins("f32", "f32x", "f64"),
];

/** The builtins of `_FloatN` types by suffix. */
export function floatBuiltins(...suffixes: ("f16" | "f32" | "f32x" | "f64" | "f64x" | "f128")[]): string[] {
  const names = words(
    "ceil copysign fabs floor fma fmax fmin huge_val inf nan nans nearbyint rint round roundeven sqrt trunc",
  );
  return names.flatMap((name) => suffixes.map((suffix) => `__builtin_${name}${suffix}`));
}

/** The typedefs of `<stdatomic.h>` (C11 7.17.6). */
export const atomicTypes = Object.entries({
  atomic_bool: "_Bool",
  atomic_char: "char",
  atomic_schar: "signed char",
  atomic_uchar: "unsigned char",
  atomic_short: "short",
  atomic_ushort: "unsigned short",
  atomic_int: "int",
  atomic_uint: "unsigned int",
  atomic_long: "long",
  atomic_ulong: "unsigned long",
  atomic_llong: "long long",
  atomic_ullong: "unsigned long long",
  atomic_char16_t: "__CHAR16_TYPE__",
  atomic_char32_t: "__CHAR32_TYPE__",
  atomic_wchar_t: "__WCHAR_TYPE__",
  atomic_int_least8_t: "__INT_LEAST8_TYPE__",
  atomic_uint_least8_t: "__UINT_LEAST8_TYPE__",
  atomic_int_least16_t: "__INT_LEAST16_TYPE__",
  atomic_uint_least16_t: "__UINT_LEAST16_TYPE__",
  atomic_int_least32_t: "__INT_LEAST32_TYPE__",
  atomic_uint_least32_t: "__UINT_LEAST32_TYPE__",
  atomic_int_least64_t: "__INT_LEAST64_TYPE__",
  atomic_uint_least64_t: "__UINT_LEAST64_TYPE__",
  atomic_int_fast8_t: "__INT_FAST8_TYPE__",
  atomic_uint_fast8_t: "__UINT_FAST8_TYPE__",
  atomic_int_fast16_t: "__INT_FAST16_TYPE__",
  atomic_uint_fast16_t: "__UINT_FAST16_TYPE__",
  atomic_int_fast32_t: "__INT_FAST32_TYPE__",
  atomic_uint_fast32_t: "__UINT_FAST32_TYPE__",
  atomic_int_fast64_t: "__INT_FAST64_TYPE__",
  atomic_uint_fast64_t: "__UINT_FAST64_TYPE__",
  atomic_intptr_t: "__INTPTR_TYPE__",
  atomic_uintptr_t: "__UINTPTR_TYPE__",
  atomic_size_t: "__SIZE_TYPE__",
  atomic_ptrdiff_t: "__PTRDIFF_TYPE__",
  atomic_intmax_t: "__INTMAX_TYPE__",
  atomic_uintmax_t: "__UINTMAX_TYPE__",
})
  .map(([name, type]) => `typedef _Atomic(${type}) ${name};`)
  .join("\n");

/** The compiler's own headers. */
export const gccHeaders: Record<string, string> = {
  "stddef.h": `
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __SIZE_TYPE__ size_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef struct {
  long long __max_align_ll __attribute__((__aligned__(__alignof__(long long))));
  long double __max_align_ld __attribute__((__aligned__(__alignof__(long double))));
#ifdef __i386__
  __float128 __max_align_f128 __attribute__((__aligned__(__alignof(__float128))));
#endif
} max_align_t;
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#define offsetof(TYPE, MEMBER) __builtin_offsetof (TYPE, MEMBER)`,

  "stdarg.h": `
typedef __builtin_va_list __gnuc_va_list;
typedef __gnuc_va_list va_list;
#define va_start(v,l) __builtin_va_start(v,l)
#define va_end(v) __builtin_va_end(v)
#define va_arg(v,l) __builtin_va_arg(v,l)
#define va_copy(d,s) __builtin_va_copy(d,s)
#define __va_copy(d,s) __builtin_va_copy(d,s)`,

  "stdbool.h": `
#define bool _Bool
#define true 1
#define false 0
#define __bool_true_false_are_defined 1`,

  "stdalign.h": `
#define alignas _Alignas
#define alignof _Alignof
#define __alignas_is_defined 1
#define __alignof_is_defined 1`,

  "float.h": `
#define FLT_RADIX __FLT_RADIX__
#define FLT_ROUNDS 1
#define FLT_EVAL_METHOD __FLT_EVAL_METHOD__
#define DECIMAL_DIG __DECIMAL_DIG__
${["FLT", "DBL", "LDBL"]
  .flatMap((type) =>
    [
      ...["MANT_DIG", "DIG", "MIN_EXP", "MIN_10_EXP", "MAX_EXP", "MAX_10_EXP", "MAX", "EPSILON", "MIN"],
      ...["DECIMAL_DIG"],
    ].map((what) => `#define ${type}_${what} __${type}_${what}__`),
  )
  .join("\n")}
#define FLT_TRUE_MIN __FLT_DENORM_MIN__
#define DBL_TRUE_MIN __DBL_DENORM_MIN__
#define LDBL_TRUE_MIN __LDBL_DENORM_MIN__
#define FLT_HAS_SUBNORM __FLT_HAS_DENORM__
#define DBL_HAS_SUBNORM __DBL_HAS_DENORM__
#define LDBL_HAS_SUBNORM __LDBL_HAS_DENORM__`,

  "stdatomic.h": `
typedef enum {
  memory_order_relaxed = __ATOMIC_RELAXED,
  memory_order_consume = __ATOMIC_CONSUME,
  memory_order_acquire = __ATOMIC_ACQUIRE,
  memory_order_release = __ATOMIC_RELEASE,
  memory_order_acq_rel = __ATOMIC_ACQ_REL,
  memory_order_seq_cst = __ATOMIC_SEQ_CST
} memory_order;
${atomicTypes}
typedef struct { _Bool __val; } atomic_flag;
#define ATOMIC_FLAG_INIT { 0 }
#define ATOMIC_VAR_INIT(VALUE) (VALUE)
#define kill_dependency(Y) (Y)
extern void atomic_thread_fence(memory_order);
extern void atomic_signal_fence(memory_order);
${["BOOL", "CHAR", "CHAR16_T", "CHAR32_T", "WCHAR_T", "SHORT", "INT", "LONG", "LLONG", "POINTER"]
  .map((type) => `#define ATOMIC_${type}_LOCK_FREE __GCC_ATOMIC_${type}_LOCK_FREE`)
  .join("\n")}
#define atomic_is_lock_free(OBJ) __atomic_is_lock_free (sizeof (*(OBJ)), (OBJ))
#define atomic_init(PTR, VAL) atomic_store_explicit (PTR, VAL, __ATOMIC_RELAXED)
#define atomic_store_explicit(PTR, VAL, MO) __extension__ ({ \\
  __auto_type __ptr = (PTR); __typeof__ ((void)0, *__ptr) __val = (VAL); __atomic_store (__ptr, &__val, (MO)); })
#define atomic_store(PTR, VAL) atomic_store_explicit (PTR, VAL, __ATOMIC_SEQ_CST)
#define atomic_load_explicit(PTR, MO) __extension__ ({ \\
  __auto_type __ptr = (PTR); __typeof__ ((void)0, *__ptr) __val; __atomic_load (__ptr, &__val, (MO)); __val; })
#define atomic_load(PTR) atomic_load_explicit (PTR, __ATOMIC_SEQ_CST)
#define atomic_exchange_explicit(PTR, VAL, MO) __extension__ ({ \\
  __auto_type __ptr = (PTR); __typeof__ ((void)0, *__ptr) __val = (VAL), __old; \\
  __atomic_exchange (__ptr, &__val, &__old, (MO)); __old; })
#define atomic_exchange(PTR, VAL) atomic_exchange_explicit (PTR, VAL, __ATOMIC_SEQ_CST)
${["strong", "weak"]
  .map(
    (kind) => `#define atomic_compare_exchange_${kind}_explicit(PTR, VAL, DES, SUC, FAIL) __extension__ ({ \\
  __auto_type __ptr = (PTR); __typeof__ ((void)0, *__ptr) __des = (DES); \\
  __atomic_compare_exchange (__ptr, (VAL), &__des, ${kind === "weak" ? 1 : 0}, (SUC), (FAIL)); })
#define atomic_compare_exchange_${kind}(PTR, VAL, DES) \\
  atomic_compare_exchange_${kind}_explicit (PTR, VAL, DES, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)`,
  )
  .join("\n")}
${["add", "sub", "or", "xor", "and"]
  .map(
    (op) => `#define atomic_fetch_${op}(PTR, VAL) __atomic_fetch_${op} ((PTR), (VAL), __ATOMIC_SEQ_CST)
#define atomic_fetch_${op}_explicit(PTR, VAL, MO) __atomic_fetch_${op} ((PTR), (VAL), (MO))`,
  )
  .join("\n")}
#define atomic_flag_test_and_set_explicit(PTR, MO) __atomic_test_and_set ((PTR), (MO))
#define atomic_flag_test_and_set(PTR) __atomic_test_and_set ((PTR), __ATOMIC_SEQ_CST)
#define atomic_flag_clear_explicit(PTR, MO) __atomic_clear ((PTR), (MO))
#define atomic_flag_clear(PTR) __atomic_clear ((PTR), __ATOMIC_SEQ_CST)`,
};
