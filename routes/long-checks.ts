import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";

/** A running or finished check, and how to answer it. */
export interface LongCheck {
  done: Promise<Buffer>;
  headers: Record<string, string>;
  /** The current step, and the number of steps started. */
  progress: { step: string | null; steps: number };
  /** From `performance.now()`. */
  start: number;
}

/** Checks that outlived their requests, to be polled by an unguessable id. */
export class LongChecks {
  /** Kept for ten minutes after the last poll. */
  readonly #checks = new LRUCache<string, LongCheck>({ max: 200, ttl: 600_000, updateAgeOnGet: true });

  /** Returns the id. */
  keep(check: LongCheck): string {
    const id = randomUUID();
    this.#checks.set(id, check);
    return id;
  }

  get(id: string): LongCheck | undefined {
    return this.#checks.get(id);
  }
}

/** The bytes, or null if they are not ready after this many milliseconds. @throws the check's error */
export async function within(timeout: number, done: Promise<Buffer>): Promise<Buffer | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeout, null);
  });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}
