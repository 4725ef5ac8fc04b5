import type { Stage, Trace } from "../cache/answers.ts";

/** What a terminal has of `process.stderr`. */
type Terminal = Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean | undefined };

/** Milliseconds of work that need no word. */
const quietTime = 1000;

const doing: Record<Stage, string> = {
  resolve: "looking up",
  download: "getting the headers of",
  read: "reading the headers of",
  compare: "comparing",
  check: "checking",
};

/**
 * Tells on stderr what the command line is at once that takes over a second: a line that is kept up to date on a
 * terminal, else one plain line.
 */
export class Progress {
  readonly #terminal: Terminal;
  readonly #start = performance.now();
  readonly #underWay = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #told = false;
  #ended = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#timer = setTimeout(() => this.#tell(), quietTime).unref();
  }

  /** Also asked at the start of a stage: a stage that keeps the thread busy lets no timer run. */
  readonly trace: Trace = async (stage, subject, work) => {
    const text = `${doing[stage]} ${subject}`;
    this.#underWay.add(text);
    if (performance.now() - this.#start > quietTime) this.#tell();
    try {
      return await work();
    } finally {
      this.#underWay.delete(text);
    }
  };

  /** Takes the line away, so that what follows starts on a clean one, and says no more. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#told && !this.#ended && this.#terminal.isTTY) this.#terminal.write("\r\x1b[K");
    this.#ended = true;
  }

  #tell(): void {
    if (this.#ended || this.#underWay.size === 0 || (this.#told && !this.#terminal.isTTY)) return;
    const text = `capidiff: ${[...this.#underWay].join(", ")} …`;
    this.#terminal.write(this.#terminal.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    this.#told = true;
  }
}
