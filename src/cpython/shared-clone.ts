import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CapidiffError } from "../errors.ts";
import { Clone, isRefused, type OnProgress, type Remote } from "./clone.ts";
import { lockFile } from "./file-lock.ts";
import { readFiles } from "./files.ts";
import { Git } from "./git.ts";
import { removeLeftovers } from "./leftovers.ts";

export interface SharedCloneOptions {
  /** Its path without the `.git` suffix; the lock and damaged clones are next to it. */
  path: string;
  remote: Remote;
  /** Milliseconds git may be silent; another process's fetch may take ten times that. */
  timeout: number;
  /** Receives messages for the operator. */
  warn: (message: string) => void;
}

/**
 * A clone shared by any number of processes. Reading takes no lock. A writer holds the lock, removes what killed
 * processes left behind, and replaces a damaged clone, which is kept as `<path>.damaged`.
 */
export class SharedClone {
  readonly clone: Clone;
  /** The file that may cache the remote's answer to {@link list}. */
  readonly listing: string;
  /** Bytes of pack files downloaded by this object. */
  downloaded = 0;
  readonly #options: SharedCloneOptions;
  readonly #git: Git;
  #closed = false;

  constructor(options: SharedCloneOptions) {
    this.#options = options;
    this.#git = new Git(options.timeout);
    this.clone = this.#cloneAt(`${options.path}.git`);
    this.listing = join(this.clone.gitDir, "capidiff-refs");
  }

  /** The output of `git ls-remote`. */
  async list(): Promise<string> {
    await this.#ready();
    return this.clone.list();
  }

  /** The line of the remote's `HEAD` in it; empty if it has none. */
  async head(): Promise<string> {
    await this.#ready();
    return this.clone.head();
  }

  async #ready(): Promise<void> {
    if (!(await this.clone.isWhole())) await this.#alone(() => this.#prepare());
  }

  /**
   * Fetches missing commits and files.
   * @throws CapidiffError `remote-unreachable`, `timeout`, `stopping`, `store-failed`, `git-failed`; `unknown-ref` if
   * the remote does not serve one of the commits
   */
  async fetch(commits: readonly string[], onProgress?: OnProgress): Promise<void> {
    await this.#alone(async () => {
      await this.#prepare();
      try {
        await this.#measured(this.clone, () => this.clone.fetch(commits, onProgress));
      } catch (error) {
        if (!(await this.#isToBlame(error))) throw error;
        await this.#replace(commits, (error as Error).message);
      }
    });
  }

  /** As {@link Clone.pack}; null also if there is no clone. */
  async pack(commits: readonly string[]): Promise<Buffer | null> {
    return (await this.clone.isWhole()) ? this.clone.pack(commits) : null;
  }

  /** As {@link Clone.addPack}. @throws CapidiffError `git-failed`, `timeout`, `stopping`, `store-failed` */
  async addPack(pack: Buffer): Promise<void> {
    await this.#alone(async () => {
      await this.#prepare();
      await this.clone.addPack(pack);
    });
  }

  /**
   * Replaces the clone by a new one with this commit, if the commit's files are unreadable although they were fetched.
   */
  async repair(commit: string): Promise<void> {
    await this.#alone(async () => {
      // Another process may already have done so.
      const fault = await this.clone.withObjects((objects) => readFiles(objects, commit)).then(() => null, String);
      if (fault !== null) await this.#replace([commit], fault);
    });
  }

  /** Aborts running work with `stopping`. Resolves when git and its helpers have ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#git.close();
  }

  /** Runs `work` while holding the lock. */
  async #alone(work: () => Promise<void>): Promise<void> {
    const { path, timeout } = this.#options;
    const deadline = Date.now() + 10 * timeout;
    const file = `${path}.lock`;
    const lock = await storing(async () => {
      await mkdir(dirname(file), { recursive: true });
      return lockFile(file, (holder) => {
        if (this.#closed) throw new CapidiffError("stopping", "The service is shutting down.");
        if (Date.now() < deadline) return;
        throw new CapidiffError("timeout", `${file} is held for too long by ${holder || "another process"}.`);
      });
    });
    try {
      await storing(() => removeLeftovers(this.clone.gitDir));
      await work();
    } finally {
      await lock.release();
    }
  }

  async #prepare(): Promise<void> {
    if (await this.clone.isWhole()) return;
    await this.#replace([], "files that git needs are missing");
  }

  /** Atomically puts a new clone with these commits in place of the current one, if any. */
  async #replace(commits: readonly string[], fault: string): Promise<void> {
    const { path, warn } = this.#options;
    const { gitDir } = this.clone;
    const draft = this.#cloneAt(`${gitDir}.${randomUUID()}`);
    const aside = `${path}.damaged`;
    const isNew = !existsSync(gitDir);
    try {
      await storing(() => draft.create());
      if (commits.length > 0) await this.#measured(draft, () => draft.fetch(commits));
      await storing(async () => {
        if (!isNew) {
          // Keep the last known refs.
          await copyFile(this.listing, join(draft.gitDir, "capidiff-refs")).catch(() => {});
          await rm(aside, { recursive: true, force: true });
          await rename(gitDir, aside);
        }
        await rename(draft.gitDir, gitDir);
      });
    } finally {
      await rm(draft.gitDir, { recursive: true, force: true }).catch(() => {});
    }
    if (!isNew) warn(`The clone ${gitDir} was damaged: ${fault} It was moved to ${aside} and replaced by a new one.`);
  }

  /** Whether the clone caused a failed fetch: the remote answers, and git reports an error here. */
  async #isToBlame(error: unknown): Promise<boolean> {
    const codes = ["remote-unreachable", "git-failed"];
    if (!(error instanceof CapidiffError) || !codes.includes(error.code) || isRefused(error)) return false;
    try {
      await this.clone.list();
    } catch {
      return false;
    }
    return !(await this.clone.isSound());
  }

  async #measured(clone: Clone, fetch: () => Promise<void>): Promise<void> {
    const before = await clone.size();
    try {
      await fetch();
    } finally {
      this.downloaded += (await clone.size()) - before;
    }
  }

  #cloneAt(gitDir: string): Clone {
    return new Clone(gitDir, this.#options.remote, this.#git);
  }
}

/** Converts errors of the file system to `store-failed`. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CapidiffError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CapidiffError("store-failed", `The data folder cannot be used: ${reason}`, {}, { cause });
  }
}
