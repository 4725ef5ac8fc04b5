import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";

/** When the process is short of time or memory. */
export interface PressureLimits {
  /** Maximum average delay of the main thread in milliseconds between two samples. */
  latest?: number;
  /** Maximum fraction of the heap in use; above it garbage collection dominates. */
  fullest?: number;
  /** Milliseconds between samples. */
  interval?: number;
}

/**
 * Whether this process is short of time or memory and should refuse work. Not @fastify/under-pressure, which treats a
 * thread that
 * it could not measure yet as infinitely late: a busy machine would be refused in its first second.
 */
export class Pressure {
  /** As of the last sample. */
  high = false;

  /** Starts sampling, to be called after startup, which is slower than any request may be. */
  watch({ latest = 1000, fullest = 0.85, interval = 500 }: PressureLimits = {}): void {
    const resolution = 20;
    const delay = monitorEventLoopDelay({ resolution });
    delay.enable();
    setInterval(() => {
      const { used_heap_size, heap_size_limit } = getHeapStatistics();
      this.high = delay.mean / 1e6 - resolution > latest || used_heap_size > fullest * heap_size_limit;
      delay.reset();
    }, interval).unref();
  }
}
