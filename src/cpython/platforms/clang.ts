/** What clang provides on every target, as of LLVM 14. */
import { atomicTypes, gccHeaders } from "./gcc.ts";
import { floating, ieee754, merged, words } from "./lines.ts";

/** A target's integer types. */
export interface ClangIntegers {
  /** LP64: `long` and pointers have 8 bytes; ILP32: 4. */
  model: "LP64" | "ILP32";
  /** The type of `size_t` and pointer-sized integers. */
  word: "int" | "long";
  /** The type of `int64_t`. */
  int64: "long" | "long long";
  int128: boolean;
  unsignedWchar: boolean;
  unsignedWint: boolean;
}

/**
 * The `#define` lines printed by `clang -std=gnu17 -dM -E`, and clang's implicit typedefs.
 * @param own what a target adds or replaces; `#undef` removes a definition
 */
export const predefined = (integers: ClangIntegers, own: string): string =>
  merged(`${shared}
${integerLines(integers)}
${own.trim()}
`);

const shared = `
#define __STDC__ 1
#define __STDC_VERSION__ 201710L
#define __STDC_HOSTED__ 1
#define __STDC_UTF_16__ 1
#define __STDC_UTF_32__ 1
#define __clang__ 1
#define __clang_major__ 14
#define __clang_minor__ 0
#define __clang_literal_encoding__ "UTF-8"
#define __clang_wide_literal_encoding__ "UTF-32"
#define __llvm__ 1
#define __GNUC__ 4
#define __GNUC_MINOR__ 2
#define __GNUC_PATCHLEVEL__ 1
#define __GNUC_STDC_INLINE__ 1
#define __GXX_ABI_VERSION 1002
#define __NO_INLINE__ 1
#define __NO_MATH_ERRNO__ 1
#define __FINITE_MATH_ONLY__ 0
#define __PRAGMA_REDEFINE_EXTNAME 1
#define __CONSTANT_CFSTRINGS__ 1
#define __PIC__ 2
#define __pic__ 2
#define __REGISTER_PREFIX__
#define __LITTLE_ENDIAN__ 1
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define __ORDER_PDP_ENDIAN__ 3412
#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
${words("RELAXED CONSUME ACQUIRE RELEASE ACQ_REL SEQ_CST")
  .map((order, value) => `#define __ATOMIC_${order} ${value}`)
  .join("\n")}
${words("BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER")
  .flatMap((type) => ["GCC", "CLANG"].map((compiler) => `#define __${compiler}_ATOMIC_${type}_LOCK_FREE 2`))
  .join("\n")}
#define __GCC_ATOMIC_TEST_AND_SET_TRUEVAL 1
#define __GCC_HAVE_DWARF2_CFI_ASM 1
${[1, 2, 4, 8].map((size) => `#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_${size} 1`).join("\n")}
${words("ALL_SVM_DEVICES:3 DEVICE:2 SUB_GROUP:4 WORK_GROUP:1 WORK_ITEM:0")
  .map((scope) => `#define __OPENCL_MEMORY_SCOPE_${scope.replace(":", " ")}`)
  .join("\n")}
