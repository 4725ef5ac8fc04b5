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
      sources: "LoongArch psABI, lp64d; gcc 14.2, glibc 2.41 (Debian 13), as far as gcc 12 has the same",
    },
  });
