import { appendFile, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { CapidiffError } from "../errors.ts";
import { wantedPathspecs } from "./files.ts";
import type { Git } from "./git.ts";
import type { GitRun } from "./git-child.ts";
import { type GitObject, ObjectReader } from "./objects.ts";

export interface Remote {
  /** Any URL or path that git can fetch from. */
  url: string;
  /** The full name of a tag or branch at a commit, as a remote need not serve bare ids; null if there is none. */
  nameOf: (commit: string) => Promise<string | null>;
}

/** How far a fetch is. */
export interface FetchProgress {
  /** Commits come with their directories first, then the files of all of them. */
  step: "commits" | "files";
  /** Objects that have arrived, and how many there will be. */
  received: number;
  total: number;
}

export type OnProgress = (progress: FetchProgress) => void;

/** Files asked for in one request: as much as git sends without knowing how much it will be, 1 MB. */
const filesAtOnce = 20_000;

/**
 * A bare partial clone: it has what was fetched of a remote, and nothing else. Only one may fetch into it at a time.
 */
export class Clone {
  readonly gitDir: string;
  readonly #git: Git;
  readonly #remote: Remote;

  constructor(gitDir: string, remote: Remote, git: Git) {
    this.gitDir = gitDir;
    this.#remote = remote;
    this.#git = git;
  }

  /** Makes it, where there is nothing yet. */
  async create(): Promise<void> {
    await mkdir(this.gitDir, { recursive: true, mode: 0o700 }); // The remote's URL may hold a password.
    await this.#run(["init", "--bare", "--object-format=sha1", "--template="], { writes: true });
    await appendFile(join(this.gitDir, "config"), configuration(this.#remote.url));
  }

  /** Whether git takes it for a repository, and ours. What is in it may be damaged all the same. */
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

  /** Whether git finds no fault in it; reads all of it. */
  async isSound(): Promise<boolean> {
    return this.#run(["fsck", "--no-dangling", "--no-progress"]).then(
      () => true,
      (error) => {
        if (isEnd(error)) throw error;
        return false;
      },
    );
  }

  /** The remote's answer to `git ls-remote`. */
  list(): Promise<string> {
    return this.#run(["ls-remote", "--heads", "--tags", "origin"], { remote: true });
  }

  /** An object that is here; null if it is not. Rejects as {@link ObjectReader.read} does. */
  read(name: string): Promise<GitObject | null> {
    return this.withObjects((objects) => objects.read(name));
  }

  async withObjects<T>(use: (objects: ObjectReader) => Promise<T>): Promise<T> {
    const objects = new ObjectReader(this.gitDir);
    try {
      return await use(objects);
    } finally {
      objects.close();
    }
  }

  /**
   * Commits with the files that capidiff reads, as far as they are not here yet, in two requests for any number.
   * @throws CapidiffError `unknown-ref` if the remote does not serve one of the commits
   */
  async fetch(commits: readonly string[], onProgress?: OnProgress): Promise<void> {
    const absent = await this.#absent(commits);
    if (absent.length > 0) await this.#fetchCommits(absent, onProgress);
    const files = await this.#missingFiles(commits);
    for (let at = 0; at < files.length; at += filesAtOnce) {
      const served = await this.#fetchFiles(files.slice(at, at + filesAtOnce), onProgress);
      // One that knows filters and yet refuses bare ids has to send the whole commits again.
      if (!served)
        return this.#fetchFrom(["--depth=1", "--no-filter"], await this.#names(commits), "files", onProgress);
    }
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
    const args = ["rev-list", "--objects", "--missing=print", "--no-walk", "--stdin"];
    const input = [...commits, "--", ...wantedPathspecs, ""].join("\n");
    const output = await this.#run(args, { input });
    return output.split("\n").flatMap((line) => (line.startsWith("?") ? [line.slice(1)] : []));
  }

  /** False if the remote serves no bare ids. */
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
    // Progress is the sign of life that `timeout` waits for, and the end of git where nobody takes it any more.
    const all = ["fetch", "--progress", "--no-tags", "--no-write-fetch-head", ...args, "--stdin", "origin"];
    await this.#run(all, {
      // Without negotiation: what is here must not keep the remote from sending what it believes to be part of it.
      config: step === "files" ? ["fetch.negotiationAlgorithm=noop"] : [],
      input: sources.map((source) => `${source}\n`).join(""),
      remote: true,
      writes: true,
      onMessage: (text) => {
        const [, received, total] = [...text.matchAll(/Receiving objects: .*?\((\d+)\/(\d+)\)/g)].at(-1) ?? [];
        if (total !== undefined) onProgress({ step, received: Number(received), total: Number(total) });
      },
    });
  }

  /** Bytes of its packs. */
  async size(): Promise<number> {
    const directory = join(this.gitDir, "objects", "pack");
    const packs = (await readdir(directory)).filter((name) => name.endsWith(".pack"));
    const sizes = await Promise.all(packs.map(async (name) => (await stat(join(directory, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  #run(args: string[], run?: GitRun): Promise<string> {
    return this.#git.run(this.gitDir, args, run);
  }
}

/** The remote answered, and does not have the object or does not give it by its id. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof CapidiffError) || error.code !== "remote-unreachable") return false;
  return /not our ref|unadvertised object|no such remote ref/i.test(error.message);
}

/** Git was ended by us, and has found nothing out. */
function isEnd(error: unknown): boolean {
  return error instanceof CapidiffError && (error.code === "stopping" || error.code === "timeout");
}

/** Settings of the bare repository, which win over the user's own. All that he set for the network stays in force. */
function configuration(remote: string): string {
  const url = remote.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
  return `
[remote "origin"]
	url = "${url}"
	promisor = true
	partialclonefilter = blob:none
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