#define __CHAR_BIT__ 8
#define __BITINT_MAXWIDTH__ 128
#define __BOOL_WIDTH__ 8
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_INT__ 4
#define __SIZEOF_FLOAT__ 4
#define __SIZEOF_WCHAR_T__ 4
#define __SIZEOF_WINT_T__ 4
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_DOUBLE__ 8
#define __CHAR16_TYPE__ unsigned short
#define __CHAR32_TYPE__ unsigned int
#define __FLT_RADIX__ 2
#define __FLT_EVAL_METHOD__ 0
#define __DECIMAL_DIG__ __LDBL_DECIMAL_DIG__
${floating("FLT", {
  ...ieee754.binary32,
  MAX: "3.40282347e+38F",
  MIN: "1.17549435e-38F",
  EPSILON: "1.19209290e-7F",
  DENORM_MIN: "1.40129846e-45F",
})}
${floating("DBL", binary64(""))}`.trim();

/** The properties of double, which is also long double on arm64; its constants have the type's suffix. */
export function binary64(suffix: "" | "L"): Record<string, string> {
  return {
    ...ieee754.binary64,
    MAX: `1.7976931348623157e+308${suffix}`,
    MIN: `2.2250738585072014e-308${suffix}`,
    EPSILON: `2.2204460492503131e-16${suffix}`,
    DENORM_MIN: `4.9406564584124654e-324${suffix}`,
  };
}

/** The integer types and their limits in clang's notation, without the `__…_FMT…__` strings for printf. */
function integerLines({
  model,
  word: wordName,
  int64: int64Name,
  int128,
  unsignedWchar,
  unsignedWint,
}: ClangIntegers): string {
  const lp64 = model === "LP64";
  const char = { type: "signed char", unsigned: "unsigned char", suffix: "", width: 8 };
  const short = { type: "short", unsigned: "unsigned short", suffix: "", width: 16 };
  const int = { type: "int", unsigned: "unsigned int", suffix: "", width: 32 };
  const long = { type: "long int", unsigned: "long unsigned int", suffix: "L", width: lp64 ? 64 : 32 };
  const longLong = { type: "long long int", unsigned: "long long unsigned int", suffix: "LL", width: 64 };
  const word = wordName === "long" ? long : int;
  const int64 = int64Name === "long" ? long : longLong;
  const largest = lp64 ? long : longLong;
  type Integer = typeof int;
  const max = ({ width, suffix }: Integer) => `${2n ** BigInt(width - 1) - 1n}${suffix}`;
  const unsignedSuffix = ({ width, suffix }: Integer) => (width < 32 ? "" : `U${suffix}`);
  const unsignedMax = (integer: Integer) => `${2n ** BigInt(integer.width) - 1n}${unsignedSuffix(integer)}`;
  const lines: string[] = [];
  const define = (name: string, value: string | number) => lines.push(`#define ${name} ${value}`.trimEnd());

  if (lp64) lines.push("#define _LP64 1", "#define __LP64__ 1");
  else lines.push("#define _ILP32 1", "#define __ILP32__ 1");
  if (int128) {
    define("__SIZEOF_INT128__", 16);
    lines.push("typedef __int128 __int128_t;", "typedef unsigned __int128 __uint128_t;");
  }
  define("__POINTER_WIDTH__", word.width);
  for (const type of ["POINTER", "SIZE_T", "PTRDIFF_T"]) define(`__SIZEOF_${type}__`, word.width / 8);
  define("__SIZEOF_LONG__", long.width / 8);
  for (const [name, integer] of Object.entries({
    SCHAR: char,
    SHRT: short,
    INT: int,
    LONG: long,
    LONG_LONG: longLong,
  })) {
    define(`__${name}_MAX__`, max(integer));
  }
  for (const [name, { width }] of Object.entries({ SHRT: short, INT: int, LONG: long, LLONG: longLong })) {
    define(`__${name}_WIDTH__`, width);
  }
  for (const [name, integer] of Object.entries({
    INT8: char,
    INT16: short,
    INT32: int,
    INT64: int64,
    INTMAX: largest,
  })) {
    define(`__${name}_TYPE__`, integer.type);
    define(`__U${name}_TYPE__`, integer.unsigned);
    define(`__${name}_MAX__`, max(integer));
    define(`__U${name}_MAX__`, unsignedMax(integer));
    define(`__${name}_C_SUFFIX__`, integer.suffix);
    define(`__U${name}_C_SUFFIX__`, unsignedSuffix(integer));
  }
  const widths = { 8: char, 16: short, 32: int, 64: int64 };
  for (const kind of ["LEAST", "FAST"]) {
    for (const [width, integer] of Object.entries(widths)) {
      define(`__INT_${kind}${width}_TYPE__`, integer.type);
      define(`__UINT_${kind}${width}_TYPE__`, integer.unsigned);
      define(`__INT_${kind}${width}_MAX__`, max(integer));
      define(`__UINT_${kind}${width}_MAX__`, unsignedMax(integer));
      define(`__INT_${kind}${width}_WIDTH__`, integer.width);
    }
  }
  for (const name of ["INTPTR", "PTRDIFF"]) {
    define(`__${name}_TYPE__`, word.type);
    define(`__${name}_MAX__`, max(word));
    define(`__${name}_WIDTH__`, word.width);
  }
  for (const name of ["UINTPTR", "SIZE"]) {
    define(`__${name}_TYPE__`, word.unsigned);
    define(`__${name}_MAX__`, unsignedMax(word));
    define(`__${name}_WIDTH__`, word.width);
  }
  for (const [name, unsigned] of Object.entries({ WCHAR: unsignedWchar, WINT: unsignedWint })) {
    define(`__${name}_TYPE__`, unsigned ? int.unsigned : int.type);
    define(`__${name}_MAX__`, unsigned ? unsignedMax(int) : max(int));
    define(`__${name}_WIDTH__`, int.width);
    if (unsigned) define(`__${name}_UNSIGNED__`, 1);
  }
  define("__SIG_ATOMIC_MAX__", max(int));
  define("__SIG_ATOMIC_WIDTH__", int.width);
  define("__INTMAX_WIDTH__", largest.width);
  define("__UINTMAX_WIDTH__", largest.width);
  return lines.join("\n");
}

