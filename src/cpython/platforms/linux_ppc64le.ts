import { linux } from "./linux.ts";
import { ppc64le } from "./machines/ppc64le.ts";

export const linuxPpc64le = () =>
  linux({
    name: "linux_ppc64le",
    machine: ppc64le,
    triplet: "powerpc64le-linux-gnu",
    support: {
      tier: 2,
      since: null,
      sources: "Power 64-bit ELF V2 psABI; gcc 12.2, glibc 2.36 (Debian 12)",
    },
  });
