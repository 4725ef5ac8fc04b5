import { describe, expect, test } from "vitest";
import { platformList, platformOf, platformsOfTag } from "../../../src/cpython/platforms/wheel-tags.ts";
import { platforms } from "../../../src/cpython/target.ts";

describe("platform tags of wheel file names are accepted", () => {
  test.for(platforms)("%s itself", (platform) => {
    expect(platformOf(platform)).toBe(platform);
  });

  test.for([
    ["manylinux1_i686", "linux_i686"],
    ["manylinux2010_x86_64", "linux_x86_64"],
    ["manylinux2014_aarch64", "linux_aarch64"],
    ["manylinux_2_28_s390x", "linux_s390x"],
    ["manylinux_2_17_x86_64.manylinux2014_x86_64", "linux_x86_64"],
    ["musllinux_1_2_armv7l", "musllinux_armv7l"],
    ["macosx_10_9_x86_64", "macosx_x86_64"],
    ["ios_13_0_arm64_iphoneos", "ios_arm64_iphoneos"],
    ["ios_13_0_x86_64_iphonesimulator", "ios_x86_64_iphonesimulator"],
    ["pyemscripten_2026_0_wasm32", "emscripten_wasm32"],
    ["pyodide_2025_0_wasm32", "emscripten_wasm32"],
    ["emscripten_3_1_58_wasm32", "emscripten_wasm32"],
    ["macosx_11_0_arm64", "macosx_arm64"],
  ] as const)("%s is %s", ([tag, platform]) => {
    expect(platformOf(tag)).toBe(platform);
  });

  test.for([
    ["linux-x86_64", "linux_x86_64"],
    ["win-amd64", "win_amd64"],
    ["macosx-11.0-arm64", "macosx_arm64"],
    ["ios-13.0-arm64-iphonesimulator", "ios_arm64_iphonesimulator"],
    ["emscripten-4.0.9-wasm32", "emscripten_wasm32"],
  ] as const)("so is sysconfig.get_platform(): %s is %s", ([name, platform]) => {
    expect(platformOf(name)).toBe(platform);
  });

  test("a tag for two platforms is an error that says so", () => {
    expect(platformsOfTag("macosx_10_13_universal2")).toEqual(["macosx_x86_64", "macosx_arm64"]);
    expect(() => platformOf("macosx_10_13_universal2")).toThrow(
      '"macosx_10_13_universal2" means several platforms; choose macosx_x86_64 or macosx_arm64.',
    );
  });

  test("in a list it means each of them", () => {
    expect(platformList("macosx_11_0_universal2, manylinux_2_28_x86_64,linux_x86_64")).toEqual([
      "macosx_x86_64",
      "macosx_arm64",
      "linux_x86_64",
    ]);
    expect(platformList("all")).toEqual(platforms);
    expect(() => platformList("win32,")).toThrow('Unknown platform ""');
  });

  test.for(["any", "", "linux", "manylinux_2_28", "manylinux_x86_64", "manylinux_2_28_sparc64", "x86_64", "win64"])(
    '"%s" is none',
    (tag) => {
      expect(platformsOfTag(tag)).toEqual([]);
      expect(() => platformOf(tag)).toThrow(`Unknown platform "${tag}"; expected one of `);
    },
  );

  test.for([
    ["linux_arm64", "linux_x86_64, linux_i686, linux_aarch64"],
    ["manylinux_2_28_sparc64", "linux_x86_64, linux_i686, linux_aarch64"],
    ["win64", "win32, win_amd64, win_arm64, or"],
    ["android_24_arm64", "android_arm64_v8a, android_x86_64, android_armeabi_v7a, android_x86, or"],
    ["darwin", platforms.join(", ")],
  ] as const)('the error about "%s" names the platforms of its system, or all', ([tag, names]) => {
    expect(() => platformOf(tag)).toThrow(`Unknown platform "${tag}"; expected one of ${names}`);
  });
});
