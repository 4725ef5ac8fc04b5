import { setTimeout as sleep } from "node:timers/promises";
import { jittered } from "./jitter.ts";

/** Maximum milliseconds between polls of a failing remote. */
const maxPause = 3_600_000;

/**
 * Polls immediately and then at an interval, until the signal is aborted. The interval is jittered by a fifth so that
 * replicas do not poll together, and doubles with each failure in a row, up to an hour.
 * @param look throws on failure, after reporting it
 * @param interval milliseconds
 */
export async function poll(look: () => Promise<void>, interval: number, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    try {
      await look();
      failures = 0;
    } catch {
      failures++;
    }
    await sleep(pauseAfter(failures, interval), undefined, { signal, ref: false }).catch(() => {});
  }
}

/** @param random as for {@link jittered} */
export function pauseAfter(failures: number, interval: number, random = Math.random()): number {
  return jittered(Math.max(interval, Math.min(maxPause, interval * 2 ** failures)), random);
}
