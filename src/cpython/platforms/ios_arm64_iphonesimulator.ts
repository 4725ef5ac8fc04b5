import { ios } from "./ios.ts";
import { arm64 } from "./macosx_arm64.ts";

const architecture = arm64;

export const iosArm64Iphonesimulator = () =>
  ios({
    name: "ios_arm64_iphonesimulator",
    tier: 3,
    simulator: true,
    triplet: "arm64-iphonesimulator",
    ...architecture,
  });