/** Where `__has_attribute` is true on both architectures, without CUDA's. */
export const attributes = words(`
  aarch64_vector_pcs abi_tag acquire_capability acquire_handle acquire_shared_capability acquired_after
  acquired_before address_space alias align_value aligned alloc_align alloc_size always_destroy always_inline
  amdgpu_flat_work_group_size amdgpu_num_sgpr amdgpu_num_vgpr amdgpu_waves_per_eu analyzer_noreturn annotate
  argument_with_type_tag arm_sve_vector_bits artificial assert_capability assert_exclusive_lock
  assert_shared_capability assert_shared_lock assume assume_aligned availability blocks bounded btf_decl_tag
  btf_type_tag callable_when callback called_once capability carries_dependency cdecl cf_audited_transfer
  cf_consumed cf_returns_not_retained cf_returns_retained cf_unknown_transfer cfi_canonical_jump_table
  clang_builtin_alias cleanup cold common const constant constructor consumable consumable_auto_cast_state
  consumable_set_state_on_read convergent cpu_dispatch cpu_specific cudart_builtin deprecated destructor device
  device_builtin device_builtin_surface_type device_builtin_texture_type diagnose_as_builtin diagnose_if
  disable_sanitizer_instrumentation disable_tail_calls enable_if enforce_tcb enforce_tcb_leaf enum_extensibility
  error exclude_from_explicit_instantiation exclusive_lock_function exclusive_locks_required
  exclusive_trylock_function ext_vector_type external_source_symbol fallthrough fastcall flag_enum flatten format
  format_arg global gnu_inline guarded_by guarded_var host hot ibaction iboutlet iboutletcollection init_priority
  intel_ocl_bicc intel_reqd_sub_group_size internal_linkage kernel launch_bounds leaf lifetimebound
  loader_uninitialized lock_returned lockable locks_excluded lto_visibility_public malloc managed matrix_type
  may_alias mig_server_routine min_vector_width minsize mode ms_abi ms_struct musttail naked neon_polyvector_type
  neon_vector_type no_address_safety_analysis no_builtin no_destroy no_instrument_function
  no_profile_instrument_function no_sanitize no_sanitize_address no_sanitize_memory no_sanitize_thread
  no_speculative_load_hardening no_split_stack no_stack_protector no_thread_safety_analysis nocommon nodebug noderef
  noduplicate noescape noinline nomerge nonnull noreturn nosvm not_tail_called nothrow ns_consumed ns_consumes_self
  ns_error_domain ns_returns_autoreleased ns_returns_not_retained ns_returns_retained nv_weak
  objc_arc_weak_reference_unavailable objc_boxable objc_bridge objc_bridge_mutable objc_bridge_related
  objc_class_stub objc_designated_initializer objc_direct objc_direct_members objc_exception
  objc_externally_retained objc_gc objc_independent_class objc_method_family objc_non_runtime_protocol
  objc_nonlazy_class objc_ownership objc_precise_lifetime objc_protocol_requires_explicit_implementation
  objc_requires_property_definitions objc_requires_super objc_returns_inner_pointer objc_root_class
  objc_runtime_name objc_runtime_visible objc_subclassing_restricted opencl_constant opencl_generic opencl_global
  opencl_global_device opencl_global_host opencl_local opencl_private opencl_unroll_hint optnone os_consumed
  os_consumes_this os_returns_not_retained os_returns_retained os_returns_retained_on_non_zero
  os_returns_retained_on_zero overloadable ownership_holds ownership_returns ownership_takes packed param_typestate
  pascal pass_dynamic_object_size pass_object_size patchable_function_entry pcs pointer_with_type_tag preferred_name
  preserve_all preserve_most pt_guarded_by pt_guarded_var pure regcall regparm reinitializes release_capability
  release_generic_capability release_handle release_shared_capability reqd_work_group_size
  require_constant_initialization requires_capability requires_shared_capability retain return_typestate
  returns_nonnull returns_twice scoped_lockable section selectany sentinel set_typestate shared shared_capability
  shared_lock_function shared_locks_required shared_trylock_function speculative_load_hardening standalone_debug
  stdcall swift_async swift_async_context swift_async_error swift_async_name swift_attr swift_bridge
  swift_bridged_typedef swift_context swift_error swift_error_result swift_indirect_result swift_name swift_newtype
  swift_objc_members swift_private swift_wrapper swiftasynccall swiftcall sycl_kernel sycl_special_class sysv_abi
  target target_clones test_typestate thiscall tls_model transparent_union trivial_abi try_acquire_capability
  try_acquire_shared_capability type_tag_for_datatype type_visibility unavailable uninitialized unlock_function
  unused use_handle used using_if_exists vec_type_hint vecreturn vector_size vectorcall visibility warn_unused
  warn_unused_result warning weak weak_import weakref work_group_size_hint xray_always_instrument xray_log_args
  xray_never_instrument`);

