/** Platforms by the names that wheels have for them, without versions (PEP 425, 513, 600, 656, 730, 738, 783). */
export const platforms = [
  "linux_x86_64",
  "linux_i686",
  "linux_aarch64",
  "linux_armv7l",
  "linux_ppc64le",
  "linux_s390x",
  "linux_riscv64",
  "linux_loongarch64",
  "musllinux_x86_64",
  "musllinux_i686",
  "musllinux_aarch64",
  "musllinux_armv7l",
  "musllinux_ppc64le",
  "musllinux_s390x",
  "musllinux_riscv64",
  "macosx_x86_64",
  "macosx_arm64",
  "win32",
  "win_amd64",
  "win_arm64",
] as const;
export type Platform = (typeof platforms)[number];
