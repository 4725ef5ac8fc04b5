import { Piscina } from "piscina";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { CapidiffError } from "../src/errors.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { PageView } from "../src/pages/page.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import type { DiffFormatName } from "../src/report/diff/formats.ts";
import type { GapsFormatName } from "../src/report/gaps/formats.ts";
import type { ImpactFormatName } from "../src/report/impact/formats.ts";
import type { Builder } from "./builder.ts";
import { Callers } from "./callers.ts";
import type { CheckTask, VersionBytes } from "./check-task.ts";
import { givenUp } from "./single-flight.ts";
import type { Outcome, Task, WorkerData } from "./worker.ts";

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
  readonly #pool: Piscina<Task, Outcome>;
  readonly #deadline: number;
  readonly #callers: Callers;
  #closed = false;

  constructor({ deadline, threads, dataDir, worker = new URL("./worker.js", import.meta.url) }: PoolOptions) {
    this.#deadline = deadline;
    // One thread is left for other callers.
    this.#callers = new Callers(Math.max(1, threads - 1));
    this.#pool = new Piscina({
      filename: worker.href,
      workerData: { dataDir } satisfies WorkerData,
      minThreads: 1,
      maxThreads: threads,
      // A new worker takes seconds for what one that has worked before keeps.
      idleTimeout: 600_000,
      // A header that exhausts memory ends its worker, not the service. Several heaps are kept small by frequent collection.
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
    });
    // A worker that dies while idle is replaced; without a listener the event would end the process.
    this.#pool.on("error", () => {});
  }

  /** Number of builds waiting for a thread. */
  get queueLength(): number {
    return this.#pool.queueSize + this.#callers.waiting;
  }

  /** @throws CapidiffError of the build itself, `timeout`, `stopping`, or `internal` if the worker died */
  manifest(tree: SourceTree, target: TargetRequest, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "manifest", tree, target }, stop);
  }

  /** @throws CapidiffError as above, and `store-failed` */
  async index(target: TargetRequest, manifest: Buffer): Promise<void> {
    await this.#run({ kind: "index", target, manifest });
  }

  /** @throws CapidiffError likewise. */
  diff(from: Buffer, to: Buffer, filter: DiffFilter, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "diff", from, to, filter }, stop);
  }

  /** @throws CapidiffError likewise, and `invalid-usage` */
  hits(diff: Buffer, usage: Buffer, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "hits", diff, usage }, stop);
  }

  /** @throws CapidiffError likewise. */
  changes(from: Buffer, to: Buffer): Promise<Buffer> {
    return this.#run({ kind: "changes", from, to });
  }

  /** @throws CapidiffError likewise. */
  diffReport(diff: Buffer, format: DiffFormatName, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "diffReport", diff, format }, stop);
  }

  /** @throws CapidiffError likewise, and of a version that has none */
  debugOffsets(tree: SourceTree, target: TargetRequest, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "debugOffsets", tree, target }, stop);
  }

  /** @throws CapidiffError likewise. */
  part(manifest: Buffer, part: PartRequest, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "part", manifest, part }, stop);
  }

  /** @throws CapidiffError likewise. */
  check(task: CheckTask, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "check", task }, stop);
  }

  /** @throws CapidiffError likewise. */
  checkReport(check: Buffer, format: CheckFormatName, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "checkReport", check, format }, stop);
  }

  /** @throws CapidiffError likewise. */
  page(page: PageView, sources: Buffer[], stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "page", page, sources }, stop);
  }

  /** @throws CapidiffError likewise. */
  impact(from: VersionBytes, to: VersionBytes, usage: Buffer, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "impact", from, to, usage }, stop);
  }

  /** @throws CapidiffError likewise. */
  impactReport(impact: Buffer, format: ImpactFormatName, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "impactReport", impact, format }, stop);
  }

  /** @throws CapidiffError as above. */
  gaps(implementation: Buffer, reference: Buffer, usage: Buffer, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "gaps", implementation, reference, usage }, stop);
  }

  /** @throws CapidiffError as above. */
  gapsReport(gaps: Buffer, format: GapsFormatName, stop?: AbortSignal): Promise<Buffer> {
    return this.#run({ kind: "gapsReport", gaps, format }, stop);
  }

  /** Terminates the workers at once; waiting builds fail with `stopping`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#pool.destroy();
  }

  /** @param stop removes the task from the queue, or terminates the thread that runs it */
  async #run(task: Task, stop?: AbortSignal): Promise<Buffer> {
    if (this.#closed) throw stopping();
    const late = AbortSignal.timeout(this.#deadline);
    const signal = stop ? AbortSignal.any([late, stop]) : late;
    let outcome: Outcome;
    try {
      outcome = await this.#callers.run(() => this.#pool.run(task, { signal }), signal);
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
}

const stopping = () => new CapidiffError("stopping", "The service is shutting down.");
