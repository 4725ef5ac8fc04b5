import type { Database, Sql } from "./database.ts";
import { Loop, type WorkSource } from "./loop.ts";

/** The kinds of jobs and their data. */
export interface Work {
  /** A push of this tag was reported: list the remote's tags. */
  look: { tag: string };
  /** Compare a new release with earlier ones. */
  release: { tag: string };
  /** Find the subscriptions that a release concerns, and create their deliveries. */
  tell: { tag: string };
}

/** A kind of job. */
export type WorkName = keyof Work;

/** A job that is due. */
export interface Job<Data> {
  data: Data;
  /** When it was first sent. */
  sentAt: Date;
  /** How often it has thrown. */
  failures: number;
  /** Aborted at shutdown: long work should then stop by throwing. */
  signal: AbortSignal;
}

/**
 * Handles a job at least once: the process may die after the work and before it is recorded, so handlers must be
 * idempotent. A job that throws is retried after a pause, indefinitely.
 */
export type Handler<Data> = (job: Job<Data>) => Promise<void>;

export interface JobsOptions {
  /** Called for each job that throws, and for errors of the queue itself. */
  onError: (error: unknown, about: { job?: WorkName; data?: object }) => void;
}

/** A job taken by this process. */
interface Taken extends Omit<Job<object>, "signal"> {
  name: WorkName;
  /** Identifies this execution: a process presumed dead that comes back has another. */
  run: string;
}

/** Seconds without a heartbeat after which another process takes over a job. */
export const lease = 30;

/** Milliseconds between heartbeats. */
const heartbeat = 5000;

/** Seconds until a failed job is retried. */
const pause = 15;

/**
 * A persistent job queue in the application's database, so that a job is sent if and only if its transaction commits.
 * Each kind of job runs one at a time in this process.
 */
export class Jobs {
  readonly #database: Database;
  readonly #onError: JobsOptions["onError"];
  readonly #loop: Loop;
  readonly #handlers = new Map<WorkName, Handler<object>>();
  /** Jobs running in this process. */
  readonly #running = new Map<WorkName, Taken>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(database: Database, { onError }: JobsOptions) {
    this.#database = database;
    this.#onError = onError;
    this.#loop = new Loop((error) => onError(error, {}));
    this.#loop.add<Taken>({ slots: 1000, take: () => this.#take(), run: (job, signal) => this.#run(job, signal) });
    this.#heartbeat = setInterval(() => this.#keep(), heartbeat);
  }

  /** Adds jobs; with `sql`, as part of that transaction, to start after it commits. */
  async send<Name extends WorkName>(name: Name, data: Work[Name][], sql: Sql = this.#database): Promise<void> {
    await sql.query("INSERT INTO capidiff.jobs (name, data) SELECT $1, jsonb_array_elements($2::jsonb)", [
      name,
      JSON.stringify(data),
    ]);
  }

  /** Looks for work now instead of within two seconds; to be called after a transaction that created some. */
  wake(): void {
    this.#loop.wake();
  }

  /** Starts to handle the jobs of a kind. */
  work<Name extends WorkName>(name: Name, handle: Handler<Work[Name]>): void {
    this.#handlers.set(name, handle as Handler<object>);
    this.wake();
  }

  /** Adds another source of work with the same polling and shutdown. */
  add<Item>(source: WorkSource<Item>): void {
    this.#loop.add(source);
  }

  /** Starts no more jobs, and resolves when the running ones have ended. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    clearInterval(this.#heartbeat);
  }

  #take(): Promise<Taken[]> {
    const free = [...this.#handlers.keys()].filter((name) => !this.#running.has(name));
    return this.#database.query<Taken>(
      `WITH due AS MATERIALIZED (
         SELECT job.id FROM unnest($1::text[]) AS name CROSS JOIN LATERAL (
           SELECT j.id FROM capidiff.jobs j WHERE j.name = name.name AND j.due_at <= now()
           ORDER BY j.due_at, j.sent_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS job)
       UPDATE capidiff.jobs j SET run = gen_random_uuid(), due_at = now() + $2::int * interval '1 second'
       FROM due WHERE j.id = due.id RETURNING j.name, j.data, j.sent_at AS "sentAt", j.failures, j.run`,
      [free, lease],
    );
  }

  async #run(job: Taken, signal: AbortSignal): Promise<void> {
    const { name, data, run } = job;
    this.#running.set(name, job);
    try {
      // It may have been taken when the shutdown began.
      signal.throwIfAborted();
      await this.#handlers.get(name)?.({ ...job, signal });
      await this.#database.query("DELETE FROM capidiff.jobs WHERE run = $1::uuid", [run]);
    } catch (error) {
      if (!signal.aborted) this.#onError(error, { job: name, data });
      const again = `UPDATE capidiff.jobs SET run = NULL, failures = failures + 1,
        due_at = now() + $2::int * interval '1 second' WHERE run = $1::uuid`;
      // If that fails as well, the lease expires.
      await this.#database.query(again, [run, signal.aborted ? 0 : pause]).catch(() => {});
    } finally {
      this.#running.delete(name);
    }
  }

  /** Sends heartbeats for the running jobs. */
  async #keep(): Promise<void> {
    if (this.#running.size === 0) return;
    const runs = [...this.#running.values()].map(({ run }) => run);
    const text = `UPDATE capidiff.jobs SET due_at = now() + $2::int * interval '1 second' WHERE run = ANY ($1::uuid[])`;
    await this.#database.query(text, [runs, lease]).catch((error) => this.#onError(error, {}));
  }
}
