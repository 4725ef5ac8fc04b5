import { x8664 } from "./machines/x86_64.ts";
import { musllinux } from "./musllinux.ts";

export const musllinuxX8664 = () =>
  musllinux({
    name: "musllinux_x86_64",
    machine: x8664,
    triplet: "x86_64-linux-musl",
    psabi: "System V psABI for x86-64",
  });
