/** Platforms, named as in wheel tags without versions (PEP 425, 513, 600, 656, 730, 738, 783). */
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
  "emscripten_wasm32",
  "wasi_wasm32",
  "android_arm64_v8a",
  "android_x86_64",
  "android_armeabi_v7a",
  "android_x86",
  "ios_arm64_iphoneos",
  "ios_arm64_iphonesimulator",
  "ios_x86_64_iphonesimulator",
  "win32",
  "win_amd64",
  "win_arm64",
] as const;
export type Platform = (typeof platforms)[number];

/** Whether its processor stores the most significant byte first, and so counts bits from the most significant one. */
export const isBigEndian = (platform: Platform): boolean => platform.endsWith("_s390x");
