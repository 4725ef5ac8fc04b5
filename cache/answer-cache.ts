import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type Coding, compress } from "./compress.ts";
import { SingleFlight } from "./single-flight.ts";
import type { Store } from "./store.ts";

/** An answer with known refs, so that a client with a current copy need not wait for its bytes. */
export interface Answer {
  /** Identifies the bytes before content coding: equal tags mean equal bytes. */
  etag: string;
  /** Whether the request used full commit ids, so that the answer never changes. */
  pinned: boolean;
  /**
   * The bytes, as JSON or the requested format; the same for the service and the command line. Each coding is made on
   * first use. `gone` signals that the caller gave up: work nobody waits for is stopped.
   */
  bytes(coding?: Coding, gone?: AbortSignal): Promise<Buffer>;
  /** The bytes if they are in memory. */
  atHand(coding: Coding): Buffer | undefined;
}

/** Computes bytes; the signal is aborted when nobody waits for them any more. */
export type Computation = (stop: AbortSignal) => Promise<Buffer>;

/** An answer before content coding, from which others are made. */
export interface KeyedAnswer {
  /** Everything that determines the bytes. */
  key: string;
  pinned: boolean;
  bytes: Computation;
}

/** Bytes of answers cached in memory. */
const maxMemory = 128 * 2 ** 20;

/** Overhead in bytes of a small cached answer. */
const entryOverhead = 1000;

/**
 * The bytes of answers and of what they are made from, by keys: in memory, else in the store, else computed once for
 * all who wait. A key holds everything that determines the bytes.
 */
export class AnswerCache {
  readonly #store: Store;
  readonly #memory = new LRUCache<string, Buffer>({
    maxSize: maxMemory,
    sizeCalculation: (bytes, key) => bytes.length + 2 * key.length + entryOverhead,
  });
  /** ETags by key: hashing a key costs as much as the rest of answering from memory. */
  readonly #etags = new LRUCache<string, string>({
    max: 10_000,
    memoMethod: (key) => hash("sha256", key, "base64url"),
  });
  readonly #answers: SingleFlight<Buffer>;
  /** Intermediate results before coding. Unlimited: an admitted answer may need several. */
  readonly #parts = new SingleFlight<Buffer>();

  /** @param answerLimit maximum number of answers in progress; beyond it a request is `busy` */
  constructor(store: Store, answerLimit: number) {
    this.#store = store;
    this.#answers = new SingleFlight(answerLimit);
  }

  /** The number of distinct answers in progress. */
  get underWay(): number {
    return this.#answers.size;
  }

  /** An answer whose identity bytes are computed by `bytes`, which remembers them. Codings are made here. */
  answer({ key, pinned, bytes: work }: KeyedAnswer): Answer {
    return {
      etag: this.#etags.memo(key),
      pinned,
      bytes: async (coding = "identity", gone) => {
        const name = nameOf(key, coding);
        const make: Computation = (stop) => this.#coded(key, coding, work, stop);
        return this.#memory.get(name) ?? this.#answers.run(name, make, gone);
      },
      atHand: (coding) => this.#memory.get(nameOf(key, coding)),
    };
  }

  /** The same of an answer made from stored ones: it stays in memory alone. */
  derived({ key, pinned, bytes: make }: KeyedAnswer): Answer {
    return this.answer({ key, pinned, bytes: (stop) => this.remembered(key, make, stop) });
  }

  async #coded(key: string, coding: Coding, work: Computation, stop: AbortSignal): Promise<Buffer> {
    const bytes = await work(stop);
    return coding === "identity" ? bytes : this.remember(nameOf(key, coding), await compress(bytes, coding));
  }

  /** From memory, else computed once for all concurrent callers. */
  once(key: string, make: Computation, gone?: AbortSignal): Promise<Buffer> {
    return this.#parts.run(key, async (stop) => this.#memory.get(key) ?? make(stop), gone);
  }

  /** The same; the result stays in memory alone. */
  remembered(key: string, make: Computation, gone: AbortSignal): Promise<Buffer> {
    return this.once(key, async (stop) => this.remember(key, await make(stop)), gone);
  }

  /** The same from the store too; the result is stored. */
  kept(key: string, make: Computation, gone: AbortSignal): Promise<Buffer> {
    const work: Computation = async (stop) => {
      const stored = await this.#store.get(key);
      return stored ? this.remember(key, stored) : this.keep(key, await make(stop));
    };
    return this.once(key, work, gone);
  }

  /** Into the store and into memory. Nobody waits for the disk; the store warns of failures. */
  keep(key: string, bytes: Buffer): Buffer {
    void this.#store.put(key, bytes);
    return this.remember(key, bytes);
  }

  /** Into memory. */
  remember(key: string, bytes: Buffer): Buffer {
    this.#memory.set(key, bytes);
    return bytes;
  }
}

/** Where an answer's bytes are in memory. */
const nameOf = (key: string, coding: Coding) => (coding === "identity" ? key : `${coding} ${key}`);
