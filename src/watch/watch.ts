import type { Logger } from "pino";
import type { Answers } from "../../cache/answers.ts";
import type { Repository } from "../cpython/repository.ts";
import type { Platform } from "../cpython/target.ts";
import { CapidiffError } from "../errors.ts";
import { compareRelease, loadDiff, loadOlder } from "./compare.ts";
import type { Database } from "./database.ts";
import { type DeliveryOutcome, sending } from "./deliver.ts";
import { Jobs, type WorkName } from "./jobs.ts";
import { migrate } from "./migrations.ts";
import { noteReleases } from "./notice.ts";
import type { Outgoing } from "./outgoing.ts";
import { poll } from "./poller.ts";
import { comparisonsOf, findRelease } from "./releases.ts";
import { type DurableState, StateKeeper } from "./state.ts";
import { tellRelease } from "./tell.ts";

export interface WatchOptions {
  /** Opens the database. */
  open: () => Promise<Database>;
  repository: Pick<Repository, "url" | "refs" | "renewRefs">;
  answers: Pick<Answers, "diff" | "manifest">;
  /** The platforms to compare new releases for, with every ABI. */
  platforms: Platform[];
  /** Milliseconds between polls for new tags; 0 to poll only at start and rely on webhooks. */
  pollInterval: number;
  outgoing: Outgoing;
  /** Base URL of the service, without a trailing slash; known when it listens. */
  publicUrl: () => string;
  log: Logger;
  observer: WatchObserver;
}

/** Metrics callbacks. */
export interface WatchObserver {
  /** New tags were found. */
  releases(count: number): void;
  /** A job threw and will be retried. */
  jobFailed(name: WorkName): void;
  /** An attempt to send a message ended. */
  delivery(outcome: DeliveryOutcome): void;
}

/** Milliseconds within which a tag announced by a webhook must appear. */
const timeout = 15 * 60_000;

/**
 * Handles new releases, from a tag on the remote to messages: found by webhook or polling, compared, announced. Each
 * step is a job, so that any replica can continue where another one died.
 */
export class Watch {
  readonly state: StateKeeper;
  readonly #options: WatchOptions;
  readonly #stopping = new AbortController();

  constructor(options: WatchOptions) {
    this.#options = options;
    const onFailure = (err: CapidiffError) => options.log.error({ err }, "the database cannot be used");
    this.state = new StateKeeper({ open: () => this.#open(), onFailure });
  }

  start(): void {
    this.state.start();
  }

  /** Starts no more work; resolves when running work has ended. */
  async stopJobs(): Promise<void> {
    this.#stopping.abort();
    await this.state.stopJobs();
  }

  /** To be called when nothing uses the database any more. */
  close(): Promise<void> {
    return this.state.close();
  }

  async #open(): Promise<DurableState> {
    const { log, observer } = this.#options;
    const database = await this.#options.open();
    try {
      await migrate(database);
      const jobs = new Jobs(database, {
        onError: (err, { job, data }) => {
          if (job) observer.jobFailed(job);
          // Most are transient errors of the remote or the database.
          log[err instanceof CapidiffError ? "warn" : "error"]({ err, job, ...data }, "job");
        },
      });
      const state = { database, jobs };
      this.#work(state);
      return state;
    } catch (error) {
      await database.close().catch(() => {});
      throw error;
    }
  }

  #work(state: DurableState): void {
    const { repository, answers, platforms, pollInterval, outgoing, publicUrl, log, observer } = this.#options;
    const { database, jobs } = state;

    jobs.work("look", async ({ data: { tag }, sentAt }) => {
      await this.#look(state, tag);
      if (await findRelease(database, tag)) return;
      const message = `A webhook announced the tag ${tag}, which ${repository.url} does not have.`;
      if (Date.now() < sentAt.getTime() + timeout) throw new CapidiffError("unknown-ref", message);
      log.warn(message);
    });

    jobs.work("release", ({ data: { tag }, signal }) =>
      compareRelease({ ...state, repository, answers, platforms }, tag, signal),
    );

    jobs.work("tell", async ({ data: { tag } }) => {
      const release = await findRelease(database, tag);
      if (release?.state !== "compared") return;
      const comparisons = (await comparisonsOf(database, [tag])).get(tag) ?? [];
      await tellRelease(
        {
          database,
          jobs,
          publicUrl: publicUrl(),
          loadDiff: (release, comparison) => loadDiff(answers, release, comparison),
          loadOlder: (comparison) => loadOlder(answers, comparison),
        },
        release,
        comparisons,
      );
      await database.query("UPDATE capidiff.releases SET state = 'told', told_at = now() WHERE tag = $1", [tag]);
      log.info({ tag }, "release told");
    });

    const onError = (err: unknown) => log.error({ err }, "delivery");
    jobs.add(sending({ database, outgoing, onError, onOutcome: (outcome) => observer.delivery(outcome) }));

    const look = () =>
      this.#look(state).catch((err) => {
        log.warn({ err }, "look for new releases");
        throw err;
      });
    // Once in any case, for releases published while the service was down.
    if (pollInterval === 0) void look().catch(() => {});
    else void poll(look, pollInterval, this.#stopping.signal);
  }

  async #look(state: DurableState, announced?: string): Promise<void> {
    const { repository, log, observer } = this.#options;
    const tags = await noteReleases(state, repository.url, await repository.renewRefs(), announced);
    observer.releases(tags.length);
    for (const tag of tags) log.info({ tag }, "release seen");
  }
}
