import { expect, test } from "vitest";
import { allVersions } from "../../src/check/all-versions.ts";
import { releasesIn } from "../../src/check/history.ts";
import type { Steps } from "../../src/check/steps.ts";
import type { Judged } from "../../src/check/versions.ts";
import { parseTagVersion } from "../../src/cpython/version.ts";
import { finding, symbol } from "../report/check/reports.ts";

const tags = ["v3.9.0", "v3.9.1", "v3.9.2", "v3.10.0", "v3.10.1", "v3.10.2", "v3.11.0", "v3.11.1", "v3.12.0a1"];
const releases = releasesIn(
  tags.map((name) => ({ name, kind: "tag" as const, commit: "", version: null, series: null, prerelease: false })),
);
const place = (ref: string) => tags.indexOf(ref);
const side = (ref: string): Judged["from"] => ({
  ref,
  commit: "",
  version: parseTagVersion(ref)?.text ?? "",
  target: { abi: "cp", platform: "linux_x86_64", limitedApi: null },
});

/** An extension that breaks in some releases, compared with 3.10.2 by default. */
async function matrix(breaksIn: (ref: string) => boolean, given: { baseline?: string; unreadable?: string } = {}) {
  const judged: [string, string][] = [];
  const steps: Steps = {
    refs: async () => [],
    nameOf: async (ref) => ref,
    expect: async () => {},
    side: async (ref) => side(ref),
    support: null,
    promises: [],
    forAbi: () => steps,
    revisit: async () => Promise.reject(new Error("nothing asks for it")),
    occurrences: async () => Promise.reject(new Error("nothing asks for it")),
    judge: async (from, to) => {
      judged.push([from, to]);
      if (to === given.unreadable) throw new Error("no headers");
      const findings = breaksIn(to) ? [finding("missing", symbol("PyGone"))] : [];
      const uses = { symbols: 1, members: 0, headers: 0 };
      return { from: side(from), to: side(to), complete: true, findings, diagnostics: [], uses };
    },
  };
  const ends = { from: side("v3.10.2"), to: side("v3.11.1") };
  const readable = <T>(step: Promise<T>) => step.catch(() => null);
  const { versions, builds } = await allVersions(ends, releases, given.baseline ?? null, steps, readable);
  return {
    columns: versions.map(({ ref, verdict }) => `${ref} ${verdict}`),
    builds: builds && [builds.from.ref, builds.to.ref],
    judged,
  };
}

test("the last of each series and the newest prerelease are judged, from a given baseline on", async () => {
  const all = await matrix(() => false);
  expect(all.columns).toEqual(["v3.9.2 ok", "v3.10.2 ok", "v3.11.1 ok", "v3.12.0a1 ok"]);
  expect(all.judged).toContainEqual(["v3.10.2", "v3.11.1"]);
  // A change back to an older version says nothing of that.
  expect(all.judged).toContainEqual(["v3.9.2", "v3.9.2"]);
  const bounded = await matrix(() => false, { baseline: "v3.10.2" });
  expect(bounded.columns).toEqual(["v3.10.2 ok", "v3.11.1 ok", "v3.12.0a1 ok"]);
});

test.each([
  ["everywhere", () => false, ["v3.9.0", "v3.12.0a1"]],
  ["nowhere", () => true, null],
  ["before 3.11", (ref: string) => place(ref) >= place("v3.11.0"), ["v3.9.0", "v3.10.2"]],
  ["since 3.10", (ref: string) => place(ref) < place("v3.10.0"), ["v3.10.0", "v3.12.0a1"]],
  ["to a patch", (ref: string) => place(ref) > place("v3.11.0"), ["v3.9.0", "v3.11.0"]],
  ["from a patch", (ref: string) => place(ref) < place("v3.10.1"), ["v3.10.1", "v3.12.0a1"]],
  ["in one series of the middle", (ref: string) => !ref.startsWith("v3.10."), ["v3.10.0", "v3.10.2"]],
  ["in two stretches, of which the newer counts", (ref: string) => ref.startsWith("v3.10."), ["v3.11.0", "v3.12.0a1"]],
])("an extension that builds %s is told to", async (_, breaksIn, expected) => {
  expect((await matrix(breaksIn)).builds).toEqual(expected);
});

test("an unreadable version has no column", async () => {
  const { columns, builds } = await matrix(() => false, { unreadable: "v3.11.1" });
  expect(columns).toEqual(["v3.9.2 ok", "v3.10.2 ok", "v3.12.0a1 ok"]);
  expect(builds).toEqual(["v3.9.0", "v3.12.0a1"]);
});
