/** Where platforms differ: which structs, and which member's type underneath is the reason. */
import { describe, expect, test } from "vitest";
import { type Platform, platforms } from "../../../src/cpython/target.ts";
import { CapidiffError } from "../../../src/errors.ts";
import { comparePlatforms } from "../../../src/report/platforms/differences.ts";
import { onPlatforms } from "../../../src/report/platforms/on-platforms.ts";
import { comparisonText } from "../../../src/report/platforms/text.ts";
import { manifestWith, named } from "../../manifest/miniature.ts";

const header = `
#include <pthread.h>
struct test_lock { long count; pthread_mutex_t mutex; long owner; };
struct test_plain { int first; double second; };
struct test_array { struct { int fd; } slots[sizeof(pthread_mutex_t)]; int last; };
struct test_wide { __int128 words[2]; };
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
struct test_order { short high, low; };
#else
struct test_order { short low, high; };
#endif
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
          moved: [],
        },
        {
          platforms: ["linux_i686"],
          layout: { size: 32, align: 4 },
          causes: [
            { member: "count", type: "long", from: 8, to: 4 },
            { member: "mutex", type: "pthread_mutex_t", from: 40, to: 24 },
            { member: "owner", type: "long", from: 8, to: 4 },
          ],
          moved: [],
        },
      ],
    });
  });

  test("without such a member, the reason is where members are: by their alignment, or by the order of bytes", () => {
    const [aligned, ordered] = ["test_plain", "test_order"].map((name) => named(comparison.structs, name)?.elsewhere);
    const moved = [{ member: "second", type: "double", from: "8", to: "4" }];
    expect(aligned).toEqual([{ platforms: ["linux_i686"], layout: { size: 12, align: 4 }, causes: [], moved }]);
    expect(ordered).toEqual([
      {
        platforms: ["linux_s390x"],
        layout: { size: 4, align: 2 },
        causes: [],
        moved: [
          { member: "low", type: "short", from: "0", to: "2" },
          { member: "high", type: "short", from: "2", to: "0" },
        ],
      },
    ]);
    expect(comparisonText(comparison)).toContain(
      "4 bytes, aligned to 2 on linux_s390x\n    low (short) is at 2 instead of 0\n",
    );
  });

  test("an array of unnamed structs is the reason if its length differs, but not for what is in an element", () => {
    expect(named(comparison.structs, "test_array")?.elsewhere[0]).toMatchObject({
      platforms: ["linux_aarch64"],
      causes: [{ member: "slots", type: "struct (unnamed)[48]", from: 160, to: 192 }],
      moved: [],
    });
    const nested = (type: string) =>
      manifestWith(`struct test_nested { struct { ${type} count; } inner; int last; };`, { platform: "linux_x86_64" });
    const [difference] = comparePlatforms(nested("int"), [nested("long")]).structs;
    expect(difference?.elsewhere[0]?.causes).toEqual([{ member: "inner.count", type: "long", from: 4, to: 8 }]);
  });

  test("if only an alignment differs, text says so", () => {
    expect(named(comparison.structs, "test_wide")?.elsewhere[0]).toMatchObject({ causes: [], moved: [] });
    expect(comparisonText(comparison)).toContain(
      "32 bytes, aligned to 8 on linux_s390x\n    no member has another size or offset: a type underneath,",
    );
  });

  test("if nearly all differ, text says so in one line", () => {
    const text = comparisonText(comparison);
    expect(text).toContain(
      "64 bytes, aligned to 8 on linux_aarch64\n    mutex (pthread_mutex_t) has 48 instead of 40\n",
    );
    expect(text).toMatch(/linux_i686 +\d+ of \d+ +nearly all/);
    expect(text).not.toContain("32 bytes, aligned to 4 on linux_i686");
    expect(text).toMatch(/linux_s390x +2 of \d+\n/);
  });
});

test("platforms that a ref does not support are omitted of all, and an error if asked for by name", async () => {
  const ask = async (platform: Platform) => {
    if (platform === "linux_loongarch64") throw new CapidiffError("unsupported-platform", "not before 3.12");
    return platform;
  };
  expect(await onPlatforms(platforms, ask)).toEqual(platforms.filter((name) => name !== "linux_loongarch64"));
  await expect(onPlatforms(["linux_x86_64", "linux_loongarch64"], ask)).rejects.toThrow("not before 3.12");
  const failing = onPlatforms(platforms, async () => Promise.reject(new CapidiffError("unknown-ref", "no ref")));
  await expect(failing).rejects.toThrow("no ref");
});
