import { hash } from "node:crypto";
import { statSync } from "node:fs";
import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LRUCache } from "lru-cache";
import { parseLsRemote, type RefInfo } from "../src/cpython/refs.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import { type TargetRequest, targetRequest } from "../src/cpython/target.ts";
import { type Absence, TargetIndex } from "../src/history/target-index.ts";
import type { Manifest } from "../src/manifest/model.ts";
import { manifestVersion } from "./engine-version.ts";
import type { Warn } from "./store.ts";

/** Number of targets whose index is kept in memory. */
const maxOpen = 4;

/** In bytes; a longer file is not ours. Refs in a file have 31 bits. */
const maxFileBytes = 2 ** 30;

/** Milliseconds after its last change at which another version's index is removed. */
const retention = 30 * 24 * 3_600_000;

interface OpenIndex {
  index: TargetIndex;
  /** Distinguishes the file from one that replaced it. */
  inode: number;
}

/**
 * The indexes in the data folder, one file per target: `index/<version>/cp-linux_x86_64.idx`. Safe to delete at any
 * time and to share between processes. Failures to read or write are logged and do not affect answers.
 */
export class Indexes {
  readonly #folder: string;
  readonly warn: Warn;
  readonly #open = new LRUCache<string, OpenIndex>({ max: maxOpen });
  /** Operations on a file are serialized, so that each sees the result of those before. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** Reads that have not started: concurrent callers share them. */
  readonly #reads = new Map<string, Promise<TargetIndex>>();
  /**
   * Found unchanged in this turn of the event loop. Examining the file for each of many concurrent requests would take
   * longer than the rest of an answer from memory, and waiting for one of Node's threads to do it even more.
   */
  readonly #recent = new Map<string, TargetIndex>();
  #isTidy = false;

  constructor(dataDir: string, warn: Warn) {
    this.#folder = join(dataDir, "index", manifestVersion);
    this.warn = warn;
  }

