/** How clang is told to compile for a platform. */
import type { Platform } from "../../../src/cpython/target.ts";

const msvc = (triple: string) => [
  ...["-target", triple, "-fms-extensions", "-fms-compatibility", "-fms-compatibility-version=19.44"],
];

export const clangTargets: Partial<Record<Platform, string[]>> = {
  macosx_x86_64: ["-target", "x86_64-apple-macosx10.13"],
  macosx_arm64: ["-target", "arm64-apple-macosx11.0"],
  win32: msvc("i686-pc-windows-msvc"),
  win_amd64: msvc("x86_64-pc-windows-msvc"),
  win_arm64: msvc("aarch64-pc-windows-msvc"),
};
