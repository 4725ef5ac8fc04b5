import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";

/** A check that is made, or was, and how its answer is to be read. */
export interface LongCheck {
  done: Promise<Buffer>;
  headers: Record<string, string>;
  /** What it is at, and how many steps it has begun. */
  progress: { step: string | null; steps: number };
  /** As of `performance.now()`. */
  start: number;
}

/** Checks that took longer than their request waited for them: to be asked for again, by an id that nobody can guess. */
export class LongChecks {
  /** For ten minutes after they were last asked for. */
  readonly #checks = new LRUCache<string, LongCheck>({ max: 200, ttl: 600_000, updateAgeOnGet: true });

  /** Gives the id. */
  keep(check: LongCheck): string {
    const id = randomUUID();
    this.#checks.set(id, check);
    return id;
  }

  get(id: string): LongCheck | undefined {
    return this.#checks.get(id);
  }
}

/** The bytes, or null where they are not there after so many milliseconds. @throws what the check throws */
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
