import { CapidiffError } from "../src/errors.ts";
import { Clients, caller } from "./callers.ts";

/** What is under way, and who waits for it. */
interface Flight<T> {
  done: Promise<T>;
  clients: Clients;
  waiting: number;
  stop: AbortController;
}

/**
 * Lets requests for the same thing share the work that is under way. A failure reaches everyone who waited for it
 * and is forgotten: the next request tries again. Work that nobody waits for any more is stopped.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();
  readonly #limit: number;

  /** @param limit how many different things may be under way at once. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** How many different things are under way. */
  get size(): number {
    return this.#flights.size;
  }

  /**
   * @param work its signal aborts when all who waited have given up
   * @param gone gives up; who has none waits to the end
   * @throws CapidiffError `busy` past the limit, `request-timeout` for who gave up
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
    // What nobody asked for is done for nobody, until somebody does.
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
        // Who asks from now on begins anew.
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

/** For who does not hear it any more. */
export const givenUp = () => new CapidiffError("request-timeout", "The client stopped waiting for the answer.");
