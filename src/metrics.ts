import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "@platformatic/prom-client";
import type { Answers } from "../cache/answers.ts";
import type { BackgroundFill } from "../cache/background-fill.ts";
import type { PoolBuilder } from "../cache/pool.ts";
import type { Store } from "../cache/store.ts";
import type { Stage, Trace } from "../cache/trace.ts";
import type { Repository } from "./cpython/repository.ts";
import { CapidiffError, type ErrorCode } from "./errors.ts";
import type { WorkName } from "./watch/jobs.ts";
import type { StateKeeper } from "./watch/state.ts";

/** Objects that keep counts of their own, read when metrics are collected. */
export interface Sources {
  answers: Pick<Answers, "underWay">;
  builder: Pick<PoolBuilder, "queueLength">;
  store: Pick<Store, "hits" | "misses" | "failures">;
  repository: Pick<Repository, "downloaded" | "outage">;
  watch: { state: Pick<StateKeeper, "isOpen"> };
  filling: Pick<BackgroundFill, "missing">;
}

/** The service's Prometheus metrics. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<"method" | "route" | "status">;
  readonly #stages: Histogram<"stage">;
  readonly #failures: Counter<"stage" | "code">;
  readonly #running: Gauge<"stage">;
  readonly #releases: Counter;
  readonly #jobFailures: Counter<"job">;
  readonly #deliveries: Counter<"outcome">;

  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.#requests = new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from a request's headers to the end of its answer, by route and class of status",
      labelNames: ["method", "route", "status"],
      buckets: [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
      registers,
    });
    this.#stages = new Histogram({
      name: "capidiff_stage_duration_seconds",
      help: "Time spent on answers that were not cached, by stage, including the wait for a thread",
      labelNames: ["stage"],
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 120],
      registers,
    });
    this.#failures = new Counter({
      name: "capidiff_stage_failures_total",
      help: "Failed stages by error code",
      labelNames: ["stage", "code"],
      registers,
    });
    this.#running = new Gauge({
      name: "capidiff_stages_running",
      help: "Running stages, including those waiting for a thread",
      labelNames: ["stage"],
      registers,
    });
    this.#releases = new Counter({
      name: "capidiff_releases_seen_total",
      help: "New releases first seen by this process",
      registers,
    });
    this.#jobFailures = new Counter({
      name: "capidiff_job_failures_total",
      help: "Failed jobs that will be retried, by kind",
      labelNames: ["job"],
      registers,
    });
    this.#deliveries = new Counter({
      name: "capidiff_deliveries_total",
      help: "Attempts to send a message to a subscriber, by outcome",
      labelNames: ["outcome"],
      registers,
    });
    const stages: Stage[] = ["resolve", "download", "read", "compare", "check"];
    for (const stage of stages) {
      this.#stages.zero({ stage });
      this.#running.set({ stage }, 0);
    }
  }

  /** @param route the registered route, not the URL, to bound the number of labels */
  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
  }

  /** Counts and times stages. */
  readonly trace: Trace = async (stage, _subject, work) => {
    this.#running.inc({ stage });
    const end = this.#stages.startTimer({ stage });
    try {
      return await work();
    } catch (error) {
      const code: ErrorCode = error instanceof CapidiffError ? error.code : "internal";
      this.#failures.inc({ stage, code });
      throw error;
    } finally {
      end();
      this.#running.dec({ stage });
    }
  };

  /** New release tags were found. */
  releases(count: number): void {
    this.#releases.inc(count);
  }

  jobFailed(job: WorkName): void {
    this.#jobFailures.inc({ job });
  }

  /** An attempt to send a message ended. */
  delivery(outcome: string): void {
    this.#deliveries.inc({ outcome });
  }

  /** Adds the counts of these objects. */
  watch({ answers, builder, store, repository, watch, filling }: Sources): void {
    this.#gauge("capidiff_answers_under_way", "Answers being computed or waited for", () => answers.underWay);
    const missing = () => filling.missing ?? Number.NaN;
    this.#gauge("capidiff_index_missing", "Manifests missing in the index for CAPIDIFF_INDEX", missing);
    this.#gauge("capidiff_build_queue_length", "Builds waiting for a thread", () => builder.queueLength);
    this.#counter("capidiff_store_hits_total", "Store reads that found an entry", () => store.hits);
    this.#counter("capidiff_store_misses_total", "Store reads that found none", () => store.misses);
    this.#counter("capidiff_store_failures_total", "Store failures", () => store.failures);
    this.#counter(
      "capidiff_git_received_bytes_total",
      "Bytes of packs downloaded from the remote",
      () => repository.downloaded,
    );
    this.#gauge("capidiff_remote_up", "1 while the remote is reachable", () => (repository.outage ? 0 : 1));
    this.#gauge("capidiff_database_up", "1 while the database is usable", () => (watch.state.isOpen ? 1 : 0));
  }

  #gauge(name: string, help: string, read: () => number): void {
    const registers = [this.registry];
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }

  /** A metric that only grows. */
  #counter(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }
}
