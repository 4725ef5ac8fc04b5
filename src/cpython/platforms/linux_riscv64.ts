import { linux } from "./linux.ts";
import { riscv64 } from "./machines/riscv64.ts";

export const linuxRiscv64 = () =>
  linux({
    name: "linux_riscv64",
    machine: riscv64,
    triplet: "riscv64-linux-gnu",
    support: {
      tier: null,
      since: null,
      sources: "RISC-V psABI, lp64d; gcc 12.2, glibc 2.36 (Debian 12)",
    },
  });
