import { AsyncLocalStorage } from "node:async_hooks";
import pLimit, { type LimitFunction } from "p-limit";

/**
 * For whom work is done: the client whose request began it, wherever that leads. What the service does by itself is
 * done for nobody.
 */
export const caller = new AsyncLocalStorage<string>();

/** Shares of something that there is little of: past its own, a caller's work waits, and nobody else's for it. */
export class Callers {
  readonly #share: number;
  readonly #limits = new Map<string | undefined, LimitFunction>();
  #waiting = 0;

  /** @param share how much of one caller's work is under way at once */
  constructor(share: number) {
    this.#share = share;
  }

  /** How much work waits for its caller's other work. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @throws the signal's reason where it aborts before the work has begun */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const name = caller.getStore();
    const limit = this.#limits.get(name) ?? pLimit(this.#share);
    this.#limits.set(name, limit);
    this.#waiting++;
    try {
      return await new Promise<T>((resolve, reject) => {
        let isWaiting = true;
        const leave = () => {
          if (isWaiting) this.#waiting--;
          isWaiting = false;
        };
        const giveUp = () => {
          leave();
          reject(signal?.reason);
        };
        if (signal?.aborted) return giveUp();
        signal?.addEventListener("abort", giveUp, { once: true });
        const begin = async () => {
          signal?.removeEventListener("abort", giveUp);
          leave();
          signal?.throwIfAborted();
          return work();
        };
        limit(begin).then(resolve, reject);
      });
    } finally {
      if (limit.activeCount + limit.pendingCount === 0) this.#limits.delete(name);
    }
  }
}
