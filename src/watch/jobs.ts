import { setTimeout as sleep } from "node:timers/promises";
import PgBoss from "pg-boss";
import type { Database, Sql } from "./database.ts";

/** The kinds of work there are, and what each is told. */
export interface Work {
  /** A tag was pushed, somebody says: list the remote's. */
  look: { tag: string };
  /** Compare a release that was seen with those before it. */
  release: { tag: string };
  /** Find out whom a release concerns, and make their deliveries. */
  tell: { tag: string };
  /** One attempt to send a delivery, its number from 1. */
  deliver: { delivery: string; attempt: number };
}

export type WorkName = keyof Work;

const names: WorkName[] = ["look", "release", "tell", "deliver"];

export interface Job<Data> {
  data: Data;
  /** When it was first sent. */
  sentAt: Date;
  /** How often it was begun before. */
  failures: number;
  /** Aborted when the process is to end: what takes long is given up then, by throwing. */
  signal: AbortSignal;
}

/**
 * Does a job. It is done at least once: a process may die between the last thing that it does and our note of that, so
 * it must find out what is done already. One that throws is begun again after a while, for months.
 */
export type Handler<Data> = (job: Job<Data>) => Promise<void>;

export interface JobsOptions {
  /** Told of each job that threw, and of faults of the queue itself. */
  onError: (error: unknown, about: { job?: WorkName; data?: object }) => void;
}

/** Who does the jobs of a name here. */
interface Worker {
  concurrency: number;
  running: number;
  handle: Handler<object>;
}

const schema = "capidiff_jobs";

/** Milliseconds between looks for new jobs; those that come of other jobs here are found at once. */
const interval = 2000;

/** Seconds after which a job that is not said to be under way is given to another process. */
const lease = 30;
/** Milliseconds between saying so. */
const beat = 5000;

/** Seconds until a job that failed is begun again. */
const pause = 15;

/**
 * Jobs that outlive the process, in the same database as all else, so that a job is sent if and only if the transaction
 * that it belongs to is done. pg-boss keeps them. Its own workers are not used: they neither wait for their note that a
 * job is done nor see its failure, and cannot keep a long job while giving up those of a dead process soon.
 */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #database: Database;
  readonly #onError: JobsOptions["onError"];
  readonly #stopping = new AbortController();
  readonly #workers = new Map<WorkName, Worker>();
  #looking: Promise<void> | undefined;
  /** Ids of jobs under way here. */
  readonly #running = new Map<string, Promise<void>>();
  #wake = new AbortController();
  #beat: NodeJS.Timeout | undefined;

  private constructor(database: Database, { onError }: JobsOptions) {
    this.#database = database;
    this.#onError = onError;
    this.#boss = new PgBoss({
      db: executor(database),
      schema,
      schedule: false,
      maintenanceIntervalSeconds: 10,
      archiveCompletedAfterSeconds: 3600,
      deleteAfterDays: 7,
    });
    this.#boss.on("error", (error) => onError(error, {}));
  }

  /** Makes or migrates pg-boss's own tables. @throws what the database throws. */
  static async start(database: Database, options: JobsOptions): Promise<Jobs> {
    const jobs = new Jobs(database, options);
    await jobs.#boss.start();
    for (const name of names) await jobs.#boss.createQueue(name);
    jobs.#beat = setInterval(() => jobs.#keep(), beat);
    return jobs;
  }

  /** Adds jobs; with `sql` as a part of that transaction. They begin when it is done, and not before `after`. */
  async send<Name extends WorkName>(
    name: Name,
    data: Work[Name][],
    { sql = this.#database, after }: { sql?: Sql; after?: Date } = {},
  ): Promise<void> {
    const common = {
      name,
      retryLimit: 1_000_000,
      retryDelay: pause,
      expireInSeconds: lease,
      keepUntil: new Date((after?.getTime() ?? Date.now()) + 90 * 86_400_000),
      ...(after && { startAfter: after.toISOString() }),
    };
    await this.#boss.insert(
      data.map((data) => ({ ...common, data })),
      { db: executor(sql) },
    );
  }

  /** Looks for jobs now: to be called when a transaction that sent some is done, to save a wait of two seconds. */
  wake(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Does the jobs of a name from now on, so many at once. */
  work<Name extends WorkName>(name: Name, concurrency: number, handle: Handler<Work[Name]>): void {
    this.#workers.set(name, { concurrency, running: 0, handle: handle as Handler<object> });
    this.#looking ??= this.#look();
    this.wake();
  }

  /** Begins no more, and resolves when those under way have ended. */
  async stop(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.wake();
    await this.#looking;
    await Promise.all(this.#running.values());
    clearInterval(this.#beat);
    await this.#boss.stop({ graceful: false, close: false });
  }

  async #look(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const { signal } = this.#wake;
      for (const name of await this.#due()) await this.#begin(name);
      await sleep(interval, undefined, { signal }).catch(() => {});
    }
  }

  /** The names of jobs that wait to be begun: one look for all, which costs less than to fetch each in vain. */
  async #due(): Promise<WorkName[]> {
    const text = `SELECT DISTINCT name FROM ${schema}.job WHERE state < 'active' AND start_after < now()`;
    // Whether the database answers is looked at elsewhere.
    const rows = await this.#database.query<{ name: WorkName }>(text, []).catch(() => []);
    return rows.map(({ name }) => name);
  }

  async #begin(name: WorkName): Promise<void> {
    const worker = this.#workers.get(name);
    const free = worker && !this.#stopping.signal.aborted ? worker.concurrency - worker.running : 0;
    if (!worker || free === 0) return;
    for (const job of await this.#boss.fetch<object>(name, { batchSize: free, includeMetadata: true })) {
      worker.running++;
      const done = this.#run(name, job, worker.handle).finally(() => {
        worker.running--;
        this.#running.delete(job.id);
        // Many short ones are fetched together.
        if (worker.running <= worker.concurrency / 2) this.wake();
      });
      this.#running.set(job.id, done);
    }
  }

  async #run(
    name: WorkName,
    { id, data, createdOn, retryCount }: PgBoss.JobWithMetadata<object>,
    handle: Handler<object>,
  ): Promise<void> {
    try {
      await handle({ data, sentAt: createdOn, failures: retryCount, signal: this.#stopping.signal });
      await this.#boss.complete(name, id);
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#onError(error, { job: name, data });
      // If that fails as well, the lease ends.
      await this.#boss.fail(name, id, { message: String(error) }).catch(() => {});
    }
  }

  /** Says that the jobs here are under way. */
  async #keep(): Promise<void> {
    if (this.#running.size === 0) return;
    const text = `UPDATE ${schema}.job SET started_on = now() WHERE state = 'active' AND id = ANY ($1::uuid[])`;
    await this.#database.query(text, [[...this.#running.keys()]]).catch((error) => this.#onError(error, {}));
  }
}

function executor(sql: Sql): PgBoss.Db {
  return { executeSql: async (text, values) => ({ rows: await sql.query(text, values) }) };
}
