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
  /** Where it is, without the `.git` at its end; its lock, and what was damaged, lie beside it. */
  path: string;
  remote: Remote;
  /** Milliseconds that git may be silent; ten times that for another process to be done with its fetch. */
  timeout: number;
  /** Told of what a person should know. */
  warn: (message: string) => void;
}

/**
 * A clone that any number of processes use. To read takes no lock. Who writes holds one, removes what a killed process
 * left half done, and makes the clone anew where it is damaged: then it is moved aside, as `<path>.damaged`.
 */
export class SharedClone {
  readonly clone: Clone;
  /** Where the remote's answer to {@link list} may be kept. */
  readonly listing: string;
  /** Bytes of pack files that this object has downloaded. */
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

  /** The remote's answer to `git ls-remote`. */
  async list(): Promise<string> {
    if (!(await this.clone.isWhole())) await this.#alone(() => this.#prepare());
    return this.clone.list();
  }

  /**
   * Fetches what is not here yet of commits and their files.
   * @throws CapidiffError `remote-unreachable`, `timeout`, `stopping`, `store-failed`, `git-failed`; `unknown-ref` where
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

  /** Makes the clone anew with this commit, if its files cannot be read although they were fetched. */
  async repair(commit: string): Promise<void> {
    await this.#alone(async () => {
      // Another process may have done so meanwhile.
      const fault = await this.clone.withObjects((objects) => readFiles(objects, commit)).then(() => null, String);
      if (fault !== null) await this.#replace([commit], fault);
    });
  }

  /** Ends what is under way, with `stopping`. Resolves when git and its helpers have ended. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#git.close();
  }

  /** Holds the lock meanwhile. */
  async #alone(work: () => Promise<void>): Promise<void> {
    const { path, timeout } = this.#options;
    const deadline = Date.now() + 10 * timeout;
    const file = `${path}.lock`;
    const lock = await storing(async () => {
      await mkdir(dirname(file), { recursive: true });
      return lockFile(file, (holder) => {
        if (this.#closed) throw new CapidiffError("stopping", "The service ends, and what it waits for with it.");
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
    await this.#replace([], "it has not all that git needs");
  }

  /** Puts a new clone, with these commits, in the place of the one that is here, if there is one. Whole or not at all. */
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
          // What the remote's names meant the last time is known still.
          await copyFile(this.listing, join(draft.gitDir, "capidiff-refs")).catch(() => {});
          await rm(aside, { recursive: true, force: true });
          await rename(gitDir, aside);
        }
        await rename(draft.gitDir, gitDir);
      });
    } finally {
      await rm(draft.gitDir, { recursive: true, force: true }).catch(() => {});
    }
    if (!isNew) warn(`The clone ${gitDir} was damaged: ${fault} It is now ${aside}, and a new one is in its place.`);
  }

  /** Whether it is the clone's fault that a fetch failed: the remote answers, and git finds something wrong here. */
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

/** What the file system refuses is `store-failed`. */
async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CapidiffError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CapidiffError("store-failed", `The data folder cannot be used: ${reason}`, {}, { cause });
  }
}
