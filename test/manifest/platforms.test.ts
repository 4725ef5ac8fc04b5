/** What a platform decides in a manifest: layouts, which way conditions go, and whether there is one at all. */
import { describe, expect, test } from "vitest";
import { platformDefinition } from "../../src/cpython/platforms/registry.ts";
import { type Platform, platforms } from "../../src/cpython/target.ts";
import { manifestOf, manifestWith, named } from "./miniature.ts";

test("every platform names the sources of its facts, and has the tier it defines for headers", () => {
  for (const platform of platforms) {
    const { name, support, config, pyconfig } = platformDefinition(platform);
    expect(name).toBe(platform);
    expect(support.sources.length).toBeGreaterThan(20);
    if (pyconfig === "configure") expect(config.get("PY_SUPPORT_TIER")).toBe(String(support.tier ?? 0));
  }
});

describe("a big-endian platform", () => {
  const header = `
#include <stdint.h>
struct order {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  uint16_t flags; uint16_t overflow; uint32_t count;
#else
  uint32_t count; uint16_t overflow; uint16_t flags;
#endif
};
struct bits { unsigned int kind : 3; unsigned int compact : 1; };
`;
  const layout = (platform: Platform, name: string) =>
    named(manifestWith(header, { platform }).structs, name)?.members?.map(({ name, offset, bitOffset }) => [
      name,
      bitOffset ?? offset,
    ]);

  test("reverses the order of members if headers test for it", () => {
    expect(layout("linux_s390x", "order")).toEqual([
      ["flags", 0],
      ["overflow", 2],
      ["count", 4],
    ]);
    expect(layout("linux_ppc64le", "order")).toEqual([
      ["count", 0],
      ["overflow", 4],
      ["flags", 6],
    ]);
  });

  test("counts bits in its own order, from the most significant one", () => {
    expect(layout("linux_s390x", "bits")).toEqual(layout("linux_x86_64", "bits"));
  });
});

test.for([
  ["linux_loongarch64", 12],
  ["emscripten_wasm32", 11],
  ["wasi_wasm32", 11],
  ["ios_arm64_iphoneos", 13],
] as const)("%s is supported since 3.%d: of versions before it there is no manifest", ([platform, since]) => {
  const patchlevel = (minor: number) => ({
    "Include/patchlevel.h": `#define PY_MAJOR_VERSION 3\n#define PY_MINOR_VERSION ${minor}\n#define PY_MICRO_VERSION 0
#define PY_RELEASE_LEVEL 0xF\n#define PY_RELEASE_SERIAL 0\n#define PY_VERSION "3.${minor}.0"\n`,
  });
  expect(() => manifestOf(patchlevel(since - 1), { platform })).toThrow(
    `CPython 3.${since - 1}.0 cannot be built for ${platform}, which is supported since 3.${since}.`,
  );
  expect(manifestOf(patchlevel(since), { platform }).target.platform).toBe(platform);
});

describe("a C library", () => {
  const header = `
#include <time.h>
#include <semaphore.h>
struct times { char first; time_t time; };
struct waits { char first; sem_t semaphore; };
`;
  const sizes = (platform: Platform) => {
    const { structs } = manifestWith(header, { platform });
    return ["times", "waits"].map((name) => [named(structs, name)?.size, named(structs, name)?.align]);
  };

  test.for([
    ["linux_x86_64", [16, 8], [40, 8]],
    ["musllinux_x86_64", [16, 8], [36, 4]],
    ["linux_i686", [8, 4], [20, 4]],
    ["musllinux_i686", [12, 4], [20, 4]],
    ["musllinux_armv7l", [16, 8], [20, 4]],
    ["emscripten_wasm32", [16, 8], [20, 4]],
    ["wasi_wasm32", [16, 8], [20, 4]],
  ] as const)("%s has its own time_t and sem_t", ([platform, times, waits]) => {
    expect(sizes(platform)).toEqual([times, waits]);
  });
});

test("WASI has no threads whose limits it states, requests types of them, and counts signals", () => {
  const header = `
#include <limits.h>
#include <signal.h>
#include <sys/types.h>
#ifndef PTHREAD_KEYS_MAX
#define PTHREAD_KEYS_MAX 1
#endif
#ifndef __NEED_pthread_cond_t
#define __NEED_pthread_cond_t 1
#endif
#define TEST_SIGNALS NSIG
`;
  const macros = (platform: Platform) =>
    manifestWith(header, { platform }).symbols.flatMap((symbol) =>
      /^(PTHREAD|__NEED|TEST)/.test(symbol.name) && symbol.kind === "macro" ? [[symbol.name, symbol.value]] : [],
    );
  expect(macros("wasi_wasm32")).toEqual([
    ["PTHREAD_KEYS_MAX", "1"],
    ["TEST_SIGNALS", "65"],
  ]);
  expect(macros("emscripten_wasm32")).toEqual([
    ["TEST_SIGNALS", "65"],
    ["__NEED_pthread_cond_t", "1"],
  ]);
});
