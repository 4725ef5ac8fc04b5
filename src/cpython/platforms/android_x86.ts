import { dataModels } from "../../c/data-model.ts";
import { android } from "./android.ts";
import { longDouble64 } from "./lines.ts";
import { x86 } from "./machines/x86.ts";

/** long double is IEEE 754's binary64, unlike the x87's elsewhere on i386. */
export const androidX86 = () =>
  android({
    name: "android_x86",
    psabi: "System V psABI for i386, with long double of 64 bits",
    dataModel: dataModels["i686-linux-android"],
    model: "ILP32",
    longDouble: longDouble64,
    unsignedWchar: false,
    headers: x86.headers,
    triplet: "i686-linux-android",
    predefined: `
#define __BIGGEST_ALIGNMENT__ 4
#define __CLANG_ATOMIC_LLONG_LOCK_FREE 1
#define __FLOAT128__ 1
#define __GCC_ASM_FLAG_OUTPUTS__ 1
#define __GCC_ATOMIC_LLONG_LOCK_FREE 1
#define __LAHF_SAHF__ 1
#define __MMX__ 1
#define __NO_MATH_INLINES 1
#define __SEG_FS 1
#define __SEG_GS 1
#define __SIZEOF_FLOAT128__ 16
#define __SIZEOF_LONG_DOUBLE__ 8
#define __SSE2_MATH__ 1
#define __SSE2__ 1
#define __SSE3__ 1
#define __SSE_MATH__ 1
#define __SSE__ 1
#define __SSSE3__ 1
#define __code_model_small__ 1
#define __i386 1
#define __i386__ 1
#define __i686 1
#define __i686__ 1
#define __pentiumpro 1
#define __pentiumpro__ 1
#define __seg_fs __attribute__((address_space(257)))
#define __seg_gs __attribute__((address_space(256)))
#define __tune_i686__ 1
#define __tune_pentiumpro__ 1
#define i386 1`,
    config: { ALIGNOF_MAX_ALIGN_T: "8" },
  });
