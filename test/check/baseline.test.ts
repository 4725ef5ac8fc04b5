import { expect, test } from "vitest";
import { chooseBaseline } from "../../src/check/baseline.ts";
import { releasesIn } from "../../src/check/history.ts";

const candidates = releasesIn(
  Array.from({ length: 14 }, (_, minor) => ({
    name: `v3.${minor + 2}.9`,
    kind: "tag" as const,
    commit: "",
    version: null,
    series: null,
    prerelease: false,
  })),
);
const minors = candidates.map(({ version }) => version.minor);
const target = "v3.15.9";

/** What is used, each there from one minor version on until before another. */
async function chosen(uses: [from: number, until: number][], readableFrom = 2) {
  const looked = new Set<number>();
  const has = ([from, until]: [number, number], minor: number) => from <= minor && minor < until;
  const baseline = await chooseBaseline(candidates, target, async (ref) => {
    const minor = Number(ref.split(".")[1]);
    looked.add(minor);
    if (minor < readableFrom) return null;
    const lacking = uses.filter((use) => !has(use, minor));
    const early = lacking.filter((use) => has(use, 15)).length;
    return { early, gone: lacking.length - early };
  });
  return { ...baseline, looked: looked.size };
}

test.each([
  ["all is there from the start", [[2, 99]], "v3.2.9", 0],
  [
    "something came later",
    [
      [2, 99],
      [11, 99],
    ],
    "v3.11.9",
    0,
  ],
  ["only the target has it", [[15, 99]], target, 0],
  [
    "something went on the way",
    [
      [9, 99],
      [2, 12],
    ],
    "v3.9.9",
    0,
  ],
  [
    "something came and went",
    [
      [9, 99],
      [11, 13],
    ],
    "v3.11.9",
    0,
  ],
  [
    "something was never there",
    [
      [9, 99],
      [99, 99],
    ],
    "v3.9.9",
    1,
  ],
  [
    "something went before another came",
    [
      [12, 99],
      [2, 12],
      [2, 99],
    ],
    "v3.12.9",
    1,
  ],
] as [string, [number, number][], string, number][])("%s", async (_, uses, ref, lacks) => {
  expect(await chosen(uses)).toMatchObject({ ref, lacks });
});

test("versions that cannot be read are too old", async () => {
  expect(await chosen([[2, 99]], 7)).toMatchObject({ ref: "v3.7.9" });
});

test("few versions are looked at", async () => {
  for (const first of minors) expect((await chosen([[first, 99]])).looked).toBeLessThanOrEqual(5);
});
