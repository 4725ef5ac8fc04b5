/** How clang is told to compile for a platform. */
import type { Platform } from "../../../src/cpython/target.ts";

const msvc = (triple: string) => [
  ...["-target", triple, "-fms-extensions", "-fms-compatibility", "-fms-compatibility-version=19.44"],
];

export const clangTargets: Partial<Record<Platform, string[]>> = {
  macosx_x86_64: ["-target", "x86_64-apple-macosx10.13"],
  macosx_arm64: ["-target", "arm64-apple-macosx11.0"],
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
