import { i686 } from "./machines/i686.ts";
import { musllinux } from "./musllinux.ts";

export const musllinuxI686 = () =>
  musllinux({
    name: "musllinux_i686",
    machine: i686,
    triplet: "i386-linux-musl",
    config: { ALIGNOF_MAX_ALIGN_T: "8" },
    psabi: "System V psABI for i386",
  });
