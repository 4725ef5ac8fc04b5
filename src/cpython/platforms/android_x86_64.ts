import { dataModels } from "../../c/data-model.ts";
import { android } from "./android.ts";
import { x86 } from "./machines/x86.ts";

/** long double is IEEE 754's binary128, unlike the x87's elsewhere on x86-64. */
export const androidX8664 = () =>
  android({
    name: "android_x86_64",
    psabi: "System V psABI for x86-64, with long double of 128 bits",
    dataModel: dataModels["x86_64-linux-gnu"],
    unsignedWchar: false,
    headers: x86.headers,
    triplet: "x86_64-linux-android",
    predefined: `
#define __x86_64 1
#define __x86_64__ 1
#define __amd64 1
#define __amd64__ 1
#define __k8 1
#define __k8__ 1
#define __tune_k8__ 1
#define __code_model_small__ 1
#define __CRC32__ 1
#define __FLOAT128__ 1
#define __FXSR__ 1
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16 1
#define __MMX__ 1
#define __NO_MATH_INLINES 1
#define __POPCNT__ 1
#define __SEG_FS 1
#define __SEG_GS 1
#define __SIZEOF_FLOAT128__ 16
#define __SSE__ 1
#define __SSE_MATH__ 1
#define __SSE2__ 1
#define __SSE2_MATH__ 1
#define __SSE3__ 1
#define __SSE4_1__ 1
#define __SSE4_2__ 1
#define __SSSE3__ 1
#define __seg_fs __attribute__((address_space(257)))
#define __seg_gs __attribute__((address_space(256)))`,
    config: { HAVE_GCC_ASM_FOR_X64: "1", VA_LIST_IS_ARRAY: "1" },
  });
