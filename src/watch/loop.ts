import { setTimeout as sleep } from "node:timers/promises";

/** Where work comes from, and what does it. */
export interface Source<Item> {
  /** How many items are done at once. */
  slots: number;
  /** Takes what waits, no more than so many, for this process alone. */
  take(free: number): Promise<Item[]>;
  /** Does one. @throws nothing */
  run(item: Item, signal: AbortSignal): Promise<void>;
}

/** Milliseconds between looks for work; that which comes of other work here is found at once. */
const interval = 2000;

/** Looks for work at an interval, or when it is woken, and does it as far as there are slots. */
export class Loop {
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];
  readonly #onError: (error: unknown) => void;
  #wake = new AbortController();

  /** @param onError told of looks that failed */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  add<Item>(source: Source<Item>): void {
    this.#loops.push(this.#work(source));
  }

  /** Looks for work now: to be called when a transaction that made some is done. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Takes no more, and resolves when what is under way has ended, which is told to. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await Promise.all(this.#loops);
  }

  async #work<Item>({ slots, take, run }: Source<Item>): Promise<void> {
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
