import { describe, expect, test } from "vitest";
import { releasesIn } from "../../src/check/history.ts";
import type { CheckFinding, FindingKind } from "../../src/check/model.ts";
import { withSince } from "../../src/check/since.ts";

const finding = (name: string, kind: FindingKind = "missing"): CheckFinding => ({
  id: name,
  kind,
  used: { kind: "symbol", name },
  by: "source",
  impact: "breaking",
  confidence: "certain",
  places: [],
  change: null,
  since: null,
  replacement: [],
  message: "",
  hint: null,
});
const line = releasesIn(
  Array.from({ length: 60 }, (_, serial) => ({
    name: `v3.14.0a${serial}`,
    kind: "tag" as const,
    commit: "",
    version: null,
    series: null,
    prerelease: true,
  })),
);
const end = line.pop() as (typeof line)[number];
const start = { ref: "v3.13.0", findings: [] };

/** Findings introduced by the alpha of that serial; counts the versions examined. */
function history(since: Record<string, number>, broken: readonly number[] = []) {
  const looked: number[] = [];
  const probe = async (ref: string) => {
    const at = Number(ref.replace("v3.14.0a", ""));
    looked.push(at);
    if (broken.includes(at)) return null;
    return Object.entries(since).flatMap(([name, first]) => (first <= at ? [finding(name)] : []));
  };
  return { looked, probe };
}

test("a release is looked at together with those of which some follow", async () => {
  const asked: [string, readonly string[]][] = [];
  const { probe } = history({ PyA: 17 });
  await withSince([finding("PyA")], start, line, end, (ref, next = []) => {
    asked.push([ref, next]);
    return probe(ref);
  });
  const missed = asked.slice(1).filter(([ref], index) => !asked[index]?.[1].includes(ref));
  expect(missed).toEqual([]);
});

test("each finding came with the first release that has it", async () => {
  const { looked, probe } = history({ PyA: 0, PyB: 17, PyC: 58, PyD: 59 });
  const findings = await withSince(
    ["PyA", "PyB", "PyC", "PyD"].map((name) => finding(name)),
    start,
    line,
    end,
    probe,
  );
  expect(findings.map(({ since }) => [since?.after, since?.ref, since?.exact])).toEqual([
    ["v3.13.0", "v3.14.0a0", true],
    ["v3.14.0a16", "v3.14.0a17", true],
    ["v3.14.0a57", "v3.14.0a58", true],
    ["v3.14.0a58", "v3.14.0a59", true],
  ]);
  expect(looked.length).toBeLessThan(24);
  expect(new Set(looked).size).toBe(looked.length);
});

test("findings that came together cost one search", async () => {
  const names = Array.from({ length: 100 }, (_, index) => `Py${index}`);
  const { looked, probe } = history(Object.fromEntries(names.map((name) => [name, 31])));
  await withSince(
    names.map((name) => finding(name)),
    start,
    line,
    end,
    probe,
  );
  expect(looked.length).toBeLessThanOrEqual(6);
});

test("changes before the baseline are not dated, nor are deprecations", async () => {
  const { looked, probe } = history({});
  const findings = [finding("PyA"), finding("PyB", "deprecated")];
  const reported = await withSince(findings, { ...start, findings: [finding("PyA")] }, line, end, probe);
  expect(reported.map(({ since }) => since)).toEqual([null, null]);
  expect(looked).toEqual([]);
});

test("a member whose struct became opaque after its removal is dated by the removal", async () => {
  const { probe } = history({ PyA: 20 });
  const [reported] = await withSince([finding("PyA", "opaque")], start, line, end, probe);
  expect(reported?.since?.ref).toBe("v3.14.0a20");
});

test("releases that cannot be read are passed over, and make it less exact", async () => {
  const { probe } = history({ PyA: 20, PyB: 40 }, [19, 20, 29, 30]);
  const [a, b] = await withSince([finding("PyA"), finding("PyB")], start, line, end, probe);
  expect(a?.since).toMatchObject({ after: "v3.14.0a18", ref: "v3.14.0a21", exact: false });
  expect(b?.since).toMatchObject({ after: "v3.14.0a39", ref: "v3.14.0a40", exact: true });
});

test("work is bounded: then the release is one that has it, and not sure to be the first", async () => {
  const names = Array.from({ length: 59 }, (_, index) => `Py${index}`);
  const { looked, probe } = history(Object.fromEntries(names.map((name, index) => [name, index])));
  const findings = await withSince(
    names.map((name) => finding(name)),
    start,
    line,
    end,
    probe,
  );
  expect(looked).toHaveLength(24);
  for (const [index, { since }] of findings.entries()) {
    expect(Number(since?.ref.replace("v3.14.0a", ""))).toBeGreaterThanOrEqual(index);
  }
  expect(findings.some(({ since }) => since?.exact === false)).toBe(true);
});

describe("names that were removed, restored and removed again", () => {
  const tags = ["v3.10.0a1", "v3.10.0a6", "v3.10.0", "v3.11.0a1", "v3.11.0", "v3.12.0", "v3.13.0a1", "v3.13.0"];
  const refs = tags.map((name) => ({
    ...{ name, kind: "tag" as const, commit: "", version: null, series: null, prerelease: false },
  }));
  const way = releasesIn(refs);
  const target = way.pop() as (typeof way)[number];
  const reported = async (broken: string[]) => {
    const probe = async (ref: string) => (broken.includes(ref) ? [finding("PyA")] : []);
    const [one] = await withSince([finding("PyA")], { ref: "v3.9.0", findings: [] }, way, target, probe);
    return one?.since;
  };

  test("are dated by the last removal", async () => {
    const since = await reported(["v3.10.0a1", "v3.13.0a1"]);
    expect(since).toMatchObject({ ref: "v3.13.0a1", after: "v3.12.0", exact: true });
    expect((await reported(["v3.10.0a1", "v3.10.0", "v3.11.0a1"]))?.ref).toBe("v3.13.0");
  });

  test("has the stretches that were seen", async () => {
    expect((await reported(["v3.10.0", "v3.13.0a1"]))?.stretches).toEqual([
      { from: "v3.9.0", to: "v3.9.0", breaks: false },
      { from: "v3.10.0", to: "v3.10.0", breaks: true },
      { from: "v3.11.0", to: "v3.12.0", breaks: false },
      { from: "v3.13.0a1", to: "v3.13.0", breaks: true },
    ]);
  });
});
