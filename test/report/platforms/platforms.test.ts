/** Where platforms differ: which structs, and which member's type underneath is the reason. */
import { describe, expect, test } from "vitest";
import type { Platform } from "../../../src/cpython/target.ts";
import { CapidiffError } from "../../../src/errors.ts";
import { comparePlatforms } from "../../../src/report/platforms/differences.ts";
import { onPlatforms } from "../../../src/report/platforms/on-platforms.ts";
import { comparisonText } from "../../../src/report/platforms/text.ts";
import { manifestWith, named } from "../../manifest/miniature.ts";

const header = `
#include <pthread.h>
struct test_lock { long count; pthread_mutex_t mutex; long owner; };
struct test_plain { int first; double second; };
`;
const manifest = (platform: Platform) => manifestWith(header, { platform });
const base = manifest("linux_x86_64");

describe("platforms compared", () => {
  const comparison = comparePlatforms(base, [
    manifest("linux_aarch64"),
    manifest("linux_s390x"),
    manifest("linux_i686"),
  ]);

  test("a member of another size is the reason, and one that only moved is none", () => {
    expect(named(comparison.structs, "test_lock")).toEqual({
      name: "test_lock",
      layout: { size: 56, align: 8 },
      elsewhere: [
        {
          platforms: ["linux_aarch64"],
          layout: { size: 64, align: 8 },
          causes: [{ member: "mutex", type: "pthread_mutex_t", from: 40, to: 48 }],
        },
        {
          platforms: ["linux_i686"],
          layout: { size: 32, align: 4 },
          causes: [
            { member: "count", type: "long", from: 8, to: 4 },
            { member: "mutex", type: "pthread_mutex_t", from: 40, to: 24 },
            { member: "owner", type: "long", from: 8, to: 4 },
          ],
        },
      ],
    });
  });

  test("alignment is a difference even without such a member", () => {
    expect(named(comparison.structs, "test_plain")?.elsewhere).toEqual([
      { platforms: ["linux_i686"], layout: { size: 12, align: 4 }, causes: [] },
    ]);
  });

  test("if nearly all differ, text says so in one line", () => {
    const text = comparisonText(comparison);
    expect(text).toContain(
      "64 bytes, aligned to 8 on linux_aarch64\n    mutex (pthread_mutex_t) has 48 instead of 40\n",
    );
    expect(text).toMatch(/linux_i686 +\d+ of \d+ +nearly all/);
    expect(text).not.toContain("32 bytes, aligned to 4 on linux_i686");
    expect(text).toMatch(/linux_s390x +0 of \d+\n/);
  });
});

test("platforms that a ref does not support are omitted", async () => {
  const ask = async (platform: Platform) => {
    if (platform === "linux_loongarch64") throw new CapidiffError("unsupported-platform", "");
    return platform;
  };
  expect(await onPlatforms(["linux_x86_64", "linux_loongarch64", "win32"], ask)).toEqual(["linux_x86_64", "win32"]);
  const failing = onPlatforms(["linux_x86_64"], async () => Promise.reject(new CapidiffError("unknown-ref", "no ref")));
  await expect(failing).rejects.toThrow("no ref");
});
