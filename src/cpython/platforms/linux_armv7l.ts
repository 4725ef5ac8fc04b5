import { linux } from "./linux.ts";
import { armv7l } from "./machines/armv7l.ts";

export const linuxArmv7l = () =>
  linux({
    name: "linux_armv7l",
    machine: armv7l,
    triplet: "arm-linux-gnueabihf",
    support: {
      tier: 3,
      since: null,
      sources: "AAPCS32, hard-float; gcc 12.2, glibc 2.36 (Debian 12); time_t of 32 bits, of 64 with --define time64",
    },
  });
