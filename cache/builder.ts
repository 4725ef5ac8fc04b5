import { setImmediate } from "node:timers/promises";
import type { Indexes } from "./indexes.ts";
import { runTask, type Task, type TaskInput, type TaskName } from "./tasks.ts";
import { ThreadState } from "./thread-state.ts";

/** Does the tasks of `tasks.ts`. */
export interface Builder {
  /**
   * @param stop signals that nobody waits for the bytes any more
   * @throws CapidiffError of the task
   */
  build<Name extends TaskName>(name: Name, input: TaskInput<Name>, stop?: AbortSignal): Promise<Buffer>;
}

interface Waiting {
  task: Task;
  settle: (result: Promise<Buffer>) => void;
}

/** Builds in this thread, blocking it: right for the command line and inside a worker. */
export class ThreadBuilder implements Builder {
  readonly #state: ThreadState;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  /** The parameters of `ThreadState`. */
  constructor(indexes?: Indexes, kept?: number) {
    this.#state = new ThreadState(indexes, kept);
  }

  build<Name extends TaskName>(name: Name, input: TaskInput<Name>): Promise<Buffer> {
    return new Promise((settle) => {
      this.#waiting.push({ task: { name, input } as Task, settle });
      void this.#work();
    });
  }

  /** Does what waits in turn, but adds to the index last: no answer waits for that. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      // What is only held weakly, as sessions are, is kept until the current job of the event loop ends.
      await setImmediate();
      const first = this.#waiting.findIndex(({ task }) => task.name !== "index");
      const [next] = this.#waiting.splice(Math.max(0, first), 1) as [Waiting];
      const result = runTask(next.task, this.#state);
      next.settle(result);
      await result.catch(() => {});
    }
    this.#isBusy = false;
  }
}
