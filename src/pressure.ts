import { monitorEventLoopDelay } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";

export interface PressureLimits {
  /** Milliseconds that the thread which answers requests may be late, on average between two looks. */
  latest?: number;
  /** Part of the heap that may be full; past it garbage collection takes most of the time. */
  fullest?: number;
  /** Milliseconds between two looks. */
  interval?: number;
}

/**
 * Whether this process is short of time or memory, so that more work had better be refused. Of own make, because
 * @fastify/under-pressure takes a thread that it did not get to measure for one that is infinitely late: a busy machine
 * would be refused in its first second.
 */
export class Pressure {
  /** As of the last look. */
  high = false;

  /** Begins to look: once the process has started, which takes longer than any request may. */
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
