import { setImmediate as turn } from "node:timers/promises";
import { CapidiffError } from "../errors.ts";

/** The next fetch. */
interface Batch {
  commits: Set<string>;
  /** Errors by commit. */
  done: Promise<Map<string, unknown>>;
}

/**
 * Batches fetches of commits requested one by one: one fetch runs at a time, and the next one takes all that are
 * waiting.
 */
export class FetchQueue {
  readonly #fetch: (commits: string[]) => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  #next: Batch | null = null;
  /** Promises that may still request a commit. */
  readonly #undecided = new Set<Promise<unknown>>();
  /** Commits for the next fetch that nobody waits for. */
  readonly #expected = new Set<string>();

  constructor(fetch: (commits: string[]) => Promise<void>) {
    this.#fetch = fetch;
  }

  /** Makes the next fetch wait for a promise whose owner requests a commit if it rejects. Returns the promise. */
  after<T>(promise: Promise<T>): Promise<T> {
    this.#undecided.add(promise);
    const decided = () => this.#undecided.delete(promise);
    promise.then(decided, decided);
    return promise;
  }

  /** Makes the next fetch take a commit along, as it may be requested soon: a fetch costs far more than a commit in it. */
  expect(commit: string): void {
    this.#expected.add(commit);
  }

  /** Resolves when the commit was fetched; rejects if its fetch fails. */
  async add(commit: string): Promise<void> {
    this.#next ??= this.#start();
    this.#next.commits.add(commit);
    const failures = await this.#next.done;
    if (failures.has(commit)) throw failures.get(commit);
  }

  #start(): Batch {
    const commits = new Set<string>();
    const done = this.#last.then(async () => {
      await Promise.allSettled(this.#undecided);
      await turn();
      this.#next = null;
      const all = new Set([...commits, ...this.#expected]);
      this.#expected.clear();
      return this.#run([...all]);
    });
    this.#last = done;
    return { commits, done };
  }

  /** A commit missing on the remote does not prevent fetching the others. Never rejects. */
  async #run(commits: string[]): Promise<Map<string, unknown>> {
    try {
      await this.#fetch(commits);
      return new Map();
    } catch (error) {
      const isOfOne = error instanceof CapidiffError && error.code === "unknown-ref";
      if (!isOfOne || commits.length === 1) return new Map(commits.map((commit) => [commit, error]));
    }
    const failures = new Map<string, unknown>();
    for (const commit of commits) for (const failure of await this.#run([commit])) failures.set(...failure);
    return failures;
  }
}
