import { androidArm64V8a } from "./android_arm64_v8a.ts";
import { androidArmeabiV7a } from "./android_armeabi_v7a.ts";
import { androidX86 } from "./android_x86.ts";
import { androidX8664 } from "./android_x86_64.ts";
import { emscriptenWasm32 } from "./emscripten_wasm32.ts";
import { iosArm64Iphoneos } from "./ios_arm64_iphoneos.ts";
import { iosArm64Iphonesimulator } from "./ios_arm64_iphonesimulator.ts";
import { iosX8664Iphonesimulator } from "./ios_x86_64_iphonesimulator.ts";
import { linuxAarch64 } from "./linux_aarch64.ts";
import { linuxArmv7l } from "./linux_armv7l.ts";
import { linuxI686 } from "./linux_i686.ts";
import { linuxLoongarch64 } from "./linux_loongarch64.ts";
import { linuxPpc64le } from "./linux_ppc64le.ts";
import { linuxRiscv64 } from "./linux_riscv64.ts";
import { linuxS390x } from "./linux_s390x.ts";
import { linuxX8664 } from "./linux_x86_64.ts";
import { macosxArm64 } from "./macosx_arm64.ts";
import { macosxX8664 } from "./macosx_x86_64.ts";
import { musllinuxAarch64 } from "./musllinux_aarch64.ts";
import { musllinuxArmv7l } from "./musllinux_armv7l.ts";
import { musllinuxI686 } from "./musllinux_i686.ts";
import { musllinuxPpc64le } from "./musllinux_ppc64le.ts";
import { musllinuxRiscv64 } from "./musllinux_riscv64.ts";
import { musllinuxS390x } from "./musllinux_s390x.ts";
import { musllinuxX8664 } from "./musllinux_x86_64.ts";
import type { Platform } from "./names.ts";
import type { PlatformDefinition } from "./platform.ts";
import { wasiWasm32 } from "./wasi_wasm32.ts";
import { winAmd64 } from "./win_amd64.ts";
import { winArm64 } from "./win_arm64.ts";
import { win32 } from "./win32.ts";

/** Built on first use: most runs need one. */
const definitions: Record<Platform, () => PlatformDefinition> = {
  linux_x86_64: linuxX8664,
  linux_i686: linuxI686,
  linux_aarch64: linuxAarch64,
  linux_armv7l: linuxArmv7l,
  linux_ppc64le: linuxPpc64le,
  linux_s390x: linuxS390x,
  linux_riscv64: linuxRiscv64,
  linux_loongarch64: linuxLoongarch64,
  musllinux_x86_64: musllinuxX8664,
  musllinux_i686: musllinuxI686,
  musllinux_aarch64: musllinuxAarch64,
  musllinux_armv7l: musllinuxArmv7l,
  musllinux_ppc64le: musllinuxPpc64le,
  musllinux_s390x: musllinuxS390x,
  musllinux_riscv64: musllinuxRiscv64,
  macosx_x86_64: macosxX8664,
  macosx_arm64: macosxArm64,
  emscripten_wasm32: emscriptenWasm32,
  wasi_wasm32: wasiWasm32,
  android_arm64_v8a: androidArm64V8a,
  android_x86_64: androidX8664,
  android_armeabi_v7a: androidArmeabiV7a,
  android_x86: androidX86,
  ios_arm64_iphoneos: iosArm64Iphoneos,
  ios_arm64_iphonesimulator: iosArm64Iphonesimulator,
  ios_x86_64_iphonesimulator: iosX8664Iphonesimulator,
  win32,
  win_amd64: winAmd64,
  win_arm64: winArm64,
};

const made = new Map<Platform, PlatformDefinition>();

/** The same object for each call: definitions are made when first asked for. */
export function platformDefinition(name: Platform): PlatformDefinition {
  const known = made.get(name) ?? definitions[name]();
  made.set(name, known);
  return known;
}
