import { readdir, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";

/** Called with problems of the store, which never affect answers. */
export type Warn = (message: string, cause: unknown) => void;

/**
 * Derived data on disk by key: safe to delete at any time and to share between processes. Reads are verified against a
 * hash; a truncated or altered entry is removed and counts as missing. Writes are atomic (cacache writes to a temporary
 * file and renames it). Above its maximum size, the least recently used entries are removed.
 */
export class Store {
  /** Number of reads that found an entry, and that found none. */
  hits = 0;
  misses = 0;
  /** Number of failed reads and writes. */
  failures = 0;
  readonly #folder: string;
  readonly #warn: Warn;

  /** Approximate bytes, as other processes also add entries. Unknown before the first write. */
  #size = Number.POSITIVE_INFINITY;
  readonly #limit: number;
  #trimming = false;

  /**
   * @param dataDir created with the first entry
   * @param limit in bytes
   */
  constructor(dataDir: string, warn: Warn, limit = 2 ** 31) {
    this.#folder = join(dataDir, "store");
    this.#warn = warn;
    this.#limit = limit;
  }

  /** The entry of a key, or undefined, also after a failed read, which is logged. */
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

  /** Stores an entry. If the disk is full or read-only, logs it and leaves nothing behind. */
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

  /** The modification time of the content records its last use. */
  async #use(key: string): Promise<void> {
    const cacache = await import("cacache");
    try {
      const entry = await cacache.get.info(this.#folder, key);
      if (entry) await utimes(entry.path, new Date(), new Date());
    } catch {
      // On a read-only disk nothing needs to be trimmed.
    }
  }

  /** Removes least recently used entries until a tenth is free, and leftovers of killed processes. */
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

  /** Removes the content too: cacache never overwrites existing content, even if it is corrupt. */
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

/** The system's message without the path, e.g. `ENOSPC: no space left on device`; cacache hides some codes. */
const reason = (error: unknown) => (error instanceof Error ? error.message.replace(/, .*/s, "") : String(error));

/** As in cacache 20; its published types are older. Without the option the index only grows. */
type RemoveEntry = (folder: string, key: string, options: { removeFully: boolean }) => Promise<unknown>;

/** No file takes an hour to write. */
async function removeOld(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}
