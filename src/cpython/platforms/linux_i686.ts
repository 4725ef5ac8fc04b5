import { linux } from "./linux.ts";
import { i686 } from "./machines/i686.ts";

export const linuxI686 = () =>
  linux({
    name: "linux_i686",
    machine: i686,
    triplet: "i386-linux-gnu",
    support: {
      tier: null,
      since: null,
      sources:
        "System V psABI for i386; gcc 12.2, glibc 2.36 (Debian 12); time_t of 32 bits, of 64 with --define time64",
    },
  });
