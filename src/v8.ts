import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** V8 12, in Node 22, counts calls where earlier ones count bytecodes, and complains of an option that it lacks. */
const optimizeLate =
  Number.parseInt(process.versions.v8, 10) < 12
    ? "--interrupt-budget=1000000"
    : "--invocation-count-for-turbofan=45000";

/**
 * Tunes V8 for a command, which runs for seconds or minutes and ends.
 *
 * Functions are optimized later, as most would not repay it, and the young generation grows at once: that saves a third
 * of the CPU time of a first diff (`npm run bench:cold`) and an eighth of that of 49 manifests (`npm run bench:index`).
 * The heap grows to less than double between full collections instead of V8's fourfold: a check over ten versions takes
 * a third less memory for the same CPU time (`npm run bench:check`).
 */
export function tuneForCommand(): void {
  setFlags(optimizeLate, "--min-semi-space-size=16", "--semi-space-growth-factor=8");
  setFlags("--heap-growing-percent=80");
}

/**
 * Tunes V8 for a service, whose worker threads have a heap each: all grow by a fifth between full collections. Builds
 * take a third more CPU time than with double, and the service a fifth less memory under attack (`npm run bench:hostile`).
 */
export function tuneForService(): void {
  setFlags("--heap-growing-percent=20");
}

function setFlags(...flags: string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}

/** Tunes V8 for much short-lived data: the heap grows by a tenth at a time, at the cost of a third more time. */
export function tuneForMuchData(): void {
  setFlagsFromString("--heap-growing-percent=10");
}

/**
 * How much of a heap may be used. The rest is for what is allocated between two calls of `checkMemory`. V8 also ends a
 * thread that spends most of its time on collecting garbage while more than 0.8 is used.
 */
const usable = 0.7;

/** The part of the memory which this thread may use that is used, garbage included. */
export function usedHeap(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used / (usable * limit);
}

/**
 * Work that may need any amount of memory calls this in between. V8 would end the thread amid whatever it does, and thus
 * the process if that is a native call, or an allocation larger than the 16 MB that Node then still allows it.
 * @throws Error if too much is used, garbage not counted
 */
export function checkMemory(): void {
  if (usedHeap() < 1) return;
  collectGarbage();
  // With less room, garbage would be collected again and again.
  if (usedHeap() > 0.9) throw new Error("Out of memory");
}

/** In bytes. To collect a smaller heap takes more CPU time, some 0.15 s, than its memory is worth. */
const largeHeap = 96 * 2 ** 20;

/** Frees what is no longer used if that is likely to be much. */
export function collectMuchGarbage(): void {
  if (getHeapStatistics().used_heap_size > largeHeap) collectGarbage();
}

/** Frees what is no longer used, at once. Node offers no other way than V8's own function, which a flag exposes. */
export function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
}