/** Where `__has_feature` is true. */
export const features = words(`
  arc_cf_code_audited assume_nonnull attribute_analyzer_noreturn attribute_availability
  attribute_availability_app_extension attribute_availability_in_templates attribute_availability_swift
  attribute_availability_tvos attribute_availability_watchos attribute_availability_with_message
  attribute_availability_with_replacement attribute_availability_with_strict
  attribute_availability_with_version_underscores attribute_cf_consumed attribute_cf_returns_not_retained
  attribute_cf_returns_on_parameters attribute_cf_returns_retained attribute_deprecated_with_message
  attribute_deprecated_with_replacement attribute_diagnose_if_objc attribute_ext_vector_type attribute_ns_consumed
  attribute_ns_consumes_self attribute_ns_returns_not_retained attribute_ns_returns_retained
  attribute_objc_ivar_unused attribute_objc_method_family attribute_overloadable attribute_unavailable_with_message
  attribute_unused_on_fields blocks c_alignas c_alignof c_atomic c_generic_selections c_static_assert c_thread_local
  c_thread_safety_attributes enumerator_attributes nullability nullability_nullable_result nullability_on_arrays
  objc_arc_fields objc_bool objc_bridge_id objc_bridge_id_on_typedefs objc_c_static_assert objc_nonfragile_abi
  objc_property_explicit_atomic objc_protocol_qualifier_mangling objc_subscripting objc_weak_class ownership_holds
  ownership_returns ownership_takes swiftasynccc tls`);

