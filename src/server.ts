import { realpathSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { type Logger, pino } from "pino";
import { buildApp } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { CapidiffError } from "./errors.ts";
import { LogDestination } from "./log.ts";
import { Pressure } from "./pressure.ts";
import { failureText } from "./report/failure.ts";
import { createService, type Service } from "./service.ts";
import { tuneForService } from "./v8.ts";

/**
 * Maximum milliseconds before the end of the grace time at which builds and downloads are aborted, to answer waiting
 * clients.
 */
const maxMargin = 5000;

/** Runs the service until SIGINT or SIGTERM; resolves when it listens. */
export async function serve(config: Config): Promise<void> {
  tuneForService();
  const logger = pino({ level: config.logLevel, hooks: { streamWrite: withoutPasswords } }, new LogDestination(1));
  const localUrl = () => `http://localhost:${(app.server.address() as AddressInfo).port}`;
  const service = createService(config, logger, () => config.publicUrl ?? localUrl());
  const { repository, builder, answers, filling, watch, outgoing, metrics } = service;
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

  endOnSignal({ ...service, config, logger, health, app });
}

/** What must stop. */
interface Running extends Service {
  config: Config;
  logger: Logger;
  health: { stopping: boolean };
  app: { close(): PromiseLike<void> };
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
