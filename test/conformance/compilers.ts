/** The gcc of each platform that Debian has one for. */
import { spawnSync } from "node:child_process";
import type { Platform } from "../../src/cpython/target.ts";

export const gccs = {
  linux_x86_64: "gcc",
  linux_i686: "i686-linux-gnu-gcc",
  linux_aarch64: "aarch64-linux-gnu-gcc",
  linux_armv7l: "arm-linux-gnueabihf-gcc",
  linux_ppc64le: "powerpc64le-linux-gnu-gcc",
  linux_s390x: "s390x-linux-gnu-gcc",
  linux_riscv64: "riscv64-linux-gnu-gcc",
} as const satisfies Partial<Record<Platform, string>>;

export type LinuxPlatform = keyof typeof gccs;

/** The machine's own headers, after the compiler's: ncurses and crypt, which Debian's cross compilers have none of. */
export const sharedHeaders = ["-idirafter", "/usr/include"];

/** Why a platform's gcc, version 12, cannot be asked; null where it can. */
export function whyNot(platform: LinuxPlatform): string | null {
  const gcc = gccs[platform];
  const says = (option: string) => spawnSync(gcc, [option], { encoding: "utf8" }).stdout?.trim() ?? "";
  const machine = platform === "linux_x86_64" ? "x86_64-linux-gnu" : gcc.replace(/-gcc$/, "");
  if (says("-dumpmachine") !== machine) return `${gcc} for ${machine} is not installed`;
  return says("-dumpversion") === "12" ? null : `${gcc} is not version 12`;
}
