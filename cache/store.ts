import { join } from "node:path";

/** Told of trouble with the store, which never costs an answer. */
export type Warn = (message: string, cause: unknown) => void;

/**
 * Derived data on disk, by key: safe to delete at any time and to share between processes. What is read was verified
 * against its hash; an entry that was cut short or altered is removed and counts as missing. An entry appears whole
 * or not at all (cacache writes beside and renames).
 */
export class Store {
  /** Reads that found an entry, and that found none. */
  hits = 0;
  misses = 0;
  /** Times that the disk could not be read or written. */
  failures = 0;
  readonly #folder: string;
  readonly #warn: Warn;

  /** @param dataDir the folder is made when the first entry is written. */
  constructor(dataDir: string, warn: Warn) {
    this.#folder = join(dataDir, "store");
    this.#warn = warn;
  }

  /** What was put under the key, or undefined: also where the store cannot be read, after a warning. */
  async get(key: string): Promise<Buffer | undefined> {
    const cacache = await import("cacache");
    try {
      const { data } = await cacache.get(this.#folder, key);
      this.hits++;
      return data;
    } catch (error) {
      this.misses++;
      const code = errorCode(error);
      if (code === "EINTEGRITY" || code === "EBADSIZE") {
        this.#warn("An entry of the store was cut short or altered; it is built again", error);
        await this.#discard(key);
      } else if (code !== "ENOENT") {
        this.failures++;
        this.#warn(`The store in ${this.#folder} cannot be read (${reason(error)})`, error);
      }
      return undefined;
    }
  }

  /** Keeps the bytes. Where the disk is full or read-only, warns and leaves nothing. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const cacache = await import("cacache");
    try {
      await cacache.put(this.#folder, key, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    } catch (error) {
      this.#warnOfWrite(error);
    }
  }

  /** The content goes with the key: cacache never writes over content that is there, right or not. */
  async #discard(key: string): Promise<void> {
    const cacache = await import("cacache");
    try {
      const entry = await cacache.get.info(this.#folder, key);
      if (entry) await cacache.rm.content(this.#folder, entry.integrity);
      await cacache.rm.entry(this.#folder, key);
    } catch (error) {
      this.#warnOfWrite(error);
    }
  }

  #warnOfWrite(error: unknown): void {
    this.failures++;
    this.#warn(`The store in ${this.#folder} cannot be written (${reason(error)}); answers are not kept`, error);
  }
}

const errorCode = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** The system's own words without the path, e.g. `ENOSPC: no space left on device`; cacache hides some codes. */
const reason = (error: unknown) => (error instanceof Error ? error.message.replace(/, .*/s, "") : String(error));
