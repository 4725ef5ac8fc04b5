import { dataModels } from "../../c/data-model.ts";
import { android } from "./android.ts";
import { longDouble64 } from "./lines.ts";

export const androidArmeabiV7a = () =>
  android({
    name: "android_armeabi_v7a",
    psabi: "AAPCS32, with floating point arguments in integer registers",
    dataModel: dataModels["armv7-linux-gnueabihf"],
    model: "ILP32",
    longDouble: longDouble64,
    unsignedWchar: true,
    triplet: "arm-linux-androideabi",
    predefined: `
#undef __GCC_HAVE_DWARF2_CFI_ASM
#define __APCS_32__ 1
#define __ARMEL__ 1
#define __ARM_32BIT_STATE 1
#define __ARM_ACLE 200
#define __ARM_ARCH 7
#define __ARM_ARCH_7A__ 1
#define __ARM_ARCH_ISA_ARM 1
#define __ARM_ARCH_ISA_THUMB 2
#define __ARM_ARCH_PROFILE 'A'
#define __ARM_EABI__ 1
#define __ARM_FEATURE_CLZ 1
#define __ARM_FEATURE_DSP 1
#define __ARM_FEATURE_LDREX 0xf
#define __ARM_FEATURE_QBIT 1
#define __ARM_FEATURE_SAT 1
#define __ARM_FEATURE_SIMD32 1
#define __ARM_FEATURE_UNALIGNED 1
#define __ARM_FP 0xc
#define __ARM_FP16_ARGS 1
#define __ARM_FP16_FORMAT_IEEE 1
#define __ARM_NEON 1
#define __ARM_NEON_FP 0x4
#define __ARM_NEON__ 1
#define __ARM_PCS 1
#define __ARM_SIZEOF_MINIMAL_ENUM 4
#define __ARM_SIZEOF_WCHAR_T 4
#define __ARM_VFPV2__ 1
#define __ARM_VFPV3__ 1
#define __BIGGEST_ALIGNMENT__ 8
#define __CHAR_UNSIGNED__ 1
#define __SIZEOF_LONG_DOUBLE__ 8
#define __THUMB_INTERWORK__ 1
#define __VFP_FP__ 1
#define __arm 1
#define __arm__ 1`,
    config: { ALIGNOF_MAX_ALIGN_T: "8" },
  });