  /**
   * The bytes of a tag's manifest; undefined if the index has none.
   * @throws CapidiffError if it is recorded that the tag has none for the target
   */
  async manifest({ ref, commit }: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined> {
    return (await this.of(target)).manifest(ref, commit);
  }

  /** The current index of a target. */
  of(target: TargetRequest): Promise<TargetIndex> {
    const file = this.#file(target);
    const waiting = this.#reads.get(file);
    if (waiting) return waiting;
    if (!this.#turns.has(file)) {
      const current = this.#recent.get(file) ?? this.#current(file);
      if (current) return Promise.resolve(current);
    }
    const read = this.#inTurn(file, () => {
      this.#reads.delete(file);
      return this.#read(file);
    });
    this.#reads.set(file, read);
    return read;
  }

  /** Adds a tag's manifest. */
  add(target: TargetRequest, manifest: Manifest, bytes: Buffer): Promise<void> {
    const file = this.#file(target);
    return this.#inTurn(file, async () => {
      const index = await this.#read(file);
      const { ref, commit } = manifest;
      if (index.tags.get(ref)?.head.commit === commit && index.manifest(ref, commit) !== undefined) return;
      const record = index.record(manifest, bytes);
      if (record === null)
        return this.warn("A manifest cannot be stored in the index; it will be built each time", null);
      await this.#append(file, record);
    });
  }

  /** Records that a tag has no manifest for the target. */
  addAbsence(target: TargetRequest, absence: Absence): Promise<void> {
    const file = this.#file(target);
    return this.#inTurn(file, async () => {
      const index = await this.#read(file);
      if (!index.has(absence.ref, absence.commit)) await this.#append(file, index.absenceRecord(absence));
    });
  }

  /** Adds the changes between two tags. */
  addChanges(target: TargetRequest, key: string, list: Buffer): Promise<void> {
    const file = this.#file(target);
    return this.#inTurn(file, async () => {
      const index = await this.#read(file);
      if (index.changes(key) === undefined) await this.#append(file, index.changesRecord(key, list));
    });
  }

  /** The targets that have an index, in order, excluding builds with their own macros. */
  async targets(): Promise<TargetRequest[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.sort().flatMap((name) => {
      const [, abi, limitedApi, platform] = /^(\w+?)(?:-(3\.\d+))?-(\w+)\.idx$/.exec(name) ?? [];
      return platform === undefined ? [] : [targetRequest({ abi, platform, limitedApi })];
    });
  }

  /** The tags in any index, in the form of a remote's list. */
  async refs(): Promise<RefInfo[]> {
    const commits = new Map<string, string>();
    for (const target of await this.targets()) {
      const { tags } = await this.of(target);
      for (const { head } of tags.values()) commits.set(head.ref, head.commit);
    }
    return parseLsRemote([...commits].map(([ref, commit]) => `${commit}\trefs/tags/${ref}`).join("\n"));
  }

  async #append(file: string, record: Buffer): Promise<void> {
    this.#recent.delete(file);
    try {
      await mkdir(dirname(file), { recursive: true });
      await this.#removeOthers();
      const handle = await open(file, "a");
      try {
        if ((await handle.stat()).size + record.length > maxFileBytes) return;
        // A single write, so that concurrent appends do not interleave.
        const { bytesWritten } = await handle.write(record);
        if (bytesWritten < record.length) throw new Error("no space left");
      } finally {
        await handle.close();
      }
    } catch (error) {
      this.warn(`The index in ${this.#folder} cannot be written (${(error as Error).message})`, error);
    }
  }

  /** The index in memory if its file has not changed. Reading it tells what is wrong with a file. */
  #current(file: string): TargetIndex | undefined {
    const kept = this.#open.get(file);
    if (kept === undefined) return undefined;
    try {
      const { ino, size } = statSync(file);
      if (ino !== kept.inode || size !== kept.index.end) return undefined;
    } catch {
      return undefined;
    }
    if (this.#recent.size === 0) setImmediate(() => this.#recent.clear());
    this.#recent.set(file, kept.index);
    return kept.index;
  }

  /** Reads what was appended since the last time. */
  async #read(file: string): Promise<TargetIndex> {
    try {
      const current = this.#current(file);
      if (current) return current;
      const handle = await open(file);
      try {
        const { ino, size } = await handle.stat();
        let known = this.#open.get(file);
        if (known === undefined || known.inode !== ino || size < known.index.end) {
          known = { index: new TargetIndex(), inode: ino };
          this.#open.set(file, known);
        }
        const { index } = known;
        if (size > index.end && size <= maxFileBytes) {
          const bytes = Buffer.allocUnsafe(size - index.end);
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, index.end);
          index.take(bytes.subarray(0, bytesRead));
        }
        return index;
      } finally {
        await handle.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        this.warn(`The index ${file} cannot be read (${(error as Error).message})`, error);
      }
      this.#open.delete(file);
      return new TargetIndex();
    }
  }

  /** Removes indexes of other versions of capidiff. */
  async #removeOthers(): Promise<void> {
    if (this.#isTidy) return;
    this.#isTidy = true;
    const root = dirname(this.#folder);
    for (const name of await readdir(root)) {
      const folder = join(root, name);
      if (folder === this.#folder) continue;
      const files = await readdir(folder).catch(() => []);
      const times = await Promise.all(files.map(async (one) => (await stat(join(folder, one))).mtimeMs));
      if (Date.now() - Math.max(0, ...times) > retention) await rm(folder, { recursive: true, force: true });
    }
  }

  /** Builds with macros are named by a hash, since file names have limited length. */
  #file({ abi, platform, limitedApi, macros = [] }: TargetRequest): string {
    const build = macros.length === 0 ? "" : `+${hash("sha256", JSON.stringify(macros)).slice(0, 16)}`;
    return join(this.#folder, `${[abi, ...(limitedApi === null ? [] : [limitedApi]), platform].join("-")}${build}.idx`);
  }

  #inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(file) ?? Promise.resolve()).then(work);
    const ended = turn
      .catch(() => {})
      .then(() => {
        if (this.#turns.get(file) === ended) this.#turns.delete(file);
      });
    this.#turns.set(file, ended);
    return turn;
  }
}
