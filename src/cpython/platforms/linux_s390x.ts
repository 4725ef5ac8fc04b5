import { linux } from "./linux.ts";
import { s390x } from "./machines/s390x.ts";

export const linuxS390x = () =>
  linux({
    name: "linux_s390x",
    machine: s390x,
    triplet: "s390x-linux-gnu",
    support: {
      tier: 3,
      since: null,
      sources: "s390x psABI; gcc 12.2, glibc 2.36 (Debian 12)",
    },
  });
