import { ios } from "./ios.ts";
import { words } from "./lines.ts";
import { arm64 } from "./macosx_arm64.ts";

const architecture = {
  ...arm64,
  // The first processors supported by iOS 13.
  predefined: `${arm64.predefined}
${words(`ATOMICS COMPLEX CRC32 DOTPROD FP16_FML FP16_SCALAR_ARITHMETIC FP16_VECTOR_ARITHMETIC FRINT JCVT QRDMX`)
  .map((feature) => `#undef __ARM_FEATURE_${feature}`)
  .join("\n")}
`,
};

export const iosArm64Iphoneos = () =>
  ios({
    name: "ios_arm64_iphoneos",
    tier: 3,
    simulator: false,
    triplet: "arm64-iphoneos",
    ...architecture,
  });
