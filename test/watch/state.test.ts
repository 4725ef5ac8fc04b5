import { afterEach, expect, test } from "vitest";
import { CapidiffError } from "../../src/errors.ts";
import type { Database } from "../../src/watch/database.ts";
import type { Jobs } from "../../src/watch/jobs.ts";
import { type DurableState, StateKeeper } from "../../src/watch/state.ts";
import { until } from "../until.ts";

let keeper: StateKeeper;
afterEach(() => keeper.close());

const away = new CapidiffError("database-unavailable", "no route to host");

/** A state that notes how it is ended, and answers if `isWell`. */
function fakeState(log: string[] = [], isWell = () => true, hasEnded = () => false): DurableState {
  const database = {
    transaction: async () => {
      if (!isWell()) throw away;
    },
    hasEnded,
    close: async () => void log.push("database closed"),
  };
  const jobs = { stop: async () => void log.push("jobs stopped") };
  return { database: database as unknown as Database, jobs: jobs as unknown as Jobs };
}

test("it refuses use before it is open", async () => {
  let open = (_state: DurableState) => {};
  const failures: unknown[] = [];
  keeper = new StateKeeper({
    open: () => new Promise((resolve) => (open = resolve)),
    onFailure: (error) => failures.push(error),
  });
  keeper.start();
  expect([keeper.isStarting, keeper.isOpen, keeper.outage]).toEqual([true, false, null]);
  expect(() => keeper.use()).toThrow(expect.objectContaining({ code: "database-unavailable" }));
  const state = fakeState();
  open(state);
  await until(() => keeper.isOpen);
  expect(keeper.use()).toBe(state);
  expect([keeper.isStarting, keeper.outage, failures]).toEqual([false, null, []]);
});

test("opening is retried until it succeeds; meanwhile the reason is reported", async () => {
  let attempts = 0;
  const failures: CapidiffError[] = [];
  const open = async () => {
    if (++attempts === 1) throw away;
    return fakeState();
  };
  keeper = new StateKeeper({ open, onFailure: (error) => failures.push(error) });
  keeper.start();
  await until(() => keeper.outage !== null);
  expect([keeper.isStarting, keeper.isOpen, keeper.outage?.error]).toEqual([false, false, away]);
  expect(() => keeper.use()).toThrow(away);
  await until(() => keeper.isOpen);
  expect([attempts, failures, keeper.outage]).toEqual([2, [away], null]);
});

test("while it is open it is looked at, and stays in use when it does not answer", async () => {
  let isWell = true;
  const state = fakeState([], () => isWell);
  keeper = new StateKeeper({ open: async () => state, onFailure: () => {} });
  keeper.start();
  await until(() => keeper.isOpen);
  isWell = false;
  await until(() => keeper.outage !== null);
  expect([keeper.isOpen, keeper.outage?.error]).toEqual([false, away]);
  expect(keeper.use()).toBe(state);
  isWell = true;
  await until(() => keeper.isOpen);
}, 30_000);

test("one that failed for good is closed, and opened again", async () => {
  const log: string[] = [];
  const states = [
    fakeState(
      log,
      () => false,
      () => true,
    ),
    fakeState(),
  ];
  const failures: CapidiffError[] = [];
  keeper = new StateKeeper({
    open: async () => states.shift() ?? fakeState(),
    onFailure: (error) => failures.push(error),
  });
  const [, next] = states;
  keeper.start();
  await until(() => keeper.isOpen && keeper.use() === next);
  expect(failures).toEqual([away]);
  expect(log).toEqual(["jobs stopped", "database closed"]);
});

test("at the end the jobs are ended first, and the database after them", async () => {
  const log: string[] = [];
  keeper = new StateKeeper({ open: async () => fakeState(log), onFailure: () => {} });
  keeper.start();
  await until(() => keeper.isOpen);
  await keeper.close();
  expect(log).toEqual(["jobs stopped", "database closed"]);
});

test("one that is opened while the process ends is ended at once", async () => {
  const log: string[] = [];
  let open = (_state: DurableState) => {};
  keeper = new StateKeeper({ open: () => new Promise((resolve) => (open = resolve)), onFailure: () => {} });
  keeper.start();
  await keeper.close();
  open(fakeState(log));
  await until(() => log.length === 2);
  expect(keeper.isOpen).toBe(false);
});
