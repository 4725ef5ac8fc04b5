import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { pino } from "pino";
import { Answers } from "../cache/answers.ts";
import { buildThreads, PoolBuilder } from "../cache/pool.ts";
import { Store } from "../cache/store.ts";
import { buildApp } from "./app.ts";
import { type Config, readConfig } from "./config.ts";
import { Repository } from "./cpython/repository.ts";
import { CapidiffError } from "./errors.ts";
import { failureText } from "./report/failure.ts";

/** Milliseconds that one build may take, its wait for a thread included. */
const buildDeadline = 120_000;

/** Answers that may be worked out or waited for at once; each holds a few MB. */
const answerLimit = 32;

/** Milliseconds that requests under way get when the service is told to stop. */
const grace = 30_000;

/** Runs the service until SIGINT or SIGTERM; resolves when it listens. */
export async function serve(config: Config): Promise<void> {
  const logger = pino({ level: config.logLevel });
  const repository = new Repository(config.cpythonRepo, config.dataDir);
  const builder = new PoolBuilder({ deadline: buildDeadline });
  const answers = new Answers({
    repository,
    builder,
    store: new Store(config.dataDir, (message, cause) => logger.warn({ err: cause }, message)),
    trace: async (stage, subject, work) => {
      const start = performance.now();
      try {
        return await work();
      } finally {
        logger[stage === "resolve" ? "debug" : "info"](
          { stage, subject, ms: Math.round(performance.now() - start) },
          "build",
        );
      }
    },
    answerLimit,
    // Downloads and builds overlap.
    buildLimit: 2 * buildThreads,
  });
  const app = await buildApp({ answers, logger });
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await builder.close();
    throw new CapidiffError(
      "invalid-config",
      `Cannot listen on ${config.host}:${config.port}: ${(error as Error).message}`,
    );
  }
  closeWithGrace({ delay: grace, logger }, async ({ err }) => {
    if (err) logger.fatal({ err }, "capidiff stops after an error");
    await app.close();
    await builder.close();
  });
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
