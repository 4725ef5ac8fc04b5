import { linux } from "./linux.ts";
import { loongarch64 } from "./machines/loongarch64.ts";

export const linuxLoongarch64 = () =>
  linux({
    name: "linux_loongarch64",
    machine: loongarch64,
    triplet: "loongarch64-linux-gnu",
    support: {
      tier: null,
      since: 12,
      sources: "LoongArch psABI, lp64d; clang 16 for types; what glibc 2.36 shares on 64 bits",
    },
  });
