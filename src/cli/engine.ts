import type { Answers } from "../../cache/answers.ts";
import type { Engine } from "../../cache/engine.ts";
import type { Config } from "../config.ts";
import { Progress } from "../progress.ts";
import { tuneForCommand } from "../v8.ts";

/** The progress shown on standard error. */
export const progress = new Progress(process.stderr);

/** Reads the configuration from the environment. */
export async function config(env: NodeJS.ProcessEnv): Promise<Config> {
  return (await import("../config.ts")).readConfig(env);
}

/**
 * Runs the work with an engine in this process; reports downloads on stderr.
 * @param options `usage`: the index of usage, instead of the environment's; `tune` sets V8 up
 */
export async function withAnswers<T>(
  work: (answers: Answers, engine: Engine) => Promise<T>,
  { usage, tune = tuneForCommand }: { usage?: string | undefined; tune?: () => void } = {},
): Promise<T> {
  tune();
  const { openEngine } = await import("../../cache/engine.ts");
  const known = await config(process.env);
  const engine = openEngine({ ...known, usageFile: usage ?? known.usageFile }, { warn, trace: progress.trace });
  const { repository } = engine;
  try {
    const result = await work(engine.answers, engine);
    if (engine.answers.unreachableSince !== null) {
      warn(`${repository.url} is unreachable: newer tags and branches are not known.`);
    }
    return result;
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

/** Prints each message once. */
export function warn(message: string): void {
  if (warned.has(message)) return;
  warned.add(message);
  progress.end();
  process.stderr.write(`capidiff: warning: ${message}\n`);
}

/** Writes an answer to standard output. */
export function print(data: string | Buffer): void {
  process.stdout.write(data);
}

/** Ends the process as Ctrl-C does. */
export function interrupt(): void {
  progress.end();
  process.exit(130);
}
