import { setEnvironmentData } from "node:worker_threads";
import { afterEach, describe, expect, test } from "vitest";
import { Clients, caller } from "../../cache/callers.ts";
import { PoolBuilder } from "../../cache/pool.ts";
import { defaultTarget } from "../../src/cpython/target.ts";

let pool: PoolBuilder;
afterEach(() => pool.close());

const fakeWorker = new URL("./fake-worker.js", import.meta.url);
const build = (ref: string, stop?: AbortSignal) =>
  pool.build("manifest", { tree: { ref, commit: "", files: new Map() }, target: defaultTarget }, stop);
const start = (deadline = 30_000) => {
  pool = new PoolBuilder({ deadline, threads: 2, dataDir: "/nowhere", worker: fakeWorker });
};

describe("a pool of workers", () => {
  test("returns the bytes that a worker built", async () => {
    start();
    expect((await build("a")).toString()).toBe("built a");
    const sides = { from: Buffer.from("x"), to: Buffer.from("y") };
    expect((await pool.build("diff", { ...sides, filter: {} })).toString()).toBe("diff of x");
  });

  test("passes on an error of the table with its code and details", async () => {
    start();
    await expect(build("fails")).rejects.toMatchObject({ code: "unknown-abi", details: { abi: "cpt" } });
  });

  test("leaves this thread free while a worker computes", async () => {
    start(300);
    const spinning = build("spins").catch((error) => error.code);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    expect(await spinning).toBe("timeout");
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });

  test.each([["dies"], ["eats-memory"], ["throws"]])("a build that %s costs only itself", async (ref) => {
    start();
    const outcomes = await Promise.allSettled([build("a"), build(ref), build("b")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "internal" } });
    expect((await build("c")).toString()).toBe("built c");
  });

  test("a large extension leaves the first thread to others, as long as another is idle", async () => {
    start();
    const threadFor = async (isLarge: boolean) =>
      (await pool.build("check", { step: "read", files: [], isLarge })).toString();
    const first = await threadFor(false);
    const last = await threadFor(true);
    expect(last).not.toBe(first);
    expect([await threadFor(false), await threadFor(true), await threadFor(false)]).toEqual([first, last, first]);
  });

  test("a thread is not terminated while it loads, which may end the process", async () => {
    const loads = new Int32Array(new SharedArrayBuffer(8));
    setEnvironmentData("loads", loads);
    try {
      start();
      const stop = new AbortController();
      const outcome = build("a", stop.signal).catch(({ code }) => code);
      while (loads[0] === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      stop.abort();
      expect(await outcome).toBe("request-timeout");
      // Also the threads that still load.
      await pool.close();
      expect(loads[1]).toBe(loads[0]);
    } finally {
      setEnvironmentData("loads", undefined);
    }
  });

  test("a build past its deadline frees its thread", async () => {
    start(1000);
    await expect(build("spins")).rejects.toMatchObject({ code: "timeout" });
    expect((await build("a")).toString()).toBe("built a");
  });

  test("aborted work leaves the queue, or frees its thread", async () => {
    start();
    const stop = new AbortController();
    const outcomes = Promise.allSettled(["spins", "spins", "spins"].map((ref) => build(ref, stop.signal)));
    while (pool.queueLength === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "request-timeout" } });
    }
    expect(pool.queueLength).toBe(0);
    expect((await build("a")).toString()).toBe("built a");
  });

  test("a caller with more work than there are threads leaves one to the others", async () => {
    start();
    const stop = new AbortController();
    const outcomes = caller.run(new Clients(["hog"]), () =>
      Promise.allSettled(["spins", "spins", "spins"].map((ref) => build(ref, stop.signal))),
    );
    expect((await caller.run(new Clients(["other"]), () => build("a"))).toString()).toBe("built a");
    expect((await build("b")).toString()).toBe("built b");
    expect(pool.queueLength).toBe(2);
    stop.abort();
    expect((await outcomes).every(({ status }) => status === "rejected")).toBe(true);
    expect((await caller.run(new Clients(["hog"]), () => build("c"))).toString()).toBe("built c");
  });
});
