import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { Jobs } from "../../src/watch/jobs.ts";
import { anyState, waiting } from "./databases.ts";

let state: Awaited<ReturnType<typeof anyState>>;
let database: Database;
beforeAll(async () => {
  state = await anyState();
  database = state.database;
});
beforeEach(() => database.query("DELETE FROM capidiff_jobs.job"));
afterAll(() => state[Symbol.asyncDispose]());

/** Another process, so to say. */
async function others() {
  const errors: unknown[] = [];
  const jobs = await Jobs.start(database, { onError: (error, about) => errors.push({ error, about }) });
  return { jobs, errors, [Symbol.asyncDispose]: () => jobs.stop() };
}

const until = async (met: () => boolean | Promise<boolean>) => {
  while (!(await met())) await new Promise((resolve) => setTimeout(resolve, 20));
};
const states = async () =>
  (await database.query("SELECT state::text FROM capidiff_jobs.job")).map(({ state }) => state);
/** What is to be begun again later is begun now. */
const hurry = () => database.query("UPDATE capidiff_jobs.job SET start_after = now() - interval '1 second'");

test("a job is sent if its transaction is done", async () => {
  const sent = (tag: string, fails: boolean) =>
    database.transaction(async (sql) => {
      await state.jobs.send("look", [{ tag }], { sql });
      if (fails) throw new Error("no");
    });
  await sent("a", false);
  await expect(sent("b", true)).rejects.toThrow("no");
  expect(await waiting(database, "look")).toEqual([{ tag: "a" }]);
});

test("each job is done once, by one of many, and so many at once", async () => {
  await using a = await others();
  await using b = await others();
  const done: string[] = [];
  let under = 0;
  let most = 0;
  for (const { jobs } of [a, b]) {
    jobs.work("look", 3, async ({ data }) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 20));
      under--;
      done.push(data.tag);
    });
  }
  const tags = Array.from({ length: 40 }, (_, i) => `v${String(i).padStart(2, "0")}`);
  await state.jobs.send(
    "look",
    tags.map((tag) => ({ tag })),
  );
  a.jobs.wake();
  b.jobs.wake();
  await until(() => done.length >= tags.length);
  await until(async () => (await states()).every((state) => state === "completed"));
  expect(done.sort()).toEqual(tags);
  expect(most).toBeLessThanOrEqual(6);
  expect(most).toBeGreaterThan(1);
});

test("one that throws is told of, and begun again", async () => {
  await using other = await others();
  const begun: number[] = [];
  other.jobs.work("look", 1, async ({ failures }) => {
    begun.push(failures);
    if (begun.length < 3) throw new Error("not yet");
  });
  await state.jobs.send("look", [{ tag: "a" }]);
  other.jobs.wake();
  await until(async () => {
    await hurry();
    other.jobs.wake();
    return begun.length === 3;
  });
  expect(begun).toEqual([0, 1, 2]);
  expect(other.errors).toEqual(
    [1, 2].map(() => ({ error: new Error("not yet"), about: { job: "look", data: { tag: "a" } } })),
  );
});

test("one that is for later waits", async () => {
  await using other = await others();
  const done: string[] = [];
  other.jobs.work("look", 2, async ({ data }) => void done.push(data.tag));
  await state.jobs.send("look", [{ tag: "later" }], { after: new Date(Date.now() + 3_600_000) });
  await state.jobs.send("look", [{ tag: "now" }]);
  other.jobs.wake();
  await until(() => done.length > 0);
  expect(done).toEqual(["now"]);
  await hurry();
  other.jobs.wake();
  await until(() => done.length > 1);
});

test("one whose process died is begun again by another; one that is said to be under way is not", async () => {
  await using alive = await others();
  await using other = await others();
  const begun: string[] = [];
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  alive.jobs.work("look", 1, async ({ data }) => {
    begun.push(`alive ${data.tag}`);
    await finished;
  });
  await state.jobs.send("look", [{ tag: "long" }]);
  alive.jobs.wake();
  await until(() => begun.length === 1);
  // As by a process that is gone: active, and nobody says so.
  await state.jobs.send("tell", [{ tag: "lost" }]);
  await database.query("UPDATE capidiff_jobs.job SET state = 'active', started_on = now() - interval '31 seconds'");
  await until(async () => {
    const rows = await database.query(
      "SELECT name FROM capidiff_jobs.job WHERE started_on < now() - interval '30 seconds'",
    );
    return rows.length === 1;
  });
  other.jobs.work("look", 1, async ({ data }) => void begun.push(`other ${data.tag}`));
  other.jobs.work("tell", 1, async ({ data }) => void begun.push(`other ${data.tag}`));
  await until(async () => {
    await hurry();
    other.jobs.wake();
    return begun.length > 1;
  });
  expect(begun).toEqual(["alive long", "other lost"]);
  finish();
}, 60_000);

test("at the end no more is begun, what runs is told to end, and what it did not do is for others", async () => {
  const other = await others();
  other.jobs.work(
    "look",
    1,
    ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  await state.jobs.send("look", [{ tag: "a" }, { tag: "b" }]);
  other.jobs.wake();
  await until(async () => (await states()).includes("active"));
  await other.jobs.stop();
  expect((await states()).sort()).toEqual(["created", "retry"]);
  expect(other.errors).toEqual([]);
});
