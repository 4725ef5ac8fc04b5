import { setTimeout as sleep } from "node:timers/promises";
import type { Outage } from "../cpython/listing.ts";
import { CapidiffError } from "../errors.ts";
import type { Database } from "./database.ts";
import type { Jobs } from "./jobs.ts";
import { probe } from "./probe.ts";

/** The durable state. */
export interface DurableState {
  database: Database;
  jobs: Jobs;
}

export interface StateOptions {
  /** Opens and migrates the database, and starts to run jobs. */
  open: () => Promise<DurableState>;
  /** Called for each failed attempt. */
  onFailure: (error: CapidiffError) => void;
}

/** Milliseconds before the first attempt to reopen it, and at most between two. */
const firstPause = 1000;
const maxPause = 30_000;

/** Milliseconds between checks that the database is writable. */
const interval = 5000;

/** Opens the state, retrying until it succeeds, and reopens it after failures. */
export class StateKeeper {
  /** Why it is unusable; null while it is usable, and while it is opened for the first time. */
  outage: Outage | null = null;
  readonly #options: StateOptions;
  #state: DurableState | null = null;
  #closed = new AbortController();

  constructor(options: StateOptions) {
    this.#options = options;
  }

  /** Whether it is being opened for the first time. */
  get isStarting(): boolean {
    return this.#state === null && this.outage === null;
  }

  /** Whether it is open and was writable at the last check. */
  get isOpen(): boolean {
    return this.#state !== null && this.outage === null;
  }

  start(): void {
    void this.#watch();
  }

  /** @throws CapidiffError `database-unavailable` while it is not open */
  use(): DurableState {
    if (this.#state) return this.#state;
    throw this.outage?.error ?? new CapidiffError("database-unavailable", "The database is still being opened.");
  }

  /** Starts no more jobs; resolves when running ones have ended. If it is still being opened, opening is abandoned. */
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
    for (let pause = firstPause; !this.#state && !signal.aborted; pause = Math.min(2 * pause, maxPause)) {
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

  /** Checks that it is writable, until shutdown or until it is permanently unusable. */
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

async function end({ jobs, database }: DurableState): Promise<void> {
  await jobs.stop();
  await database.close();
}
