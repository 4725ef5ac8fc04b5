import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when the condition is met; leaves the processor to what is waited for. */
export async function until(isMet: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isMet())) await sleep(20);
}
