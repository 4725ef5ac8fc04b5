import { getPriority, setPriority } from "node:os";
import { workerData } from "piscina";
import { CapidiffError, type ErrorCode } from "../src/errors.ts";
import { Indexes } from "./indexes.ts";
import { runTask, type Task } from "./tasks.ts";
import { ThreadState } from "./thread-state.ts";

/** Errors of the table are returned as data: thrown across threads they would lose their code. */
export type TaskOutcome = Uint8Array | { code: ErrorCode; message: string; details: Record<string, unknown> };

// Requests have priority over builds on the same core. On Linux 0 means this thread, elsewhere all.
if (process.platform === "linux") setPriority(Math.min(19, getPriority(process.pid) + 10));

/** The pool's configuration for a worker. */
export interface WorkerData {
  dataDir: string;
}

const { dataDir }: WorkerData = workerData;

/** Bytes of JSON whose values a worker keeps: the manifests of the versions that are asked for most. */
const kept = 16 * 2 ** 20;

/** The caller logs failed writes. */
const state = new ThreadState(
  new Indexes(dataDir, (message, cause) => {
    throw new CapidiffError("store-failed", message, {}, { cause });
  }),
  kept,
);

/** The entry point of the worker thread. */
export default async function work(task: Task): Promise<TaskOutcome> {
  try {
    return await runTask(task, state);
  } catch (error) {
    if (!(error instanceof CapidiffError)) throw error;
    return { code: error.code, message: error.message, details: error.details };
  } finally {
    state.tidy();
  }
}
