import { riscv64 } from "./machines/riscv64.ts";
import { musllinux } from "./musllinux.ts";

export const musllinuxRiscv64 = () =>
  musllinux({
    name: "musllinux_riscv64",
    machine: riscv64,
    triplet: "riscv64-linux-musl",
    psabi: "RISC-V psABI, lp64d",
  });