/** Where `__has_extension` is true, besides the features. */
export const extensions = words(`
  cxx_binary_literals cxx_fixed_enum gnu_asm gnu_asm_goto_with_outputs matrix_types_scalar_division
  overloadable_unmarked pragma_clang_attribute_external_declaration pragma_clang_attribute_namespaces
  statement_attributes_with_gnu_syntax`);

/** Where `__has_builtin` is true on both architectures, without library functions not prefixed `__builtin_`. */
export const builtins = [
  ...words(`
  __arithmetic_fence __atomic_add_fetch __atomic_always_lock_free __atomic_and_fetch __atomic_clear
  __atomic_compare_exchange __atomic_compare_exchange_n __atomic_exchange __atomic_exchange_n __atomic_fetch_add
  __atomic_fetch_and __atomic_fetch_max __atomic_fetch_min __atomic_fetch_nand __atomic_fetch_or __atomic_fetch_sub
  __atomic_fetch_xor __atomic_is_lock_free __atomic_load __atomic_load_n __atomic_max_fetch __atomic_min_fetch
  __atomic_nand_fetch __atomic_or_fetch __atomic_signal_fence __atomic_store __atomic_store_n __atomic_sub_fetch
  __atomic_test_and_set __atomic_thread_fence __atomic_xor_fetch __c11_atomic_compare_exchange_strong
  __c11_atomic_compare_exchange_weak __c11_atomic_exchange __c11_atomic_fetch_add __c11_atomic_fetch_and
  __c11_atomic_fetch_max __c11_atomic_fetch_min __c11_atomic_fetch_nand __c11_atomic_fetch_or __c11_atomic_fetch_sub
  __c11_atomic_fetch_xor __c11_atomic_init __c11_atomic_is_lock_free __c11_atomic_load __c11_atomic_signal_fence
  __c11_atomic_store __c11_atomic_thread_fence __cospi __cospif __exp10 __exp10f __finite __finitef __finitel
  __sinpi __sinpif __sync_fetch_and_max __sync_fetch_and_min __sync_fetch_and_umax __sync_fetch_and_umin
  __sync_synchronize __tanpi __tanpif`),
  ...words(`
  __sync_add_and_fetch __sync_and_and_fetch __sync_bool_compare_and_swap __sync_fetch_and_add __sync_fetch_and_and
  __sync_fetch_and_nand __sync_fetch_and_or __sync_fetch_and_sub __sync_fetch_and_xor __sync_lock_release
  __sync_lock_test_and_set __sync_nand_and_fetch __sync_or_and_fetch __sync_sub_and_fetch __sync_swap
  __sync_val_compare_and_swap __sync_xor_and_fetch`).flatMap((name) => [
    name,
    ...["1", "2", "4", "8", "16"].map((size) => `${name}_${size}`),
  ]),
  ...[
    ...words(`
  COLUMN FILE FUNCTION LINE __clear_cache __get_unsafe_stack_bottom __get_unsafe_stack_ptr __get_unsafe_stack_start
  __get_unsafe_stack_top abort abs add_overflow addcb addcs addressof align_down align_up alloca
  alloca_uninitialized alloca_with_align alloca_with_align_uninitialized annotation assume assume_aligned available
  bcmp bcopy bit_cast bitreverse16 bitreverse32 bitreverse64 bitreverse8 bswap16 bswap32 bswap64 bzero
  call_with_static_chain calloc char_memchr choose_expr classify_type clzs complex constant_p convertvector ctzs
  debugtrap dump_struct dwarf_cfa dwarf_sp_column dynamic_object_size eh_return eh_return_data_regno elementwise_abs
  elementwise_ceil elementwise_floor elementwise_max elementwise_min elementwise_roundeven elementwise_trunc expect
  expect_with_probability extend_pointer extract_return_addr flt_rounds fpclassify fprintf frame_address free
  frob_return_addr function_start index init_dwarf_reg_size_table is_aligned isfinite isgreater isgreaterequal isinf
  isinf_sign isless islessequal islessgreater isnan isnormal isunordered labs launder llabs longjmp malloc
  matrix_column_major_load matrix_column_major_store matrix_transpose memchr memcmp memcpy memcpy_inline memmove
  mempcpy memset mul_overflow nontemporal_load nontemporal_store object_size offsetof operator_delete operator_new
  prefetch preserve_access_index printf readcyclecounter realloc reduce_and reduce_max reduce_min reduce_or
  reduce_xor return_address rindex rotateleft16 rotateleft32 rotateleft64 rotateleft8 rotateright16 rotateright32
  rotateright64 rotateright8 sadd_overflow saddl_overflow saddll_overflow setjmp shufflevector smul_overflow
  smull_overflow smulll_overflow snprintf sprintf ssub_overflow ssubl_overflow ssubll_overflow stdarg_start stpcpy
  stpncpy strcasecmp strcat strchr strcmp strcpy strcspn strdup strlen strncasecmp strncat strncmp strncpy strndup
  strpbrk strrchr strspn strstr sub_overflow subcb subcs thread_pointer trap types_compatible_p uadd_overflow
  uaddl_overflow uaddll_overflow umul_overflow umull_overflow umulll_overflow unpredictable unreachable unwind_init
  usub_overflow usubl_overflow usubll_overflow va_arg va_copy va_end va_start vsnprintf vsprintf wcschr wcscmp
  wcslen wcsncmp wmemchr wmemcmp wmemcpy wmemmove`),
    ...words(`
  fprintf memccpy memcpy memmove mempcpy memset printf snprintf sprintf stpcpy stpncpy strcat strcpy strncat strncpy
  vfprintf vprintf vsnprintf vsprintf`).map((name) => `__${name}_chk`),
    ...words("addc clrsb clz ctz ffs parity popcount subc").flatMap((name) => [name, `${name}l`, `${name}ll`]),
    ...words(`
  acos acosh asin asinh atan atan2 atanh cabs cacos cacosh canonicalize carg casin casinh catan catanh cbrt ccos
  ccosh ceil cexp cimag clog conj copysign cos cosh cpow cproj creal csin csinh csqrt ctan ctanh erf erfc exp exp2
  expm1 fabs fdim floor fma fmax fmin fmod frexp huge_val hypot ilogb inf ldexp lgamma llrint llround log log10
  log1p log2 logb lrint lround modf nan nans nearbyint nextafter nexttoward pow powi remainder remquo rint round
  scalbln scalbn signbit sin sinh sqrt tan tanh tgamma trunc`).flatMap((name) => [name, `${name}f`, `${name}l`]),
    ...words(`
  canonicalize ceil copysign cos exp exp2 fabs floor fma fmax fmin fmod log log10 log2 pow rint round sin sqrt trunc`).map(
      (name) => `${name}f16`,
    ),
    ...words(`
  acos acosh asin asinh atan atan2 atanh cbrt ceil copysign cos cosh erf erfc exp exp2 expm1 fabs fdim floor fma
  fmax fmin fmod frexp huge_val hypot ilogb inf ldexp lgamma llrint llround log log10 log1p log2 logb lrint lround
  modf nan nans nearbyint nextafter nexttoward pow remainder remquo rint round scalbln scalbn sin sinh sqrt tan tanh
  tgamma trunc`).map((name) => `${name}f128`),
  ].map((name) => `__builtin_${name}`),
];

