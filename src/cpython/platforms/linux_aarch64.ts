import { linux } from "./linux.ts";
import { aarch64 } from "./machines/aarch64.ts";

export const linuxAarch64 = () =>
  linux({
    name: "linux_aarch64",
    machine: aarch64,
    triplet: "aarch64-linux-gnu",
    support: {
      tier: 2,
      since: null,
      sources: "AAPCS64; gcc 12.2, glibc 2.36 (Debian 12)",
    },
    config: { PY_HAVE_PERF_TRAMPOLINE: "1" },
  });
