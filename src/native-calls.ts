/**
 * Native code may end the whole process if its thread is terminated: node-addon-api, in tree-sitter, throws where nothing
 * catches; Node's zlib asserts that no stream is closed before it is set up; its loader asserts that an ES module which
 * CommonJS requires can be linked. So threads call the first two inside `nativeCall`, and are terminated by
 * `terminateBetweenCalls`.
 */
import { getEnvironmentData, setEnvironmentData, threadId, Worker } from "node:worker_threads";

/** What a thread is doing: `wanted` is a call after which the thread is to end. */
const free = 0;
const calling = 1;
const wanted = 2;
const ending = 3;

/** Threads whose ids are this far apart wait for each other's calls. */
const slots = 4096;
const key = "capidiff: native calls";

/** Shared with all threads started later. */
function sharedStates(): Int32Array {
  const known = getEnvironmentData(key) as SharedArrayBuffer | undefined;
  const buffer = known ?? new SharedArrayBuffer(slots * Int32Array.BYTES_PER_ELEMENT);
  if (known === undefined) setEnvironmentData(key, buffer);
  return new Int32Array(buffer);
}

const states = sharedStates();

/** The result of a call into native code; never returns in a thread that is being terminated. */
export function nativeCall<T>(call: () => T): T {
  const slot = threadId % slots;
  for (;;) {
    const state = Atomics.compareExchange(states, slot, free, calling);
    if (state === free) break;
    Atomics.wait(states, slot, state);
  }
  try {
    return call();
  } finally {
    const isWanted = Atomics.compareExchange(states, slot, calling, free) === wanted;
    if (isWanted) Atomics.store(states, slot, ending);
    Atomics.notify(states, slot);
  }
}

/**
 * Makes `worker.terminate()`, which a pool of threads calls itself, wait until the thread has loaded, which its first
 * message says, and for the end of a native call. To be called in the turn that creates the worker.
 */
export function terminateBetweenCalls(worker: Worker): void {
  const slot = worker.threadId % slots;
  const release = () => {
    Atomics.store(states, slot, free);
    Atomics.notify(states, slot);
  };
  // Perhaps by itself, amid a call.
  worker.once("exit", release);
  const loaded = new Promise<void>((resolve) => {
    worker.once("message", () => resolve());
    worker.once("exit", () => resolve());
  });
  worker.terminate = async () => {
    await loaded;
    while (Atomics.compareExchange(states, slot, free, ending) !== free) {
      if (Atomics.load(states, slot) === ending) break;
      Atomics.compareExchange(states, slot, calling, wanted);
      await Atomics.waitAsync(states, slot, wanted).value;
    }
    const code = await Worker.prototype.terminate.call(worker);
    release();
    return code;
  };
}
