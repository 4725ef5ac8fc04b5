import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CapidiffError } from "../errors.ts";
import { wantedPathspecs } from "./files.ts";
import type { Git } from "./git.ts";
import type { GitRun } from "./git-child.ts";
import { ObjectReaders } from "./object-readers.ts";
import type { GitObject, ObjectReader } from "./objects.ts";

export interface Remote {
  /** Any URL or path that git can fetch from. */
  url: string;
  /** The full name of a tag or branch at a commit, since a remote need not serve bare ids; null if there is none. */
  nameOf: (commit: string) => Promise<string | null>;
}

/** The progress of a fetch. */
export interface FetchProgress {
  /** First the commits with their directories, then the files of all of them. */
  step: "commits" | "files";
  /** Objects received so far, and in total. */
  received: number;
  total: number;
}

export type OnProgress = (progress: FetchProgress) => void;

/**
 * Makes it a partial clone, for all but the reader of objects: in one, git looks through all packs for each object that
 * is missing, to see whether it was promised, or even fetches it.
 */
const partial = ["remote.origin.promisor=true", "remote.origin.partialclonefilter=blob:none"];

/** Files per request: their ids fit into git's http.postBuffer of 1 MB. */
const filesAtOnce = 20_000;

/** A bare partial clone containing only what was fetched. Only one process may fetch into it at a time. */
export class Clone {
  readonly gitDir: string;
  readonly #git: Git;
  readonly #remote: Remote;
  readonly #readers: ObjectReaders;

  constructor(gitDir: string, remote: Remote, git: Git) {
    this.gitDir = gitDir;
    this.#readers = new ObjectReaders(gitDir);
    this.#remote = remote;
    this.#git = git;
  }

