import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

/** Told of trouble with the store, which never costs an answer. */
export type Warn = (message: string, cause: unknown) => void;

/**
 * Derived data on disk, by key: safe to delete at any time and to share between processes. What is read was verified
 * against its hash; an entry that was cut short or altered is removed and counts as missing. An entry appears whole
 * or not at all (cacache writes beside and renames). Where it grows past its size, what was not asked for longest goes.
 */
export class Store {
  /** Reads that found an entry, and that found none. */
  hits = 0;
  misses = 0;
  /** Times that the disk could not be read or written. */
  failures = 0;
  readonly #folder: string;
  readonly #warn: Warn;

  /** Bytes, about: other processes add to it, too. Not known before the first entry is written. */
  #size = Number.POSITIVE_INFINITY;
  readonly #limit: number;
  #trimming = false;

  /**
   * @param dataDir the folder is made when the first entry is written.
   * @param limit bytes.
   */
  constructor(dataDir: string, warn: Warn, limit = 2 ** 31) {
    this.#folder = join(dataDir, "store");
    this.#warn = warn;
    this.#limit = limit;
  }

  /** What was put under the key, or undefined: also where the store cannot be read, after a warning. */
  async get(key: string): Promise<Buffer | undefined> {
    const cacache = await import("cacache");
    try {
      const { data } = await cacache.get(this.#folder, key);
      this.hits++;
      void this.#use(key);
      return data;
    } catch (error) {
      this.misses++;
      const code = errorCode(error);
      if (code === "EINTEGRITY" || code === "EBADSIZE") {
        this.#warn("A corrupt entry was removed from the store; it will be built again", error);
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
      this.#size += bytes.length;
      if (this.#size > this.#limit) await this.#trim();
    } catch (error) {
      this.#warnOfWrite(error);
    }
  }

  /** The time of its content says when an entry was last used. */
  async #use(key: string): Promise<void> {
    const cacache = await import("cacache");
    try {
      const entry = await cacache.get.info(this.#folder, key);
      if (entry) await utimes(entry.path, new Date(), new Date());
    } catch {
      // A disk that is read-only does not grow either.
    }
  }

  /** Removes what was not used longest until a tenth of the room is free, and what killed processes left half done. */
  async #trim(): Promise<void> {
    if (this.#trimming) return;
    this.#trimming = true;
    try {
      const cacache = await import("cacache");
      const entries = await Promise.all(
        Object.values(await cacache.ls(this.#folder)).map(async ({ key, integrity, path }) => {
          const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
          return { key, integrity, size, mtimeMs };
        }),
      );
      entries.sort((a, b) => a.mtimeMs - b.mtimeMs);
      this.#size = entries.reduce((sum, { size }) => sum + size, 0);
      if (this.#size > this.#limit) {
        for (const { key, integrity, size } of entries) {
          if (this.#size <= 0.9 * this.#limit) break;
          await (cacache.rm.entry as RemoveEntry)(this.#folder, key, { removeFully: true });
          await cacache.rm.content(this.#folder, integrity);
          this.#size -= size;
        }
      }
      await removeOld(join(this.#folder, "tmp"));
    } finally {
      this.#trimming = false;
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
    this.#warn(`The store in ${this.#folder} cannot be written (${reason(error)}); answers are not cached`, error);
  }
}

const errorCode = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** The system's own words without the path, e.g. `ENOSPC: no space left on device`; cacache hides some codes. */
const reason = (error: unknown) => (error instanceof Error ? error.message.replace(/, .*/s, "") : String(error));

/** As cacache 20 has it; its published types are of an older one. Without the option the index only grows. */
type RemoveEntry = (folder: string, key: string, options: { removeFully: boolean }) => Promise<unknown>;

/** Nobody writes one file for an hour. */
async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}
