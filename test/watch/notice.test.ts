import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseLsRemote } from "../../src/cpython/refs.ts";
import { noteReleases } from "../../src/watch/notice.ts";
import { pauseAfter, poll } from "../../src/watch/poller.ts";
import { findRelease } from "../../src/watch/releases.ts";
import { anyState, waiting } from "./databases.ts";

let state: Awaited<ReturnType<typeof anyState>>;
beforeAll(async () => {
  state = await anyState();
});
beforeEach(() =>
  state.database.query("DELETE FROM capidiff.jobs; TRUNCATE capidiff.releases, capidiff.remotes CASCADE"),
);
afterAll(() => state[Symbol.asyncDispose]());

const remote = "https://example.org/cpython";
const listing = (...tags: string[]) =>
  parseLsRemote(tags.map((tag, i) => `${String(i).repeat(40)}\trefs/tags/${tag}`).join("\n"));
const jobs = async () => (await waiting(state.database, "release")).map(({ tag }) => tag).sort();

test("tags present at the first look are known and not announced", async () => {
  expect(await noteReleases(state, remote, listing("v3.13.0", "v3.14.0a1", "3.3", "vendor"))).toEqual([]);
  expect(await jobs()).toEqual([]);
  expect((await findRelease(state.database, "v3.13.0"))?.state).toBe("known");
  expect(await findRelease(state.database, "3.3")).toBeUndefined();
});

test("a new tag is one job, however often it is seen and by however many at once", async () => {
  await noteReleases(state, remote, listing("v3.13.0"));
  const now = listing("v3.13.0", "v3.13.1", "v3.14.0b1");
  const seen = await Promise.all([1, 2, 3, 4].map(() => noteReleases(state, remote, now)));
  expect(seen.flat().sort()).toEqual(["v3.13.1", "v3.14.0b1"]);
  expect(await noteReleases(state, remote, now)).toEqual([]);
  expect(await jobs()).toEqual(["v3.13.1", "v3.14.0b1"]);
  expect(await findRelease(state.database, "v3.14.0b1")).toMatchObject({
    version: "3.14.0b1",
    series: "3.14",
    stage: "beta",
    commit: "2".repeat(40),
    state: "seen",
  });
});

test("processes that look at a remote for the first time simultaneously announce nothing", async () => {
  const seen = await Promise.all([1, 2, 3, 4].map(() => noteReleases(state, remote, listing("v3.13.0", "v3.13.1"))));
  expect(seen.flat()).toEqual([]);
  expect(await jobs()).toEqual([]);
});

test("a tag reported by a webhook is new, even at the first look", async () => {
  expect(await noteReleases(state, remote, listing("v3.13.0", "v3.13.1"), "v3.13.1")).toEqual(["v3.13.1"]);
  expect(await jobs()).toEqual(["v3.13.1"]);
});

test("another remote has a first time of its own", async () => {
  await noteReleases(state, remote, listing("v3.13.0"));
  expect(await noteReleases(state, `${remote}2`, listing("v3.13.0", "v3.13.1"))).toEqual([]);
  expect(await jobs()).toEqual([]);
});

test("a tag is noted with its job, or not at all", async () => {
  await noteReleases(state, remote, listing("v3.13.0"));
  const send = async () => {
    throw new Error("no");
  };
  const broken = { ...state, jobs: Object.assign(Object.create(state.jobs), { send }) };
  await expect(noteReleases(broken, remote, listing("v3.13.0", "v3.13.1"))).rejects.toThrow("no");
  expect(await findRelease(state.database, "v3.13.1")).toBeUndefined();
  expect(await noteReleases(state, remote, listing("v3.13.0", "v3.13.1"))).toEqual(["v3.13.1"]);
});

test("the poller looks at once, then at intervals, and continues after a failure until stopped", async () => {
  const end = new AbortController();
  let looks = 0;
  const look = async () => {
    if (++looks === 4) end.abort();
    if (looks === 2) throw new Error("away");
  };
  await poll(look, 1, end.signal);
  expect(looks).toBe(4);
});

test("its interval is jittered by a fifth, and doubles while the remote is away, up to an hour", () => {
  const interval = 300_000;
  expect([0, 0.5, 1].map((chance) => Math.round(pauseAfter(0, interval, chance)))).toEqual([240_000, 300_000, 360_000]);
  expect([1, 2, 3, 4, 100].map((failures) => pauseAfter(failures, interval, 0.5) / 60_000)).toEqual([
    10, 20, 40, 60, 60,
  ]);
  expect(pauseAfter(3, 2 * 3_600_000, 0.5)).toBe(2 * 3_600_000);
});
