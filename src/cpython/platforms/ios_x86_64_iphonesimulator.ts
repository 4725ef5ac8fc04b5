import { ios } from "./ios.ts";
import { x8664 } from "./macosx_x86_64.ts";

const architecture = {
  ...x8664,
  predefined: `${x8664.predefined}
#undef __SSE4_1__
#define __OBJC_BOOL_IS_BOOL 1
`,
};

export const iosX8664Iphonesimulator = () =>
  ios({
    name: "ios_x86_64_iphonesimulator",
    tier: null,
    simulator: true,
    triplet: "x86_64-iphonesimulator",
    ...architecture,
  });
