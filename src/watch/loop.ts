import { setTimeout as sleep } from "node:timers/promises";

/** A source of work and its handler. */
export interface WorkSource<Item> {
  /** Maximum number of concurrent items. */
  slots: number;
  /** Takes up to `free` waiting items for this process alone. */
  take(free: number): Promise<Item[]>;
  /** Handles one item. Must not throw. */
  run(item: Item, signal: AbortSignal): Promise<void>;
}

/** Milliseconds between polls; work created in this process is found at once. */
const interval = 2000;

/** Polls for work at an interval, or when woken, and runs it within the available slots. */
export class Loop {
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];
  readonly #onError: (error: unknown) => void;
  #wake = new AbortController();

  /** @param onError called for failed polls */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  add<Item>(source: WorkSource<Item>): void {
    this.#loops.push(this.#work(source));
  }

  /** Polls now; to be called after a transaction that created work. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Takes no more work, and resolves when running items, whose signal is aborted, have ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await Promise.all(this.#loops);
  }

  async #work<Item>({ slots, take, run }: WorkSource<Item>): Promise<void> {
    const running = new Set<Promise<void>>();
    while (!this.isStopping) {
      const { signal } = this.#wake;
      const free = slots - running.size;
      try {
        for (const item of free > 0 ? await take(free) : []) {
          const done = run(item, this.#stopping.signal).finally(() => {
            running.delete(done);
            this.wake();
          });
          running.add(done);
        }
      } catch (error) {
        this.#onError(error);
      }
      await sleep(interval, undefined, { signal }).catch(() => {});
    }
    await Promise.all(running);
  }
}
