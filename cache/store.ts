import { createHash, hash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Called with problems of the store, which never affect answers. */
export type Warn = (message: string, cause: unknown) => void;

/** Bytes of the checksum before those of an entry. */
const checksumLength = 32;

/**
 * Derived data on disk by key, a file for each: safe to delete at any time and to share between processes. Reads are
 * verified against a checksum; a truncated or altered entry is removed and counts as missing. Writes are atomic. Above
 * its maximum size, the least recently used entries are removed. Not cacache, whose loading takes a fifth of a command
 * that reads an entry.
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
    const file = this.#file(key);
    try {
      const stored = await readFile(file);
      const bytes = stored.subarray(checksumLength);
      if (checksum(key, bytes).equals(stored.subarray(0, checksumLength))) {
        this.hits++;
        // The time of its last use. On a read-only disk nothing needs to be trimmed.
        utimes(file, new Date(), new Date()).catch(() => {});
        return bytes;
      }
      this.#warn("A corrupt entry was removed from the store; it will be built again", null);
      await rm(file, { force: true }).catch((error) => this.#warnOfWrite(error));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        this.failures++;
        this.#warn(`The store in ${this.#folder} cannot be read (${reason(error)})`, error);
      }
    }
    this.misses++;
    return undefined;
  }

  /** Stores an entry. If the disk is full or read-only, logs it and leaves nothing behind. */
  async put(key: string, bytes: Uint8Array): Promise<void> {
    const file = this.#file(key);
    const draft = join(this.#drafts, randomUUID());
    try {
      await mkdir(this.#drafts, { recursive: true });
      await writeFile(draft, [checksum(key, bytes), bytes]);
      await mkdir(dirname(file), { recursive: true });
      await rename(draft, file);
      this.#size += checksumLength + bytes.length;
      if (this.#size > this.#limit) await this.#trim();
    } catch (error) {
      this.#warnOfWrite(error);
      await rm(draft, { force: true }).catch(() => {});
    }
  }

  /** Removes least recently used files until a tenth is free, and leftovers of killed processes. */
  async #trim(): Promise<void> {
    if (this.#trimming) return;
    this.#trimming = true;
    try {
      // Also what other versions of capidiff keep here.
      const names = await readdir(this.#folder, { recursive: true });
      const found = await Promise.all(names.map((name) => fileAt(join(this.#folder, name))));
      const files = found.filter((file) => file !== null).sort((a, b) => a.time - b.time);
      this.#size = files.reduce((sum, { size }) => sum + size, 0);
      const enough = this.#size > this.#limit ? 0.9 * this.#limit : this.#size;
      for (const { path, size, time } of files) {
        const isDraft = dirname(path) === this.#drafts;
        if (isDraft ? Date.now() - time <= longestWrite : this.#size <= enough) continue;
        await rm(path, { force: true });
        this.#size -= size;
      }
    } finally {
      this.#trimming = false;
    }
  }

  get #drafts(): string {
    return join(this.#folder, "tmp");
  }

  #file(key: string): string {
    const name = hash("sha256", key);
    return join(this.#folder, "entries", name.slice(0, 2), name);
  }

  #warnOfWrite(error: unknown): void {
    this.failures++;
    this.#warn(`The store in ${this.#folder} cannot be written (${reason(error)}); answers are not cached`, error);
  }
}

/** No file takes an hour to write. */
const longestWrite = 3_600_000;

/** Null for folders, and for what another process has removed. */
async function fileAt(path: string): Promise<{ path: string; size: number; time: number } | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { path, size: found.size, time: found.mtimeMs } : null;
}

/** Of the key too, so that no entry is taken for another. */
const checksum = (key: string, bytes: Uint8Array) => createHash("sha256").update(key).update(bytes).digest();

/** The system's message without the path, e.g. `ENOSPC: no space left on device`. */
const reason = (error: unknown) => (error instanceof Error ? error.message.replace(/, .*/s, "") : String(error));
