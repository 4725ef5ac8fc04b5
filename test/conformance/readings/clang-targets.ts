/** The options with which clang compiles for a platform. */
import type { Platform } from "../../../src/cpython/target.ts";

const msvc = (triple: string) => [
  ...["-target", triple, "-fms-extensions", "-fms-compatibility", "-fms-compatibility-version=19.44"],
];

export const clangTargets: Partial<Record<Platform, string[]>> = {
  macosx_x86_64: ["-target", "x86_64-apple-macosx10.13"],
  macosx_arm64: ["-target", "arm64-apple-macosx11.0"],
  linux_ppc64le: ["-target", "powerpc64le-linux-gnu"],
  linux_s390x: ["-target", "s390x-linux-gnu"],
  linux_riscv64: ["-target", "riscv64-linux-gnu"],
  musllinux_x86_64: ["-target", "x86_64-linux-musl"],
  musllinux_i686: ["-target", "i686-linux-musl"],
  musllinux_aarch64: ["-target", "aarch64-linux-musl"],
  musllinux_armv7l: ["-target", "armv7a-linux-musleabihf"],
  musllinux_ppc64le: ["-target", "powerpc64le-linux-musl"],
  musllinux_s390x: ["-target", "s390x-linux-musl"],
  musllinux_riscv64: ["-target", "riscv64-linux-musl"],
  android_arm64_v8a: ["-target", "aarch64-linux-android24"],
  android_x86_64: ["-target", "x86_64-linux-android24"],
  android_armeabi_v7a: ["-target", "armv7a-linux-androideabi24"],
  android_x86: ["-target", "i686-linux-android24"],
  ios_arm64_iphoneos: ["-target", "arm64-apple-ios13.0"],
  ios_arm64_iphonesimulator: ["-target", "arm64-apple-ios13.0-simulator"],
  ios_x86_64_iphonesimulator: ["-target", "x86_64-apple-ios13.0-simulator"],
  emscripten_wasm32: ["-target", "wasm32-unknown-emscripten"],
  wasi_wasm32: ["-target", "wasm32-wasi"],
  win32: msvc("i686-pc-windows-msvc"),
  win_amd64: msvc("x86_64-pc-windows-msvc"),
  win_arm64: msvc("aarch64-pc-windows-msvc"),
};

/** What CI has the time for. */
export const sampledTargets: Platform[] = ["macosx_x86_64", "macosx_arm64", "win32", "win_amd64", "win_arm64"];
