import { realpathSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { type Logger, pino } from "pino";
import { Answers } from "../cache/answers.ts";
import { BackgroundFill } from "../cache/background-fill.ts";
import { Indexes } from "../cache/indexes.ts";
import { PoolBuilder } from "../cache/pool.ts";
import { Store, type Warn } from "../cache/store.ts";
import type { Trace } from "../cache/trace.ts";
import { readUsageFile } from "../cache/usage-file.ts";
import { buildApp } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { HeaderTrees, withHeaderTrees } from "./cpython/header-trees.ts";
import { Repository } from "./cpython/repository.ts";
import { CapidiffError } from "./errors.ts";
import { LogDestination } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { Pressure } from "./pressure.ts";
import { failureText } from "./report/failure.ts";
import { tuneForService } from "./v8.ts";
import { openDatabase } from "./watch/embedded-database.ts";
import { Outgoing } from "./watch/outgoing.ts";
import { Watch } from "./watch/watch.ts";

/**
 * Maximum milliseconds before the end of the grace time at which builds and downloads are aborted, to answer waiting
 * clients.
 */
const maxMargin = 5000;

/** Runs the service until SIGINT or SIGTERM; resolves when it listens. */
export async function serve(config: Config): Promise<void> {
  tuneForService();
  const logger = pino({ level: config.logLevel, hooks: { streamWrite: withoutPasswords } }, new LogDestination(1));
  const metrics = new Metrics();
  const repository = new Repository(config.cpythonRepo, config.dataDir, {
    timeout: config.gitTimeout,
    refsMaxAge: config.refsMaxAge,
    warn: (message) => logger.warn(message),
  });
  const { dataDir } = config;
  const builder = new PoolBuilder({ deadline: config.buildTimeout, threads: config.buildThreads, dataDir });
  const warn: Warn = (message, cause) => logger.warn({ err: cause }, message);
  const store = new Store(dataDir, warn, config.storeSize);
  const usage = readUsageFile(config.usageFile);
  // Also reported to whoever requests it.
  usage.catch((error) => logger.error(error.message));
  const indexes = new Indexes(dataDir, warn);
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
  const { databaseUrl } = config;
  const outgoing = new Outgoing({ allowLoopback: config.allowLoopback, ports: config.webhookPorts });
  const watch = new Watch({
    open: async () =>
      databaseUrl === null
        ? openDatabase(dataDir)
        : (await import("./watch/server-database.ts")).connectDatabase(databaseUrl),
    repository,
    answers,
    platforms: config.watchPlatforms,
    pollInterval: config.pollInterval,
    outgoing,
    publicUrl: () => config.publicUrl ?? `http://localhost:${(app.server.address() as AddressInfo).port}`,
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
  const health = {
    stopping: false,
    outage: () => {
      // No more often than refs are looked up anyway; the result shows next time.
      repository.refs().catch(() => {});
      return repository.outage;
    },
    database: () => (watch.state.isStarting ? "starting" : watch.state.outage),
  };
  const pressure = new Pressure();
  const app = await buildApp({
    answers,
    logger,
    deadline: config.requestTimeout,
    metrics,
    health,
    underPressure: () => pressure.high,
    checkSize: config.checkSize,
    rateLimit: config.rateLimit,
    // A client without a rate limit has no limit here either.
    ...(config.rateLimit > 0 && { clientShare: Math.ceil(config.answerLimit / 4) }),
    trustedProxies: config.trustedProxies,
    state: () => watch.state.use(),
    githubWebhookSecret: config.githubWebhookSecret,
    outgoing,
    adminToken: config.adminToken,
    publicUrl: config.publicUrl,
  });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await builder.close();
    throw new CapidiffError(
      "invalid-config",
      `Cannot listen on ${config.host}:${config.port}: ${(error as Error).message}`,
    );
  }

  builder.start();
  pressure.watch();
  watch.start();
  void filling.start();

  endOnSignal({ config, logger, health, repository, builder, filling, watch, app, outgoing });
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

/** What must stop, in the order of `endOnSignal`. */
interface Running {
  config: Config;
  logger: Logger;
  health: { stopping: boolean };
  repository: Repository;
  builder: PoolBuilder;
  filling: BackgroundFill;
  watch: Watch;
  app: { close(): PromiseLike<void> };
  outgoing: Outgoing;
}

/** Ends the process within its grace time after SIGINT, SIGTERM or an error nobody caught. */
function endOnSignal({ config, logger, health, repository, builder, filling, watch, app, outgoing }: Running): void {
  const endChildren = () => Promise.all([repository.close(), builder.close()]);
  // A busy machine needs time to abort what is running.
  const margin = Math.min(maxMargin, config.graceTime / 3);
  let exitCode = 0;
  const onTimeout = () => {
    void endChildren();
    logger.warn("The grace time is over; aborting work in progress");
    process.exit(exitCode);
  };
  closeWithGrace({ delay: config.graceTime, logger, onTimeout }, async ({ err, signal }) => {
    const start = performance.now();
    if (err) exitCode = 1;
    if (err) logger.fatal({ err }, "capidiff is stopping after an error");
    health.stopping = true;
    filling.stop();
    // Load balancers must see /readyz fail before connections are refused.
    if (signal === "SIGTERM") await sleep(config.drainTime);
    // Jobs and answers stop together since both need the database; builds that only jobs need are aborted.
    const closed = Promise.all([app.close(), watch.stopJobs()]);
    await Promise.race([closed, sleep(config.graceTime - margin - (performance.now() - start))]);
    await endChildren();
    await closed;
    await Promise.all([watch.close(), outgoing.close()]);
  });
}

/** Removes credentials from URLs in a log line, including percent-encoded URLs inside other URLs. */
function withoutPasswords(line: string): string {
  if (!line.includes("@") && !line.includes("%40")) return line;
  return line.replace(/((?::|%3A)(?:\/|%2F){2})[^/\s"&]*(?:@|%40)/gi, "$1");
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await serve(readConfig(process.env));
  } catch (error) {
    const { text, exit } = failureText(error);
    process.stderr.write(text);
    process.exitCode = exit;
  }
}
