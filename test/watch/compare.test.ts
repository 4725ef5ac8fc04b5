import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseLsRemote } from "../../src/cpython/refs.ts";
import type { TargetRequest } from "../../src/cpython/target.ts";
import { CapidiffError } from "../../src/errors.ts";
import { type CompareContext, compareRelease } from "../../src/watch/compare.ts";
import { noteReleases } from "../../src/watch/notice.ts";
import { comparisonsOf, findRelease, listReleases } from "../../src/watch/releases.ts";
import { anyState, waiting } from "./databases.ts";

let state: Awaited<ReturnType<typeof anyState>>;
beforeAll(async () => {
  state = await anyState();
});
afterAll(() => state[Symbol.asyncDispose]());

const tag = "v3.14.0b2";
const refs = parseLsRemote(
  ["v3.13.0", "v3.14.0b1", tag].map((name) => `${"a".repeat(40)}\trefs/tags/${name}`).join("\n"),
);

beforeEach(async () => {
  await state.database.query("DELETE FROM capidiff.jobs; TRUNCATE capidiff.releases, capidiff.remotes CASCADE");
  await noteReleases(state, "remote", refs, tag);
});

/** The comparisons made, as `v3.13.0 cp linux_x86_64`, and their results. */
class Answers implements Pick<CompareContext["answers"], "diff"> {
  asked: string[] = [];
  fail: (asked: string) => CapidiffError | undefined = () => undefined;

  async diff(from: string, to: string, { abi, platform }: TargetRequest) {
    const asked = `${from} ${abi} ${platform}`;
    expect(to).toBe(tag);
    this.asked.push(asked);
    const error = this.fail(asked);
    if (error) throw error;
    const bytes = Buffer.from(JSON.stringify({ complete: true, summary: { changes: 7 }, changes: [] }));
    return { etag: "", pinned: false, bytes: async () => bytes, atHand: () => bytes };
  }
}

const noAbi = (asked: string) =>
  / cp /.test(asked) ? undefined : new CapidiffError("unknown-abi", "There is no such abi.");

const compare = (answers: Answers, signal = new AbortController().signal) =>
  compareRelease(
    {
      ...state,
      answers,
      platforms: ["linux_x86_64", "win_amd64"],
      repository: { refs: async () => refs.slice(0, 2), renewRefs: async () => refs },
    },
    tag,
    signal,
  );

const stored = async () =>
  (await comparisonsOf(state.database, [tag]))
    .get(tag)
    ?.map(({ fromTag, abi, platform }) => `${fromTag} ${abi} ${platform}`);

test("with each earlier release, for each target that both have; then it is announced", async () => {
  const answers = new Answers();
  answers.fail = noAbi;
  await compare(answers);
  expect(answers.asked).toHaveLength(2 * 6 * 2);
  expect((await comparisonsOf(state.database, [tag])).get(tag)).toEqual(
    [
      { fromTag: "v3.13.0", platform: "linux_x86_64", bases: ["previous-series"] },
      { fromTag: "v3.13.0", platform: "win_amd64", bases: ["previous-series"] },
      { fromTag: "v3.14.0b1", platform: "linux_x86_64", bases: ["previous-tag"] },
      { fromTag: "v3.14.0b1", platform: "win_amd64", bases: ["previous-tag"] },
    ].map((comparison) => ({ ...comparison, abi: "cp", complete: true, summary: { changes: 7 }, failure: null })),
  );
  expect(await findRelease(state.database, tag)).toMatchObject({ state: "compared", comparedAt: expect.any(Date) });
  expect((await listReleases(state.database, 10)).map(({ tag }) => tag)).toEqual([tag]);
  expect(await waiting(state.database, "tell")).toEqual([{ tag }]);
});

test("a platform that an earlier release does not support is left out", async () => {
  const answers = new Answers();
  answers.fail = (asked) =>
    noAbi(asked) ?? (asked === "v3.13.0 cp win_amd64" ? new CapidiffError("unsupported-platform", "none") : undefined);
  await compare(answers);
  expect(await stored()).toEqual(["v3.13.0 cp linux_x86_64", "v3.14.0b1 cp linux_x86_64", "v3.14.0b1 cp win_amd64"]);
  expect(await waiting(state.database, "tell")).toEqual([{ tag }]);
});

test("done again, it does nothing", async () => {
  const answers = new Answers();
  answers.fail = noAbi;
  await compare(answers);
  answers.asked = [];
  await compare(answers);
  expect(answers.asked).toEqual([]);
  expect(await waiting(state.database, "tell")).toHaveLength(1);
});

test("transient failures are retried, the rest is done meanwhile, and nothing is done twice", async () => {
  const answers = new Answers();
  const broken = "v3.13.0 cp linux_x86_64";
  answers.fail = (asked) => noAbi(asked) ?? (asked === broken ? new CapidiffError("timeout", "slow") : undefined);
  await expect(compare(answers)).rejects.toMatchObject({ code: "timeout" });
  expect(await stored()).toEqual(["v3.13.0 cp win_amd64", "v3.14.0b1 cp linux_x86_64", "v3.14.0b1 cp win_amd64"]);
  expect(await waiting(state.database, "tell")).toEqual([]);
  answers.fail = noAbi;
  answers.asked = [];
  await compare(answers);
  expect(answers.asked.filter((asked) => / cp /.test(asked))).toEqual([broken]);
  expect(await stored()).toHaveLength(4);
  expect(await waiting(state.database, "tell")).toHaveLength(1);
});

test("permanent failures, and those that last six hours, are recorded as such", async () => {
  const answers = new Answers();
  answers.fail = (asked) =>
    noAbi(asked) ??
    (asked.startsWith("v3.13.0") ? new CapidiffError("no-headers", "none") : new CapidiffError("timeout", "slow"));
  await expect(compare(answers)).rejects.toMatchObject({ code: "timeout" });
  await state.database.query("UPDATE capidiff.releases SET seen_at = now() - interval '361 minutes'");
  await compare(answers);
  const failures = (await comparisonsOf(state.database, [tag]))
    .get(tag)
    ?.map(({ summary, complete, failure }) => [summary, complete, failure]);
  expect(failures).toEqual(["no-headers", "no-headers", "timeout", "timeout"].map((code) => [null, null, code]));
});

test("shutdown aborts it without recording a failure of the release", async () => {
  const answers = new Answers();
  const end = new AbortController();
  answers.fail = () => {
    end.abort();
    return new CapidiffError("no-headers", "none");
  };
  await expect(compare(answers, end.signal)).rejects.toThrow();
  expect(answers.asked).toHaveLength(1);
  expect(await stored()).toEqual([]);
});

test("a release from before the watch is not compared", async () => {
  const answers = new Answers();
  await state.database.query("UPDATE capidiff.releases SET state = 'known'");
  await compare(answers);
  expect(answers.asked).toEqual([]);
});
