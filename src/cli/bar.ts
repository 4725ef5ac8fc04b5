type Terminal = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean | undefined };

/** Milliseconds between two lines where there is no terminal to keep one up to date on. */
const pause = 10_000;

const width = 24;

/** How far a long piece of work is, with an estimate of what is left: on stderr, one line that is kept up to date. */
export class Bar {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  readonly #start: number;
  #told = Number.NEGATIVE_INFINITY;

  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#now = now;
    this.#start = now();
  }

  /** @param doing what is done at the moment, e.g. `v3.13.2, cp on linux_x86_64` */
  tell(done: number, total: number, doing: string): void {
    const now = this.#now();
    const { isTTY } = this.#terminal;
    if (!isTTY && now - this.#told < pause) return;
    this.#told = now;
    const filled = Math.round((width * done) / total);
    const bar = isTTY ? ` ${"█".repeat(filled)}${"░".repeat(width - filled)}` : "";
    const left = done === 0 ? "" : `, ${duration(((now - this.#start) / done) * (total - done))} left`;
    const text = `capidiff:${bar} ${done} of ${total}${left}: ${doing}`;
    this.#terminal.write(isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#terminal.isTTY && this.#told > Number.NEGATIVE_INFINITY) this.#terminal.write("\r\x1b[K");
  }
}

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 100 ? `about ${seconds} s` : `about ${Math.ceil(seconds / 60)} min`;
}
