import { expect, test } from "vitest";
import { diffManifests } from "../../src/diff/diff.ts";
import { compileSubscription, indexed } from "../../src/watch/match.ts";
import { ReleaseLines } from "../../src/watch/release-lines.ts";
import type { ReleaseComparison } from "../../src/watch/releases.ts";
import { func, manifest, member, struct } from "../diff/manifests.ts";
import { sampleComparison } from "./telling.ts";

const state = (ref: string, offset: number, ...names: string[]) =>
  manifest({
    ref,
    structs: [struct("PyThreadState", { size: offset + 8, members: [member("current_frame", { offset, size: 8 })] })],
    symbols: names.map((name) => func(name)),
  });
const diffOf = (before: number, after: number) =>
  indexed(diffManifests(state("v3.14.6", before, "PyGone"), state("v3.14.7", after)));
const on = (parts: Partial<ReleaseComparison>): ReleaseComparison => ({
  ...sampleComparison,
  fromTag: "v3.14.6",
  ...parts,
});

const uses = { members: [{ struct: "PyThreadState", member: "current_frame" }] };
const lines = (filter: Parameters<typeof compileSubscription>[0]) => {
  const lines = new ReleaseLines();
  const { matches } = compileSubscription(filter);
  lines.add(on({ abi: "cp" }), matches(diffOf(72, 80)));
  lines.add(on({ abi: "cpt" }), matches(diffOf(72, 80)));
  lines.add(on({ abi: "cp", platform: "linux_i686" }), matches(diffOf(36, 40)));
  lines.add(on({ abi: "cp", fromTag: "v3.13.5" }), matches(diffOf(64, 80)));
  return lines.toText({ version: "3.14.7" });
};

test("a moved member is one line with the targets where it moved that way, compared with the previous release", () => {
  expect(lines({ filters: {}, uses })).toEqual([
    expect.stringMatching(
      /^PyThreadState\.current_frame 72 → 80 in 3\.14\.7 on linux_x86_64 \(cp and cpt\): The struct PyThreadState/,
    ),
    expect.stringMatching(
      /^PyThreadState\.current_frame 36 → 40 in 3\.14\.7 on linux_i686 \(cp\): The struct PyThreadState/,
    ),
  ]);
});

test("a change without a member of the subscriber's is its message", () => {
  expect(lines({ filters: { symbols: ["PyGone"] }, uses: null })).toEqual([
    expect.stringMatching(/^In 3\.14\.7 on linux_x86_64 \(cp and cpt\); linux_i686 \(cp\): .*PyGone/),
  ]);
});
