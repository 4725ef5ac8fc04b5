import { dataModels } from "../../c/data-model.ts";
import { android } from "./android.ts";

export const androidArm64V8a = () =>
  android({
    name: "android_arm64_v8a",
    psabi: "AAPCS64",
    dataModel: dataModels["aarch64-linux-gnu"],
    unsignedWchar: true,
    triplet: "aarch64-linux-android",
    predefined: `
#undef __REGISTER_PREFIX__
#define __aarch64__ 1
#define __AARCH64EL__ 1
#define __AARCH64_CMODEL_SMALL__ 1
#define __ARM_64BIT_STATE 1
#define __ARM_ACLE 200
#define __ARM_ALIGN_MAX_STACK_PWR 4
#define __ARM_ARCH 8
#define __ARM_ARCH_ISA_A64 1
#define __ARM_ARCH_PROFILE 'A'
#define __ARM_FEATURE_CLZ 1
#define __ARM_FEATURE_DIRECTED_ROUNDING 1
#define __ARM_FEATURE_DIV 1
#define __ARM_FEATURE_FMA 1
#define __ARM_FEATURE_IDIV 1
#define __ARM_FEATURE_LDREX 0xF
#define __ARM_FEATURE_NUMERIC_MAXMIN 1
#define __ARM_FEATURE_UNALIGNED 1
#define __ARM_FP 0xE
#define __ARM_FP16_ARGS 1
#define __ARM_FP16_FORMAT_IEEE 1
#define __ARM_NEON 1
#define __ARM_NEON_FP 0xE
#define __ARM_PCS_AAPCS64 1
#define __ARM_SIZEOF_MINIMAL_ENUM 4
#define __ARM_SIZEOF_WCHAR_T 4
#define __CHAR_UNSIGNED__ 1`,
    config: { _Py_HAVE_FLOAT16: "1" },
  });
