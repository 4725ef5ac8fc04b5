import { setTimeout as sleep } from "node:timers/promises";
import type { Outage } from "../cpython/listing.ts";
import { CapidiffError } from "../errors.ts";
import type { Database } from "./database.ts";
import type { Jobs } from "./jobs.ts";
import { probe } from "./probe.ts";

/** What outlives the process. */
export interface State {
  database: Database;
  jobs: Jobs;
}

export interface StateOptions {
  /** Opens the database, its tables up to date, and begins to work on jobs. */
  open: () => Promise<State>;
  /** Told of each attempt that failed. */
  onFailure: (error: CapidiffError) => void;
}

/** Milliseconds before the first attempt to open it anew, and at most between two. */
const firstPause = 1000;
const longestPause = 30_000;

/** Milliseconds between looks whether the database can be written to. */
const interval = 5000;

/** The state while it is opened, which is tried until it succeeds, and while it is open. */
export class StateKeeper {
  /** Why it cannot be used; null while it can, and while it is opened for the first time. */
  outage: Outage | null = null;
  readonly #options: StateOptions;
  #state: State | null = null;
  #closed = new AbortController();

  constructor(options: StateOptions) {
    this.#options = options;
  }

  /** Whether it is being opened for the first time. */
  get isStarting(): boolean {
    return this.#state === null && this.outage === null;
  }

  /** Whether it is open and could be written to the last time. */
  get isOpen(): boolean {
    return this.#state !== null && this.outage === null;
  }

  start(): void {
    void this.#watch();
  }

  /** @throws CapidiffError `database-unavailable` while it is not open. */
  use(): State {
    if (this.#state) return this.#state;
    throw this.outage?.error ?? new CapidiffError("database-unavailable", "The database is still being opened.");
  }

  /** Begins no more jobs; resolves when those under way have ended. One that is only being opened will not be. */
  async stopJobs(): Promise<void> {
    this.#closed.abort();
    await this.#state?.jobs.stop();
  }

  /** To be called when nothing uses it any more. */
  async close(): Promise<void> {
    await this.stopJobs();
    await this.#state?.database.close();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await this.#open();
      await this.#useWhileItLasts();
    }
  }

  async #open(): Promise<void> {
    const { signal } = this.#closed;
    for (let pause = firstPause; !this.#state && !signal.aborted; pause = Math.min(2 * pause, longestPause)) {
      try {
        const state = await this.#options.open();
        if (signal.aborted) return await end(state);
        this.#state = state;
        this.outage = null;
      } catch (error) {
        this.#fail(error);
        await sleep(pause, undefined, { signal, ref: false }).catch(() => {});
      }
    }
  }

  /** Looks whether it can be written to, until the process is to end or it can never be used again. */
  async #useWhileItLasts(): Promise<void> {
    const { signal } = this.#closed;
    for (let state = this.#state; state && !signal.aborted; state = this.#state) {
      try {
        await probe(state.database);
        this.outage = null;
      } catch (error) {
        if (signal.aborted) return;
        this.#fail(error);
        if (state.database.hasEnded()) {
          this.#state = null;
          return await end(state).catch(() => {});
        }
      }
      await sleep(interval, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  #fail(cause: unknown): void {
    const error =
      cause instanceof CapidiffError
        ? cause
        : new CapidiffError("database-unavailable", `The database: ${cause}`, {}, { cause });
    this.outage = { since: this.outage?.since ?? new Date(), error };
    this.#options.onFailure(error);
  }
}

async function end({ jobs, database }: State): Promise<void> {
  await jobs.stop();
  await database.close();
}
