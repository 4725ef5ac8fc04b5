type Terminal = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean | undefined };

/** Milliseconds between lines when stderr is not a terminal. */
const pause = 10_000;

const width = 24;

/** Progress of a long operation on stderr with an estimate of the time left, in one updated line. */
export class Bar {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #start: number;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
    this.#start = now();
  }

  /** @param doing the current step, e.g. `v3.13.2, cp on linux_x86_64` */
  draw(done: number, total: number, doing: string): void {
    const now = this.#now();
    const { isTTY } = this.#terminal;
    if (!isTTY && now - this.#drawnAt < pause) return;
    this.#drawnAt = now;
    const filled = Math.round((width * done) / total);
    const bar = isTTY ? ` ${"█".repeat(filled)}${"░".repeat(width - filled)}` : "";
    const left = done === 0 ? "" : `, ${duration(((now - this.#start) / done) * (total - done))} left`;
    const text = `capidiff:${bar} ${done} of ${total}${left}: ${doing}`;
    this.#terminal.write(isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  }

  /** Clears the line. */
  end(): void {
    if (this.#terminal.isTTY && this.#drawnAt > Number.NEGATIVE_INFINITY) this.#terminal.write("\r\x1b[K");
  }
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 100 ? `about ${seconds} s` : `about ${Math.ceil(seconds / 60)} min`;
}
