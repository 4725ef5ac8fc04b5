import type { Database, Sql } from "./database.ts";
import { Loop, type Source } from "./loop.ts";

/** The kinds of work there are, and what each is told. */
export interface Work {
  /** A tag was pushed, somebody says: list the remote's. */
  look: { tag: string };
  /** Compare a release that was seen with those before it. */
  release: { tag: string };
  /** Find out whom a release concerns, and make their deliveries. */
  tell: { tag: string };
}

export type WorkName = keyof Work;

export interface Job<Data> {
  data: Data;
  /** When it was first sent. */
  sentAt: Date;
  /** How often it threw before. */
  failures: number;
  /** Aborted when the process is to end: what takes long is given up then, by throwing. */
  signal: AbortSignal;
}

/**
 * Does a job. It is done at least once: a process may die between the last thing that it does and our note of that, so
 * it must find out what is done already. One that throws is begun again after a while, for ever.
 */
export type Handler<Data> = (job: Job<Data>) => Promise<void>;

export interface JobsOptions {
  /** Told of each job that threw, and of faults of the queue itself. */
  onError: (error: unknown, about: { job?: WorkName; data?: object }) => void;
}

/** A job that this process has taken. */
interface Taken extends Omit<Job<object>, "signal"> {
  name: WorkName;
  /** Of this time that it is done: who was taken for dead and comes back has another. */
  run: string;
}

/** Seconds after which what is not said to be under way is taken by another process. */
export const lease = 30;

/** Milliseconds between saying so. */
const heartbeat = 5000;

/** Seconds until a job that failed is begun again. */
const pause = 15;

/**
 * Jobs that outlive the process, in the same database as all else, so that a job is sent if and only if the transaction
 * that it belongs to is done. Of each name one is done at a time here.
 */
export class Jobs {
  readonly #database: Database;
  readonly #onError: JobsOptions["onError"];
  readonly #loop: Loop;
  readonly #handlers = new Map<WorkName, Handler<object>>();
  /** What is under way here. */
  readonly #running = new Map<WorkName, Taken>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(database: Database, { onError }: JobsOptions) {
    this.#database = database;
    this.#onError = onError;
    this.#loop = new Loop((error) => onError(error, {}));
    this.#loop.add<Taken>({ slots: 1000, take: () => this.#take(), run: (job, signal) => this.#run(job, signal) });
    this.#heartbeat = setInterval(() => this.#keep(), heartbeat);
  }

  /** Adds jobs; with `sql` as a part of that transaction. They begin when it is done. */
  async send<Name extends WorkName>(name: Name, data: Work[Name][], sql: Sql = this.#database): Promise<void> {
    await sql.query("INSERT INTO capidiff.jobs (name, data) SELECT $1, jsonb_array_elements($2::jsonb)", [
      name,
      JSON.stringify(data),
    ]);
  }

  /** Looks for work now: to be called when a transaction that made some is done, to save a wait of two seconds. */
  wake(): void {
    this.#loop.wake();
  }

  /** Does the jobs of a name from now on. */
  work<Name extends WorkName>(name: Name, handle: Handler<Work[Name]>): void {
    this.#handlers.set(name, handle as Handler<object>);
    this.wake();
  }

  /** Does other work too, with the same looks and the same end. */
  add<Item>(source: Source<Item>): void {
    this.#loop.add(source);
  }

  /** Begins no more, and resolves when what is under way has ended. */
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
      await this.#handlers.get(name)?.({ ...job, signal });
      await this.#database.query("DELETE FROM capidiff.jobs WHERE run = $1::uuid", [run]);
    } catch (error) {
      if (!signal.aborted) this.#onError(error, { job: name, data });
      const again = `UPDATE capidiff.jobs SET run = NULL, failures = failures + 1,
        due_at = now() + $2::int * interval '1 second' WHERE run = $1::uuid`;
      // If that fails as well, the lease ends.
      await this.#database.query(again, [run, signal.aborted ? 0 : pause]).catch(() => {});
    } finally {
      this.#running.delete(name);
    }
  }

  /** Says that the jobs here are under way. */
  async #keep(): Promise<void> {
    if (this.#running.size === 0) return;
    const runs = [...this.#running.values()].map(({ run }) => run);
    const text = `UPDATE capidiff.jobs SET due_at = now() + $2::int * interval '1 second' WHERE run = ANY ($1::uuid[])`;
    await this.#database.query(text, [runs, lease]).catch((error) => this.#onError(error, {}));
  }
}
