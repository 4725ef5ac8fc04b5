import { write, writeSync } from "node:fs";

/** Milliseconds for which lines are buffered. */
const flushDelay = 50;

/** Maximum characters buffered: beyond it nobody reads the log, and lines are dropped. */
const maxPendingCharacters = 16 * 2 ** 20;

/**
 * The destination of the log. Lines are batched, since a write per line takes longer than sending an answer, and
 * written asynchronously, so that a slow or dead reader does not block answers; the rest is flushed at exit. Not
 * sonic-boom: version 4 loops forever at the exit of a process whose log is not read.
 */
export class LogDestination {
  readonly #fd: number;
  #waiting = "";
  /** What a full pipe did not take; sent again soon. */
  #refused: Uint8Array = Buffer.alloc(0);
  #busy = false;
  #broken = false;

  constructor(fd: number) {
    this.#fd = fd;
    process.once("exit", () => this.flushSync());
  }

  write(line: string): void {
    if (this.#broken || this.#waiting.length > maxPendingCharacters) return;
    this.#waiting += line;
    if (!this.#busy) this.#later();
  }

  /** Called at exit. */
  flushSync(): void {
    try {
      let rest = Buffer.concat([this.#refused, Buffer.from(this.#waiting)]);
      while (rest.length > 0) rest = rest.subarray(writeSync(this.#fd, rest));
    } catch {
      // Nobody is left to report it to.
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
    this.#refused = Buffer.alloc(0);
    write(this.#fd, bytes, (error, written) => {
      if (error?.code === "EAGAIN") {
        this.#refused = bytes;
        setTimeout(() => this.#send(bytes), flushDelay).unref();
      } else if (error) this.#broken = true;
      else if (written < bytes.length) this.#send(bytes.subarray(written));
      else if (this.#waiting === "") this.#busy = false;
      else this.#later();
    });
  }
}
