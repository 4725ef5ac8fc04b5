import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

/** Runs in a thread with a small heap, from the built package, and reports. */
const thread = `
  import("${new URL("../../dist/cache/tasks.js", import.meta.url).href}").then(async ({ ThreadState }) => {
    const { getHeapStatistics } = await import("node:v8");
    const { parentPort } = await import("node:worker_threads");
    const megabytes = () => getHeapStatistics().used_heap_size / 2 ** 20;
    const state = new ThreadState();
    const session = await state.session();
    state.tidy();
    const kept = session === (await state.session());
    const full = (() => {
      const garbage = Array.from({ length: 100 }, () => new Array(2 ** 17).fill(1.5));
      return garbage.length && megabytes();
    })();
    state.tidy();
    parentPort.postMessage({ kept, freed: full - megabytes(), renewed: session !== (await state.session()) });
  });
`;

test("after a large build a thread frees its garbage and its session, after a small one it keeps the session", async () => {
  const worker = new Worker(thread, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 160 } });
  const [{ kept, freed, renewed }] = await once(worker, "message");
  expect({ kept, renewed }).toEqual({ kept: true, renewed: true });
  expect(freed).toBeGreaterThan(40);
});
