import type { Answers } from "../../cache/answers.ts";
import type { Builder } from "../../cache/builder.ts";
import type { Indexes } from "../../cache/indexes.ts";
import type { Config } from "../config.ts";
import type { Repository } from "../cpython/repository.ts";
import { Progress } from "../progress.ts";
import { boundHeapGrowth, tuneForShortRun } from "../v8.ts";

export const progress = new Progress(process.stderr);

/** What the environment says. */
export async function config(env: NodeJS.ProcessEnv): Promise<Config> {
  return (await import("../config.ts")).readConfig(env);
}

/** What the command line works with. */
export interface Engine {
  answers: Answers;
  repository: Repository;
  builder: Builder;
  indexes: Indexes;
}

/**
 * Does the work with an engine in this very process; says on stderr what was downloaded for it.
 * @param isLong for work of minutes, which V8 knows best how to run
 * @param usage the index of usage, where it is not the environment's
 */
export async function withAnswers<T>(
  work: (answers: Answers, engine: Engine) => Promise<T>,
  isLong = false,
  usage?: string,
): Promise<T> {
  boundHeapGrowth();
  if (!isLong) tuneForShortRun();
  const { cpythonRepo, dataDir, gitTimeout, refsMaxAge, usageFile } = await config(process.env);
  const { Answers } = await import("../../cache/answers.ts");
  const { ThreadBuilder } = await import("../../cache/builder.ts");
  const { Indexes } = await import("../../cache/indexes.ts");
  const { Store } = await import("../../cache/store.ts");
  const { readUsageFile } = await import("../../cache/usage-file.ts");
  const { Repository } = await import("../cpython/repository.ts");
  const repository = new Repository(cpythonRepo, dataDir, { patience: gitTimeout, refsMaxAge, warn });
  const indexes = new Indexes(dataDir, warn);
  const builder = new ThreadBuilder(indexes);
  const answers = new Answers({
    repository,
    builder,
    indexes,
    store: new Store(dataDir, warn),
    trace: progress.trace,
    usage: () => readUsageFile(usage ?? usageFile),
  });
  try {
    return await work(answers, { answers, repository, builder, indexes });
  } finally {
    progress.end();
    if (repository.downloaded > 0) {
      process.stderr.write(
        `capidiff: downloaded ${(repository.downloaded / 1e6).toFixed(1)} MB from ${repository.url}\n`,
      );
    }
  }
}

const warned = new Set<string>();

/** The same trouble is told once. */
export function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  progress.end();
  process.stderr.write(`capidiff: warning: ${message}\n`);
}

export function print(data: string | Buffer): void {
  process.stdout.write(data);
}

export function interrupt(): void {
  progress.end();
  process.exit(130);
}
