import { AsyncLocalStorage } from "node:async_hooks";

/** Clients that wait for one piece of work. More may come while it is under way. */
export class Clients {
  readonly #names: Set<string>;
  /** Work that this one waits for, and so its clients, too. */
  readonly #parts = new Set<Clients>();
  /** Called when clients come. */
  readonly onJoin = new Set<() => void>();

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
  }

  get names(): ReadonlySet<string> {
    return this.#names;
  }

  /** These wait for `work` from now on, with all that come later. */
  join(work: Clients): void {
    this.#parts.add(work);
    work.#add(this.#names);
  }

  #add(names: Iterable<string>): void {
    const before = this.#names.size;
    for (const name of names) this.#names.add(name);
    if (this.#names.size === before) return;
    for (const listener of this.onJoin) listener();
    for (const part of this.#parts) part.#add(this.#names);
  }
}

/**
 * The clients whose requests wait for the current work, passed along to everything it calls. Background work of the
 * service has none. Off while no work is under way: in Node 20 it makes every promise slower, and with it every answer
 * from memory.
 */
class Caller {
  readonly #storage = new AsyncLocalStorage<Clients>();
  #underWay = 0;

  async run<T>(clients: Clients, work: () => Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await this.#storage.run(clients, work);
    } finally {
      if (--this.#underWay === 0) this.#storage.disable();
    }
  }

  getStore(): Clients | undefined {
    return this.#storage.getStore();
  }
}

/** The clients that the current asynchronous work is for. */
export const caller = new Caller();

/** Work that waits for a free share. */
interface Waiting {
  clients: Clients | undefined;
  begin(client: string | undefined): void;
}

/**
 * Divides a scarce resource into shares: a client's work beyond its share waits, without delaying that of others. Work
 * that several clients wait for starts in the share of any that has room.
 */
export class Callers {
  readonly #share: number;
  /** How much work is under way, by the client in whose share it is. */
  readonly #running = new Map<string | undefined, number>();
  readonly #waiting = new Set<Waiting>();

  /** @param share how much of one client's work is under way at once */
  constructor(share: number) {
    this.#share = share;
  }

  /** How much work waits for its clients' other work. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** @throws the signal's reason if it aborts before the work has started */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const client = await this.#turn(signal);
    try {
      return await work();
    } finally {
      const left = (this.#running.get(client) ?? 1) - 1;
      if (left > 0) this.#running.set(client, left);
      else this.#running.delete(client);
      this.#beginNext();
    }
  }

  /** Resolves with the client in whose share the work is. */
  #turn(signal: AbortSignal | undefined): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const clients = caller.getStore();
      const joined = () => this.#beginNext();
      const leave = () => {
        this.#waiting.delete(waiting);
        clients?.onJoin.delete(joined);
        signal?.removeEventListener("abort", giveUp);
      };
      const giveUp = () => {
        leave();
        reject(signal?.reason);
      };
      const begin = (client: string | undefined) => {
        leave();
        this.#running.set(client, (this.#running.get(client) ?? 0) + 1);
        resolve(client);
      };
      const waiting: Waiting = { clients, begin };
      this.#waiting.add(waiting);
      signal?.addEventListener("abort", giveUp, { once: true });
      clients?.onJoin.add(joined);
      this.#beginNext();
    });
  }

  #beginNext(): void {
    for (const { clients, begin } of this.#waiting) {
      const names = clients?.names.size ? [...clients.names] : [undefined];
      const free = names.findIndex((name) => (this.#running.get(name) ?? 0) < this.#share);
      if (free >= 0) begin(names[free]);
    }
  }
}
