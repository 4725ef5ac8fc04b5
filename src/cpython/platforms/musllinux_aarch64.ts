import { aarch64 } from "./machines/aarch64.ts";
import { musllinux } from "./musllinux.ts";

export const musllinuxAarch64 = () =>
  musllinux({
    name: "musllinux_aarch64",
    machine: aarch64,
    triplet: "aarch64-linux-musl",
    psabi: "AAPCS64",
  });