  /** Creates the repository if there is none. */
  async create(): Promise<void> {
    await mkdir(this.gitDir, { recursive: true, mode: 0o700 }); // The remote's URL may contain a password.
    await this.#run(["init", "--bare", "--object-format=sha1", "--template="], { writes: true });
    await appendFile(join(this.gitDir, "config"), configuration(this.#remote.url));
  }

  /** Whether git recognizes it as a repository, and as one of ours. Its objects may still be corrupted. */
  async isWhole(): Promise<boolean> {
    const path = (name: string) => join(this.gitDir, name);
    const isFolder = async (name: string) => (await stat(path(name)).catch(() => null))?.isDirectory() === true;
    const text = (name: string) => readFile(path(name), "utf8").catch(() => "");
    const [objects, refs, head, config] = await Promise.all([
      isFolder("objects"),
      isFolder("refs"),
      text("HEAD"),
      text("config"),
    ]);
    return objects && refs && /^ref: refs\/\S+\n$/.test(head) && config.endsWith(configuration(this.#remote.url));
  }

  /** Runs git fsck, which reads all objects. */
  async isSound(): Promise<boolean> {
    return this.#run(["fsck", "--no-dangling", "--no-progress"]).then(
      () => true,
      (error) => {
        if (isEnd(error)) throw error;
        return false;
      },
    );
  }

  /** The output of `git ls-remote`. */
  list(): Promise<string> {
    return this.#run(["ls-remote", "--heads", "--tags", "origin"], { remote: true });
  }

  /** The line of the remote's `HEAD` in the output of `git ls-remote`; empty if it has none. */
  head(): Promise<string> {
    return this.#run(["ls-remote", "origin", "HEAD"], { remote: true });
  }

  /** An object of the clone, or null if it is missing. Rejects as {@link ObjectReader.read} does. */
  read(name: string): Promise<GitObject | null> {
    return this.withObjects((objects) => objects.read(name));
  }

  withObjects<T>(use: (objects: ObjectReader) => Promise<T>): Promise<T> {
    return this.#readers.with(use);
  }

  /**
   * Fetches commits and the files that capidiff reads, as far as they are missing, in two requests for any number.
   * @throws CapidiffError `unknown-ref` if the remote does not serve one of the commits
   */
  async fetch(commits: readonly string[], onProgress?: OnProgress): Promise<void> {
    const absent = await this.#absent(commits);
    if (absent.length > 0) await this.#fetchCommits(absent, onProgress);
    const files = await this.#missingFiles(commits);
    for (let at = 0; at < files.length; at += filesAtOnce) {
      const served = await this.#fetchFiles(files.slice(at, at + filesAtOnce), onProgress);
      // A remote that supports filters but refuses bare ids must send the complete commits.
      if (!served)
        return this.#fetchFrom(["--depth=1", "--no-filter"], await this.#names(commits), "files", onProgress);
    }
  }

  /** What capidiff reads of these commits, as far as it is here, as a pack of git; null if none of them is. */
  async pack(commits: readonly string[]): Promise<Buffer | null> {
    const absent = new Set(await this.#absent(commits));
    const here = commits.filter((commit) => !absent.has(commit));
    if (here.length === 0) return null;
    const objects = (await this.#objectsOf(here)).filter(({ isMissing }) => !isMissing);
    const folder = await mkdtemp(join(tmpdir(), "capidiff-pack-"));
    try {
      const base = join(folder, "pack");
      const hash = await this.#run(["pack-objects", "--quiet", base], { input: linesOf(objects.map(({ id }) => id)) });
      return await readFile(`${base}-${hash.trim()}.pack`);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** Adds the objects of a pack. Git computes their ids anew, so that none can pass for another. */
  async addPack(pack: Buffer): Promise<void> {
    await this.#run(["index-pack", "--promisor", "--stdin"], { input: pack, writes: true });
  }

  async #absent(commits: readonly string[]): Promise<string[]> {
    return this.withObjects(async (objects) => {
      const isHere = (commit: string) => objects.read(`${commit}^{tree}`, () => false).catch(() => null);
      const trees = await Promise.all(commits.map(isHere));
      return commits.filter((_, i) => trees[i] === null);
    });
  }

  async #fetchCommits(commits: string[], onProgress?: OnProgress): Promise<void> {
    const fetch = (sources: string[]) =>
      this.#fetchFrom(["--depth=1", "--filter=blob:none"], sources, "commits", onProgress);
    try {
      await fetch(commits);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await fetch(await this.#names(commits));
    }
  }

  async #names(commits: readonly string[]): Promise<string[]> {
    const names = await Promise.all(commits.map(this.#remote.nameOf));
    return names.map((name, i) => {
      if (name !== null) return name;
      const message = `The remote has no commit ${commits[i]}, or serves it only as part of a tag or branch.`;
      throw new CapidiffError("unknown-ref", message);
    });
  }

  async #missingFiles(commits: readonly string[]): Promise<string[]> {
    const objects = await this.#objectsOf(commits);
    return objects.flatMap(({ id, isMissing }) => (isMissing ? [id] : []));
  }

  /** Commits, which must be here, and the directories and files of them that capidiff reads. */
  async #objectsOf(commits: readonly string[]): Promise<{ id: string; isMissing: boolean }[]> {
    const args = ["rev-list", "--objects", "--no-object-names", "--missing=print", "--no-walk", "--stdin"];
    const output = await this.#run(args, { input: linesOf([...commits, "--", ...wantedPathspecs]) });
    return output.split("\n").flatMap((line) => {
      const [, missing, id] = /^(\?)?([0-9a-f]{40})$/.exec(line) ?? [];
      return id === undefined ? [] : [{ id, isMissing: missing !== undefined }];
    });
  }

  /** False if the remote does not serve bare ids. */
  async #fetchFiles(blobs: string[], onProgress?: OnProgress): Promise<boolean> {
    try {
      await this.#fetchFrom(["--filter=blob:none"], blobs, "files", onProgress);
      return true;
    } catch (error) {
      if (!isRefused(error)) throw error;
      return false;
    }
  }

  async #fetchFrom(
    args: string[],
    sources: string[],
    step: FetchProgress["step"],
    onProgress: OnProgress = () => {},
  ): Promise<void> {
    // Progress output resets the `timeout`, and ends git if nobody reads it any more.
    const all = ["fetch", "--progress", "--no-tags", "--no-write-fetch-head", ...args, "--stdin", "origin"];
    await this.#run(all, {
      // No negotiation: existing objects must not make the remote omit objects it believes to be part of them.
      ...(step === "files" && { config: ["fetch.negotiationAlgorithm=noop"] }),
      input: linesOf(sources),
      remote: true,
      writes: true,
      onMessage: (text) => {
        const [, received, total] = [...text.matchAll(/Receiving objects: .*?\((\d+)\/(\d+)\)/g)].at(-1) ?? [];
        if (total !== undefined) onProgress({ step, received: Number(received), total: Number(total) });
      },
    });
  }

  /** The size of its packs in bytes. */
  async size(): Promise<number> {
    const directory = join(this.gitDir, "objects", "pack");
    const packs = (await readdir(directory)).filter((name) => name.endsWith(".pack"));
    const sizes = await Promise.all(packs.map(async (name) => (await stat(join(directory, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  #run(args: string[], run: GitRun = {}): Promise<string> {
    return this.#git.run(this.gitDir, args, { ...run, config: [...partial, ...(run.config ?? [])] });
  }
}

const linesOf = (values: readonly string[]) => values.map((value) => `${value}\n`).join("");

/** Whether the remote answered that it does not have the object or does not serve it by id. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof CapidiffError) || error.code !== "remote-unreachable") return false;
  return /not our ref|unadvertised object|no such remote ref/i.test(error.message);
}

/** Whether git was stopped by this process, without a result. */
function isEnd(error: unknown): boolean {
  return error instanceof CapidiffError && (error.code === "stopping" || error.code === "timeout");
}

/** Configuration of the bare repository, which overrides the user's, except for the user's network settings. */
function configuration(remote: string): string {
  const url = remote.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
  return `
[remote "origin"]
	url = "${url}"
[core]
	hooksPath = /dev/null
[fetch]
	unpackLimit = 1
	fsckObjects = false
	writeCommitGraph = false
	recurseSubmodules = false
	prune = false
[gc]
	auto = 0
[maintenance]
	auto = false
`;
}
