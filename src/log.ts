import { write, writeSync } from "node:fs";

/** Milliseconds for which lines wait for others. */
const flushDelay = 10;

/** Characters that wait at most: past it, nobody reads the log and lines are lost. */
const limit = 16 * 2 ** 20;

/**
 * Where the log goes. Lines leave together, for to write each by itself takes longer than to send an answer, and off
 * the thread that answers, which must not wait for a reader that is slow or gone. What waits when the process ends is
 * written then. Of own make: sonic-boom 4 loops for ever at the end of a process whose log nobody takes.
 */
export class LogDestination {
  readonly #fd: number;
  #waiting = "";
  #busy = false;
  #broken = false;

  constructor(fd: number) {
    this.#fd = fd;
    process.once("exit", () => this.flushSync());
  }

  write(line: string): void {
    if (this.#broken || this.#waiting.length > limit) return;
    this.#waiting += line;
    if (!this.#busy) this.#later();
  }

  /** For the process' last words. */
  flushSync(): void {
    try {
      for (let rest = Buffer.from(this.#waiting); rest.length > 0; ) rest = rest.subarray(writeSync(this.#fd, rest));
    } catch {
      // Nobody is there to be told.
    }
    this.#waiting = "";
  }

  #later(): void {
    this.#busy = true;
    setTimeout(() => this.#flush(), flushDelay).unref();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = "";
    this.#send(bytes);
  }

  #send(bytes: Buffer): void {
    write(this.#fd, bytes, (error, written) => {
      if (error?.code === "EAGAIN") setTimeout(() => this.#send(bytes), flushDelay).unref();
      else if (error) this.#broken = true;
      else if (written < bytes.length) this.#send(bytes.subarray(written));
      else if (this.#waiting === "") this.#busy = false;
      else this.#later();
    });
  }
}
