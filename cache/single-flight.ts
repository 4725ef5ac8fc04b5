import { CapidiffError } from "../src/errors.ts";
import { Clients, caller } from "./callers.ts";

/** Work in progress and its waiters. */
interface Flight<T> {
  done: Promise<T>;
  clients: Clients;
  waiting: number;
  stop: AbortController;
}

/**
 * Shares work between concurrent requests for the same thing. A failure reaches all waiters
 * and is not cached: the next request tries again. Work that nobody waits for any more is stopped.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #limit: number;

  /** @param limit maximum number of distinct works in progress */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** Number of distinct works in progress. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * @param work its signal aborts when all waiters have given up
   * @param gone signals that this waiter gives up
   * @throws CapidiffError `busy` beyond the limit, `request-timeout` for a waiter that gave up
   */
  run(key: string, work: (stop: AbortSignal) => Promise<T>, gone?: AbortSignal): Promise<T> {
    if (gone?.aborted) return Promise.reject(givenUp());
    const underWay = this.#flights.get(key);
    if (underWay) caller.getStore()?.join(underWay.clients);
    if (underWay) return this.#wait(key, underWay, gone);
    if (this.#flights.size >= this.#limit) {
      return Promise.reject(new CapidiffError("busy", `${this.#limit} other answers are in progress`));
    }
    const stop = new AbortController();
    const asker = caller.getStore();
    const clients = new Clients([]);
    asker?.join(clients);
    // Background work has no client until a request joins it.
    const done = caller.run(clients, () => work(stop.signal)).finally(() => this.#forget(key, flight));
    const flight: Flight<T> = { done, clients, waiting: 0, stop };
    this.#flights.set(key, flight);
    return this.#wait(key, flight, gone);
  }

  #wait(key: string, flight: Flight<T>, gone: AbortSignal | undefined): Promise<T> {
    flight.waiting++;
    if (gone === undefined) return flight.done;
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => {
        reject(givenUp());
        if (--flight.waiting > 0) return;
        // Later requests start over.
        this.#forget(key, flight);
        flight.stop.abort();
      };
      gone.addEventListener("abort", giveUp, { once: true });
      flight.done.then(resolve, reject).finally(() => gone.removeEventListener("abort", giveUp));
    });
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}

/** The error for a waiter that gave up. */
export const givenUp = () => new CapidiffError("request-timeout", "The client stopped waiting for the answer.");
