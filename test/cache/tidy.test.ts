import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";

const patchlevel = `#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION SERIES
#define PY_MICRO_VERSION 0
#define PY_RELEASE_LEVEL 0xF
#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.SERIES.0"
`;

/** Runs in a thread with a small heap, from the built package, and reports. */
const thread = `
  import("${new URL("../../dist/cache/thread-state.js", import.meta.url).href}").then(async ({ ThreadState }) => {
    const { getHeapStatistics } = await import("node:v8");
    const { parentPort } = await import("node:worker_threads");
    const megabytes = () => getHeapStatistics().used_heap_size / 2 ** 20;
    const state = new ThreadState();
    const treeOf = (minor) => {
      const text = ${JSON.stringify(patchlevel)}.replaceAll("SERIES", minor);
      return { ref: "v3." + minor, files: new Map([["Include/patchlevel.h", { text }]]) };
    };
    state.begin(true);
    const session = await state.session(treeOf(14));
    state.tidy();
    const kept = session === (await state.session(treeOf(14)));
    const isOwn = session !== (await state.session(treeOf(15)));
    const fill = () => {
      const garbage = Array.from({ length: 100 }, () => new Array(2 ** 17).fill(1.5));
      return garbage.length && megabytes();
    };
    const full = fill();
    state.tidy();
    const renewed = session !== (await state.session(treeOf(14)));
    const freed = full - megabytes();
    const { frontEnd } = await state.session(treeOf(15));
    const filled = fill();
    frontEnd.begin();
    const held = filled - megabytes();
    frontEnd.begin();
    parentPort.postMessage({ kept, isOwn, renewed, freed, held, freedLater: filled - megabytes() });
  });
`;

test("a thread has a session per series; after a large build it frees its garbage and the sessions", async () => {
  const worker = new Worker(thread, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 160 } });
  const [{ kept, isOwn, renewed, freed, held, freedLater }] = await once(worker, "message");
  expect({ kept, isOwn, renewed }).toEqual({ kept: true, isOwn: true, renewed: true });
  expect(freed).toBeGreaterThan(40);
  // The session of another series frees the one before it once it has read something.
  expect(held).toBeLessThan(40);
  expect(freedLater).toBeGreaterThan(40);
});
