import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { Piscina, queueOptionsSymbol } from "piscina";
import { CapidiffError } from "../src/errors.ts";
import { terminateBetweenCalls } from "../src/native-calls.ts";
import { codeRoot } from "../src/package.ts";
import type { Builder } from "./builder.ts";
import { Callers } from "./callers.ts";
import { SharedInputs } from "./shared-inputs.ts";
import { givenUp } from "./single-flight.ts";
import type { Task, TaskInput, TaskName } from "./tasks.ts";
import type { TaskOutcome, WorkerData } from "./worker.ts";

/** Size and limits of a pool. */
export interface PoolOptions {
  /** Milliseconds allowed for a build, including waiting. */
  deadline: number;
  /** Number of build threads. */
  threads: number;
  /** Where workers store the index. */
  dataDir: string;
  /** The module of the workers, replaced in tests. */
  worker?: URL;
}

/**
 * Builds in worker threads, so that the service keeps answering. A worker that dies or exceeds its time fails only its
 * own build and is replaced.
 */
export class PoolBuilder implements Builder {
  readonly #options: Required<PoolOptions>;
  #pool: Piscina<Task, TaskOutcome> | undefined;
  readonly #deadline: number;
  readonly #callers: Callers;
  readonly #inputs = new SharedInputs();
  #closed = false;
  /** Threads that have not ended, including those whose task was stopped, which the pool no longer knows. */
  readonly #threads = new Set<Worker>();
  /** For each thread from its start; the pool itself names a later one when it has loaded. */
  readonly #protect = (worker: Worker) => {
    if (!this.#pool?.threads.includes(worker)) return;
    terminateBetweenCalls(worker);
    this.#threads.add(worker);
    worker.once("exit", () => this.#threads.delete(worker));
  };

  constructor(options: PoolOptions) {
    this.#options = { worker: pathToFileURL(join(codeRoot, "cache/worker.js")), ...options };
    this.#deadline = options.deadline;
    // One thread is left for other callers.
    this.#callers = new Callers(Math.max(1, options.threads - 1));
  }

  /** Starts threads, so that the first builds need not wait for them. */
  start(): Piscina<Task, TaskOutcome> {
    if (this.#pool) return this.#pool;
    const { threads, dataDir, worker } = this.#options;
    this.#pool = new Piscina({
      filename: worker.href,
      workerData: { dataDir } satisfies WorkerData,
      // Two: while a caller's long build holds one, others need not wait until another has started, which takes seconds.
      minThreads: Math.min(2, threads),
      maxThreads: threads,
      // A new worker takes seconds for what one that has worked before keeps.
      idleTimeout: 600_000,
      loadBalancer,
      // Of which 512 MB may be used (`src/v8.ts`). Several heaps are kept small by frequent collection.
      resourceLimits: { maxOldGenerationSizeMb: 720, maxYoungGenerationSizeMb: 8 },
    });
    // A worker that dies while idle is replaced; without a listener the event would end the process.
    this.#pool.on("error", () => {});
    process.on("worker", this.#protect);
    return this.#pool;
  }

  /** Number of builds waiting for a thread. */
  get queueLength(): number {
    return (this.#pool?.queueSize ?? 0) + this.#callers.waiting;
  }

  /**
   * @param stop removes the task from the queue, or terminates the thread that runs it
   * @throws CapidiffError of the task itself, `timeout`, `stopping`, or `internal` if the worker died
   */
  async build<Name extends TaskName>(name: Name, input: TaskInput<Name>, stop?: AbortSignal): Promise<Buffer> {
    if (this.#closed) throw stopping();
    const late = AbortSignal.timeout(this.#deadline);
    const signal = stop ? AbortSignal.any([late, stop]) : late;
    let outcome: TaskOutcome;
    try {
      outcome = await this.#callers.run(
        () => this.start().run(queued(name, this.#inputs.of(input)), { signal }),
        signal,
      );
    } catch (error) {
      if (this.#closed) throw stopping();
      if (stop?.aborted) throw givenUp();
      if (late.aborted) {
        throw new CapidiffError("timeout", `The build took longer than ${this.#deadline / 1000} s`);
      }
      throw new CapidiffError("internal", "The build failed", {}, { cause: error });
    }
    if (!(outcome instanceof Uint8Array)) throw new CapidiffError(outcome.code, outcome.message, outcome.details);
    return Buffer.from(outcome.buffer, outcome.byteOffset, outcome.length);
  }

  /** Terminates the workers at once; waiting builds fail with `stopping`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool?.destroy();
    await Promise.all(Array.from(this.#threads, (thread) => thread.terminate()));
    process.off("worker", this.#protect);
  }
}

/** A task and what `loadBalancer` has to know of it. */
function queued<Name extends TaskName>(name: Name, input: TaskInput<Name>): Task {
  const task = { name, input } as Task;
  return Object.assign(task, { [queueOptionsSymbol]: task.name === "check" && task.input.isLarge === true });
}

type LoadBalancer = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>["loadBalancer"]>;

/**
 * All steps of a check of a large extension get the last idle thread, so that the first keeps what all others need:
 * parsed manifests and compiled code.
 */
const loadBalancer: LoadBalancer = ({ [queueOptionsSymbol]: isLarge }, workers) => {
  const idle = workers.filter(({ currentUsage }) => currentUsage === 0).sort((a, b) => a.id - b.id);
  return idle.at(isLarge ? -1 : 0) ?? null;
};

const stopping = () => new CapidiffError("stopping", "The service is shutting down.");
