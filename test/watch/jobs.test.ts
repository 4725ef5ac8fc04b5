import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "../../src/watch/database.ts";
import { Jobs } from "../../src/watch/jobs.ts";
import { migrate } from "../../src/watch/migrations.ts";
import { schema } from "../../src/watch/schema.ts";
import { until } from "../until.ts";
import { anyState, waiting } from "./databases.ts";

let state: Awaited<ReturnType<typeof anyState>>;
let database: Database;
beforeAll(async () => {
  state = await anyState();
  database = state.database;
});
beforeEach(() => database.query("DELETE FROM capidiff.jobs"));
afterAll(() => state[Symbol.asyncDispose]());

/** Another process, so to say. */
function others() {
  const errors: unknown[] = [];
  const jobs = new Jobs(database, { onError: (error, about) => errors.push({ error, about }) });
  return { jobs, errors, [Symbol.asyncDispose]: () => jobs.stop() };
}

const jobs = () =>
  database.query<{ tag: string; failures: number; isTaken: boolean }>(
    `SELECT data->>'tag' AS tag, failures, run IS NOT NULL AS "isTaken" FROM capidiff.jobs ORDER BY 1`,
  );
/** What is to be begun again later is begun now. */
const hurry = () => database.query("UPDATE capidiff.jobs SET due_at = now() - interval '1 second'");

test("a job is sent if its transaction is done", async () => {
  const sent = (tag: string, fails: boolean) =>
    database.transaction(async (sql) => {
      await state.jobs.send("look", [{ tag }], sql);
      if (fails) throw new Error("no");
    });
  await sent("a", false);
  await expect(sent("b", true)).rejects.toThrow("no");
  expect(await waiting(database, "look")).toEqual([{ tag: "a" }]);
});

test("each job is done once, by one of many, one of a name at a time", async () => {
  await using a = others();
  await using b = others();
  const done: string[] = [];
  for (const { jobs } of [a, b]) {
    let under = 0;
    jobs.work("look", async ({ data }) => {
      expect(++under).toBe(1);
      await sleep(1);
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
  await until(async () => (await jobs()).length === 0);
  expect(done.sort()).toEqual(tags);
  expect([a.errors, b.errors]).toEqual([[], []]);
});

test("a job that throws is reported and retried", async () => {
  await using other = others();
  const begun: number[] = [];
  other.jobs.work("look", async ({ failures }) => {
    begun.push(failures);
    if (begun.length < 3) throw new Error("not yet");
  });
  await state.jobs.send("look", [{ tag: "a" }]);
  other.jobs.wake();
  await until(async () => {
    const [job] = await jobs();
    if (job?.isTaken === false) await hurry();
    other.jobs.wake();
    return job === undefined;
  });
  expect(begun).toEqual([0, 1, 2]);
  expect(other.errors).toEqual(
    [1, 2].map(() => ({ error: new Error("not yet"), about: { job: "look", data: { tag: "a" } } })),
  );
});

test("a job of a dead process is restarted by another; if the process was alive after all, it changes nothing", async () => {
  await using slow = others();
  await using other = others();
  const begun: string[] = [];
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  slow.jobs.work("look", async () => {
    begun.push("slow");
    await finished;
  });
  await state.jobs.send("look", [{ tag: "a" }]);
  slow.jobs.wake();
  await until(() => begun.length === 1);
  await hurry();
  let finishOther = () => {};
  other.jobs.work("look", async () => {
    begun.push("other");
    await new Promise<void>((resolve) => {
      finishOther = resolve;
    });
  });
  await until(() => begun.length === 2);
  finish();
  await slow.jobs.stop();
  expect(await jobs()).toEqual([{ tag: "a", failures: 0, isTaken: true }]);
  finishOther();
  await until(async () => (await jobs()).length === 0);
  expect(begun).toEqual(["slow", "other"]);
});

test("on shutdown no job is started, running ones are aborted, and unfinished ones are left to others", async () => {
  const other = others();
  other.jobs.work(
    "look",
    ({ signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  await state.jobs.send("look", [{ tag: "a" }, { tag: "b" }]);
  other.jobs.wake();
  await until(async () => (await jobs()).some(({ isTaken }) => isTaken));
  await other.jobs.stop();
  expect((await jobs()).map(({ tag, isTaken }) => [tag, isTaken])).toEqual([
    ["a", false],
    ["b", false],
  ]);
  expect(other.errors).toEqual([]);
});

test("on shutdown a job that was just taken is not started, but left to others", async () => {
  let go = () => {};
  const isAsked = new Promise<void>((resolve) => {
    go = resolve;
  });
  const slow: Database = Object.create(database, {
    query: {
      value: async (text: string, values?: unknown[]) => {
        const rows = await database.query(text, values);
        if (/SKIP LOCKED/.test(text) && rows.length > 0) await isAsked;
        return rows;
      },
    },
  });
  const begun: string[] = [];
  const other = new Jobs(slow, { onError: (error) => begun.push(String(error)) });
  await state.jobs.send("look", [{ tag: "a" }]);
  other.work("look", async ({ data }) => {
    begun.push(data.tag);
  });
  await until(async () => (await jobs()).some(({ isTaken }) => isTaken));
  const stopped = other.stop();
  go();
  await stopped;
  expect(begun).toEqual([]);
  expect((await jobs()).map(({ tag, isTaken }) => [tag, isTaken])).toEqual([["a", false]]);
});

test("jobs in the tables of older versions are taken over", async () => {
  await database.query("DROP SCHEMA capidiff CASCADE");
  await migrate(database, schema.slice(0, 1));
  await database.query(`
    CREATE SCHEMA capidiff_jobs;
    CREATE TYPE capidiff_jobs.job_state AS ENUM ('created', 'retry', 'active', 'completed', 'cancelled', 'failed');
    CREATE TABLE capidiff_jobs.job (name text, data jsonb, state capidiff_jobs.job_state DEFAULT 'created',
      created_on timestamptz DEFAULT now(), retry_count int DEFAULT 0);
    INSERT INTO capidiff_jobs.job (name, data, state) VALUES ('release', '{"tag": "a"}', 'created'),
      ('release', '{"tag": "b"}', 'active'), ('release', '{"tag": "c"}', 'completed'), ('deliver', '{}', 'created')`);
  await migrate(database);
  expect((await waiting(database, "release")).map(({ tag }) => tag)).toEqual(["a", "b"]);
  expect(await waiting(database, "deliver" as never)).toEqual([]);
  expect(await database.query("SELECT to_regclass('capidiff_jobs.job') IS NULL AS gone")).toEqual([{ gone: true }]);
});
