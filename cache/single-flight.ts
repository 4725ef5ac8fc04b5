import { CapidiffError } from "../src/errors.ts";

/**
 * Lets requests for the same thing share the work that is under way. A failure reaches everyone who waited for it
 * and is forgotten: the next request tries again.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Promise<T>>();
  readonly #limit: number;

  /** @param limit how many different things may be under way at once. */
  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** How many different things are under way. */
  get size(): number {
    return this.#flights.size;
  }

  /** @throws CapidiffError `busy` past the limit. */
  run(key: string, work: () => Promise<T>): Promise<T> {
    const underWay = this.#flights.get(key);
    if (underWay) return underWay;
    if (this.#flights.size >= this.#limit) {
      return Promise.reject(new CapidiffError("busy", `${this.#limit} other answers are being worked out`));
    }
    const flight = work().finally(() => this.#flights.delete(key));
    this.#flights.set(key, flight);
    return flight;
  }
}
