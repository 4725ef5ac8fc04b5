import { armv7l } from "./machines/armv7l.ts";
import { musllinux } from "./musllinux.ts";

export const musllinuxArmv7l = () =>
  musllinux({
    name: "musllinux_armv7l",
    machine: armv7l,
    triplet: "arm-linux-musleabihf",
    psabi: "AAPCS32, hard-float",
  });
