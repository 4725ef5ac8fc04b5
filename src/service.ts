import type { Logger } from "pino";
import { Answers } from "../cache/answers.ts";
import { BackgroundFill } from "../cache/background-fill.ts";
import { Indexes } from "../cache/indexes.ts";
import { PoolBuilder } from "../cache/pool.ts";
import { Store, type Warn } from "../cache/store.ts";
import type { Trace } from "../cache/trace.ts";
import { readUsageFile } from "../cache/usage-file.ts";
import type { Config } from "./config.ts";
import { HeaderTrees, withHeaderTrees } from "./cpython/header-trees.ts";
import { Repository } from "./cpython/repository.ts";
import { Metrics } from "./metrics.ts";
import { openDatabase } from "./watch/embedded-database.ts";
import { Outgoing } from "./watch/outgoing.ts";
import { Watch } from "./watch/watch.ts";

/** What works behind the routes of one process. Nothing runs until it is started. */
export interface Service {
  repository: Repository;
  builder: PoolBuilder;
  answers: Answers;
  filling: BackgroundFill;
  watch: Watch;
  outgoing: Outgoing;
  metrics: Metrics;
}

/** @param publicUrl base URL of the service, without a trailing slash; known when it listens */
export function createService(config: Config, logger: Logger, publicUrl: () => string): Service {
  const { dataDir } = config;
  const warn: Warn = (message, cause) => logger.warn({ err: cause }, message);
  const metrics = new Metrics();
  const repository = new Repository(config.cpythonRepo, dataDir, {
    timeout: config.gitTimeout,
    refsMaxAge: config.refsMaxAge,
    warn: (message) => logger.warn(message),
  });
  const builder = new PoolBuilder({ deadline: config.buildTimeout, threads: config.buildThreads, dataDir });
  const store = new Store(dataDir, warn, config.storeSize);
  const indexes = new Indexes(dataDir, warn);
  const usage = readUsageFile(config.usageFile);
  // Also reported to whoever requests it.
  usage.catch((error) => logger.error(error.message));
  const answers = new Answers({
    repository: withHeaderTrees(repository, new HeaderTrees(dataDir)),
    builder,
    store,
    indexes,
    trace: logged(metrics, logger),
    usage: () => usage,
    answerLimit: config.answerLimit,
    // Downloads and builds overlap.
    buildLimit: 2 * config.buildThreads,
    readsAhead: true,
  });
  const outgoing = new Outgoing({ allowLoopback: config.allowLoopback, ports: config.webhookPorts });
  const watch = new Watch({
    open: () => database(config),
    repository,
    answers,
    platforms: config.watchPlatforms,
    pollInterval: config.pollInterval,
    outgoing,
    publicUrl,
    log: logger,
    observer: metrics,
  });
  const filling = new BackgroundFill({
    repository,
    builder,
    indexes,
    targets: config.indexTargets,
    isBusy: () => answers.underWay > 0,
    warn,
  });
  metrics.watch({ answers, builder, store, repository, watch, filling });
  return { repository, builder, answers, filling, watch, outgoing, metrics };
}

async function database({ databaseUrl, dataDir }: Config) {
  if (databaseUrl === null) return openDatabase(dataDir);
  return (await import("./watch/server-database.ts")).connectDatabase(databaseUrl);
}

/** Measures stages of work, and logs them. */
function logged(metrics: Metrics, logger: Logger): Trace {
  return async (stage, subject, work) => {
    const start = performance.now();
    try {
      return await metrics.trace(stage, subject, work);
    } finally {
      const level = stage === "resolve" ? "debug" : "info";
      logger[level]({ stage, subject, ms: Math.round(performance.now() - start) }, "build");
    }
  };
}
