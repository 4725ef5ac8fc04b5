import { linux } from "./linux.ts";
import { x8664 } from "./machines/x86_64.ts";

export const linuxX8664 = () =>
  linux({
    name: "linux_x86_64",
    machine: x8664,
    triplet: "x86_64-linux-gnu",
    support: {
      tier: 1,
      since: null,
      sources: "System V psABI for x86-64; gcc 12.2, glibc 2.36 (Debian 12)",
    },
    config: { PY_HAVE_PERF_TRAMPOLINE: "1" },
  });
