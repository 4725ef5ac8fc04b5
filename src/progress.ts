import type { Stage, Trace } from "../cache/trace.ts";

/** The part of `process.stderr` that is used. */
type Terminal = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean | undefined };

/** Milliseconds without progress output. */
const quietTime = 1000;

const doing: Record<Stage, string> = {
  resolve: "looking up",
  download: "getting the headers of",
  read: "reading the headers of",
  compare: "comparing",
  check: "checking",
};

/**
 * Reports the current stage on stderr if work takes over a second: an updated line on a terminal, else one plain line.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #start = performance.now();
  readonly #underWay = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #isShown = false;
  #ended = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#timer = setTimeout(() => this.#show(), quietTime).unref();
  }

  /** Also checked when a stage starts, since a stage that blocks the thread blocks timers. */
  readonly trace: Trace = async (stage, subject, work) => {
    const text = `${doing[stage]} ${subject}`;
    this.#underWay.add(text);
    if (performance.now() - this.#start > quietTime) this.#show();
    try {
      return await work();
    } finally {
      this.#underWay.delete(text);
    }
  };

  /** Clears the line and stops reporting. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#isShown && !this.#ended && this.#terminal.isTTY) this.#terminal.write("\r\x1b[K");
    this.#ended = true;
  }

  #show(): void {
    if (this.#ended || this.#underWay.size === 0 || (this.#isShown && !this.#terminal.isTTY)) return;
    const text = `capidiff: ${[...this.#underWay].join(", ")} …`;
    this.#terminal.write(this.#terminal.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    this.#isShown = true;
  }
}
