import { setImmediate } from "node:timers/promises";
import pLimit from "p-limit";
import type { Indexes } from "./indexes.ts";
import { runTask, type Task, type TaskInput, type TaskName, ThreadState } from "./tasks.ts";

/** Does the tasks of `tasks.ts`. */
export interface Builder {
  /**
   * @param stop signals that nobody waits for the bytes any more
   * @throws CapidiffError of the task
   */
  build<Name extends TaskName>(name: Name, input: TaskInput<Name>, stop?: AbortSignal): Promise<Buffer>;
}

/** Builds in this thread, blocking it: right for the command line and inside a worker. */
export class ThreadBuilder implements Builder {
  readonly #state: ThreadState;
  readonly #inTurn = pLimit(1);

  /** The parameters of `ThreadState`. */
  constructor(indexes?: Indexes, kept?: number) {
    this.#state = new ThreadState(indexes, kept);
  }

  build<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<Buffer> {
    return this.#inTurn(async () => {
      // What is only held weakly, as sessions are, is kept until the current job of the event loop ends.
      await setImmediate();
      return runTask({ name, input } as Task, this.#state);
    });
  }
}
