import { setTimeout as sleep } from "node:timers/promises";
import type { Repository } from "../src/cpython/repository.ts";
import { tagsOf } from "../src/cpython/tags.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import { type FillOptions, fill, missingIn } from "./fill.ts";
import type { Warn } from "./store.ts";

/** What a service fills its index with, and when it has to wait. */
export interface BackgroundFillOptions extends Pick<FillOptions, "builder" | "indexes"> {
  repository: FillOptions["repository"] & Pick<Repository, "refs">;
  targets: readonly TargetRequest[];
  /** Whether requests are waiting; manifests are only started when none are. */
  isBusy: () => boolean;
  warn: Warn;
}

/** Milliseconds between checks for waiting requests, and for new tags. */
const pause = 250;
const interval = 3_600_000;

/** Fills the index of a service while it is idle, and keeps it complete. */
export class BackgroundFill {
  /** The number of missing manifests; null until known. */
  missing: number | null = null;
  readonly #options: BackgroundFillOptions;
  readonly #end = new AbortController();

  constructor(options: BackgroundFillOptions) {
    this.#options = options;
  }

  /** Runs until {@link stop}; failures are logged and retried after an hour. */
  async start(): Promise<void> {
    const { signal } = this.#end;
    while (this.#options.targets.length > 0 && !signal.aborted) {
      try {
        await this.#fill();
      } catch (error) {
        if (!signal.aborted) this.#options.warn("The index could not be filled; retrying in an hour", error);
      }
      await sleep(interval, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  stop(): void {
    this.#end.abort();
  }

  async #fill(): Promise<void> {
    const { repository, builder, indexes, targets, isBusy } = this.#options;
    const { signal } = this.#end;
    const missing = await missingIn(indexes, tagsOf(await repository.refs(), []), targets);
    await fill(missing, {
      repository,
      indexes,
      signal,
      builder,
      ready: async () => {
        while (isBusy() && !signal.aborted) await sleep(pause, undefined, { ref: false });
      },
      onProgress: ({ done, total }) => {
        this.missing = total - done;
      },
    });
    this.missing = 0;
  }
}
