import { dataModels } from "../../c/data-model.ts";
import { binary64 } from "./clang.ts";
import { floating, words } from "./lines.ts";
import { macosx } from "./macosx.ts";

/** macOS 11, the first on this architecture, and later. */
export const arm64 = {
  sources: 'Apple\'s "Writing ARM64 code"',
  dataModel: dataModels["arm64-apple-darwin"],
  predefined: `
#define __ENVIRONMENT_MAC_OS_X_VERSION_MIN_REQUIRED__ 110000
#define __aarch64__ 1
#define __arm64 1
#define __arm64__ 1
#define __AARCH64EL__ 1
#define __AARCH64_CMODEL_SMALL__ 1
#define __AARCH64_SIMD__ 1
#define __ARM64_ARCH_8__ 1
#define __ARM_64BIT_STATE 1
#define __ARM_ACLE 200
#define __ARM_ALIGN_MAX_STACK_PWR 4
#define __ARM_ARCH 8
#define __ARM_ARCH_ISA_A64 1
#define __ARM_ARCH_PROFILE 'A'
${words(`AES ATOMICS CLZ COMPLEX CRC32 CRYPTO DIRECTED_ROUNDING DIV DOTPROD FMA FP16_FML FP16_SCALAR_ARITHMETIC
FP16_VECTOR_ARITHMETIC FRINT IDIV JCVT NUMERIC_MAXMIN QRDMX SHA2 UNALIGNED`)
  .map((feature) => `#define __ARM_FEATURE_${feature} 1`)
  .join("\n")}
#define __ARM_FEATURE_LDREX 0xF
#define __ARM_FP 0xE
#define __ARM_FP16_ARGS 1
#define __ARM_FP16_FORMAT_IEEE 1
#define __ARM_NEON 1
#define __ARM_NEON_FP 0xE
#define __ARM_NEON__ 1
#define __ARM_PCS_AAPCS64 1
#define __ARM_SIZEOF_MINIMAL_ENUM 4
#define __ARM_SIZEOF_WCHAR_T 4
#define __BIGGEST_ALIGNMENT__ 8
#define __OBJC_BOOL_IS_BOOL 1
#define __SIZEOF_LONG_DOUBLE__ 8
${floating("LDBL", binary64("L"))}`,
  attributes: ["__clang_arm_builtin_alias"],
  // Without vector builtins.
  builtins: words("__builtin_sponentry __clear_cache"),
  headers: {},
};

export const macosxArm64 = () => macosx({ name: "macosx_arm64", ...arm64 });
