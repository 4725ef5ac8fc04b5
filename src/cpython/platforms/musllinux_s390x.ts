import { s390x } from "./machines/s390x.ts";
import { musllinux } from "./musllinux.ts";

export const musllinuxS390x = () =>
  musllinux({
    name: "musllinux_s390x",
    machine: s390x,
    triplet: "s390x-linux-musl",
    psabi: "s390x psABI",
  });