/** The compiler's own headers. */
export const clangHeaders: Record<string, string> = {
  "stddef.h": `
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __SIZE_TYPE__ size_t;
typedef __SIZE_TYPE__ rsize_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef long double max_align_t;
#ifdef __cplusplus
#define NULL 0
#else
#define NULL ((void *)0)
#endif
#define offsetof(t, d) __builtin_offsetof(t, d)`,

  "stdarg.h": `
typedef __builtin_va_list va_list;
typedef __builtin_va_list __gnuc_va_list;
#define va_start(ap, param) __builtin_va_start(ap, param)
#define va_end(ap) __builtin_va_end(ap)
#define va_arg(ap, type) __builtin_va_arg(ap, type)
#define va_copy(dest, src) __builtin_va_copy(dest, src)
#define __va_copy(d, s) __builtin_va_copy(d, s)`,

  "stdbool.h": gccHeaders["stdbool.h"] as string,
  "stdalign.h": gccHeaders["stdalign.h"] as string,
  "float.h": gccHeaders["float.h"] as string,

  "stdatomic.h": `
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
typedef enum memory_order {
  memory_order_relaxed = __ATOMIC_RELAXED,
  memory_order_consume = __ATOMIC_CONSUME,
  memory_order_acquire = __ATOMIC_ACQUIRE,
  memory_order_release = __ATOMIC_RELEASE,
  memory_order_acq_rel = __ATOMIC_ACQ_REL,
  memory_order_seq_cst = __ATOMIC_SEQ_CST
} memory_order;
${atomicTypes}
typedef struct atomic_flag { atomic_bool _Value; } atomic_flag;
#define ATOMIC_FLAG_INIT { 0 }
#define ATOMIC_VAR_INIT(value) (value)
#define kill_dependency(y) (y)
void atomic_thread_fence(memory_order);
void atomic_signal_fence(memory_order);
#define atomic_thread_fence(order) __c11_atomic_thread_fence(order)
#define atomic_signal_fence(order) __c11_atomic_signal_fence(order)
${words("BOOL CHAR CHAR16_T CHAR32_T WCHAR_T SHORT INT LONG LLONG POINTER")
  .map((type) => `#define ATOMIC_${type}_LOCK_FREE __CLANG_ATOMIC_${type}_LOCK_FREE`)
  .join("\n")}
#define atomic_init __c11_atomic_init
#define atomic_is_lock_free(obj) __c11_atomic_is_lock_free(sizeof(*(obj)))
#define atomic_store(object, desired) __c11_atomic_store(object, desired, __ATOMIC_SEQ_CST)
#define atomic_store_explicit __c11_atomic_store
#define atomic_load(object) __c11_atomic_load(object, __ATOMIC_SEQ_CST)
#define atomic_load_explicit __c11_atomic_load
#define atomic_exchange(object, desired) __c11_atomic_exchange(object, desired, __ATOMIC_SEQ_CST)
#define atomic_exchange_explicit __c11_atomic_exchange
${["strong", "weak"]
  .map(
    (kind) => `#define atomic_compare_exchange_${kind}(object, expected, desired) \\
  __c11_atomic_compare_exchange_${kind}(object, expected, desired, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
#define atomic_compare_exchange_${kind}_explicit __c11_atomic_compare_exchange_${kind}`,
  )
  .join("\n")}
${["add", "sub", "or", "xor", "and"]
  .map(
    (op) => `#define atomic_fetch_${op}(object, operand) __c11_atomic_fetch_${op}(object, operand, __ATOMIC_SEQ_CST)
#define atomic_fetch_${op}_explicit __c11_atomic_fetch_${op}`,
  )
  .join("\n")}
#define atomic_flag_test_and_set(object) __c11_atomic_exchange(&(object)->_Value, 1, __ATOMIC_SEQ_CST)
#define atomic_flag_test_and_set_explicit(object, order) __c11_atomic_exchange(&(object)->_Value, 1, order)
#define atomic_flag_clear(object) __c11_atomic_store(&(object)->_Value, 0, __ATOMIC_SEQ_CST)
#define atomic_flag_clear_explicit(object, order) __c11_atomic_store(&(object)->_Value, 0, order)`,
};
