import { createHash, randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { appendFile, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve as resolvePath } from "node:path";
import { fileURLToPath } from "node:url";
import { CapidiffError } from "../errors.ts";
import { readFiles, wantedPathspecs } from "./files.ts";
import { canonicalName, findRef } from "./find-ref.ts";
import { Git, withoutCredentials } from "./git.ts";
import type { GitRun } from "./git-child.ts";
import { Listing, type Outage } from "./listing.ts";
import { unknownRef } from "./near-refs.ts";
import { type GitObject, ObjectReader } from "./objects.ts";
import { parseLsRemote, parseRef, type RefInfo } from "./refs.ts";
import type { SourceTree } from "./tree.ts";

/** What a ref means. */
export interface ResolvedRef {
  /** The ref's real name: `v3.13.5` where `3.13.5` was asked; of a commit its id. */
  ref: string;
  /** 40 hex digits. */
  commit: string;
  kind: "tag" | "branch" | "commit";
}

export interface RepositoryOptions {
  /** Milliseconds without a sign of life after which git is given up; a minute if not given. */
  patience?: number;
  /** Milliseconds that the remote's tags and branches are taken for what they were; 0 if not given. */
  refsMaxAge?: number;
}

/**
 * CPython's repository on demand (DESIGN section 4): a bare partial clone in the data folder that holds the headers of
 * the commits asked for and nothing else.
 *
 * What the remote's names mean is looked up again after a short time and else needs no network: branches move, and a tag
 * may be made anew. Commits do not change. Any number of processes may use one data folder.
 */
export class Repository {
  /** The remote, as it may be shown. */
  readonly url: string;
  /** Bytes of pack files that this object has downloaded. */
  downloaded = 0;
  readonly #remote: string;
  readonly #patience: number;
  readonly #git: Git;
  readonly #listing: Listing;
  /** What was asked already means, for each listing of the remote's. */
  readonly #resolved = new WeakMap<RefInfo[], Map<string, ResolvedRef>>();
  /** Commits that were here when they were asked for by id. */
  readonly #commits = new Map<string, ResolvedRef>();
  /** One fetch at a time: git refuses a second one in the same repository. */
  #fetching: Promise<void> = Promise.resolve();

  /**
   * @param remote - Any URL or path that git can fetch from.
   * @param dataDir - Made if it is not there. Each remote has a repository of its own in it.
   */
  constructor(remote: string, dataDir: string, { patience = 60_000, refsMaxAge = 0 }: RepositoryOptions = {}) {
    this.#patience = patience;
    this.#remote = absolute(remote);
    this.url = withoutCredentials(this.#remote);
    const key = createHash("sha256").update(this.#remote).digest("hex").slice(0, 16);
    this.#git = new Git(join(resolvePath(dataDir), "repositories", `${key}.git`), patience);
    const file = join(this.#git.gitDir, "capidiff-refs");
    this.#listing = new Listing({ file, ask: () => this.#list(), maxAge: refsMaxAge });
  }

  /** Why the last lookup of refs failed; null while the remote answers. What is known is still given. */
  get outage(): Outage | null {
    return this.#listing.outage;
  }

  /**
   * All tags and branches of the remote, no older than configured; the last known ones while it cannot be reached.
   * Throws `remote-unreachable`, `timeout`, `remote-empty`, `store-failed`, `git-failed`.
   */
  refs(): Promise<RefInfo[]> {
    return this.#listing.refs();
  }

  /** The same as the remote has them now. Throws likewise, also where refs are known. */
  renewRefs(): Promise<RefInfo[]> {
    return this.#listing.renew();
  }

  /**
   * What a ref means: a tag, a branch, `refs/tags/…`, `refs/heads/…`, a version word ({@link findRef}), or a commit id;
   * a short one only if the commit is a tag's or branch's or was fetched before. Throws `invalid-ref`, `unknown-ref` with near names, `ambiguous-ref`,
   * and what {@link refs} throws.
   */
  async resolve(ref: string): Promise<ResolvedRef> {
    const request = parseRef(ref);
    if (request.commitId?.length === 40) return this.#resolveId(request.commitId);
    const refs = await this.refs();
    const resolved = this.#resolvedIn(refs);
    const known = resolved.get(ref);
    if (known) return known;
    const found = findRef(request, refs);
    if (!found) {
      const commit = await this.#resolveShortId(request.commitId, refs);
      if (commit) return commit;
      throw unknownRef(request, refs, this.url);
    }
    const answer: ResolvedRef = { ref: canonicalName(found, refs), commit: found.commit, kind: found.kind };
    resolved.set(ref, answer);
    return answer;
  }

  /**
   * The files of a ref, fetched if they are not here. Throws `no-headers` if it is not a tree of CPython's, and what
   * {@link resolve} throws.
   */
  async tree(ref: string | ResolvedRef): Promise<SourceTree> {
    const resolved = typeof ref === "string" ? await this.resolve(ref) : ref;
    const { files, oversized } = await this.#files(resolved);
    if (!files.has("Include/Python.h") && !oversized.includes("Include/Python.h")) {
      throw new CapidiffError("no-headers", `${resolved.ref} (${resolved.commit}) has no Include/Python.h.`);
    }
    return { ref: resolved.ref, commit: resolved.commit, files, ...(oversized.length > 0 && { oversized }) };
  }

  /** Ends what is being asked of the remote, with `stopping`. Resolves when git and its helpers have ended. */
  close(): Promise<void> {
    return this.#git.close();
  }

  async #files(resolved: ResolvedRef): ReturnType<typeof readFiles> {
    const read = () => this.#withObjects((objects) => readFiles(objects, resolved.commit));
    try {
      return await read(); // What may not be here is simply read: asking first would cost one more child.
    } catch {
      await this.#fetch(resolved.commit);
    }
    try {
      return await read();
    } catch (cause) {
      const message = `${resolved.ref} (${resolved.commit}) was fetched from ${this.url} and cannot be read.`;
      throw new CapidiffError("git-failed", message, {}, { cause });
    }
  }

  // What a ref means

  #resolvedIn(refs: RefInfo[]): Map<string, ResolvedRef> {
    const resolved = this.#resolved.get(refs) ?? new Map<string, ResolvedRef>();
    this.#resolved.set(refs, resolved);
    return resolved;
  }

  async #fetchedCommit(id: string | null): Promise<ResolvedRef | null> {
    const commit = id && (await this.#read(`${id}^{commit}`));
    return commit ? { ref: commit.id, commit: commit.id, kind: "commit" } : null;
  }

  async #resolveId(id: string): Promise<ResolvedRef> {
    const known = this.#commits.get(id);
    if (known) return known;
    let commit = await this.#fetchedCommit(id);
    if (!commit) {
      await this.#fetch(id);
      commit = await this.#fetchedCommit(id);
    }
    if (!commit) throw new CapidiffError("unknown-ref", `${id} is not a commit in ${this.url}.`);
    this.#commits.set(id, commit);
    return commit;
  }

  async #resolveShortId(id: string | null, refs: RefInfo[]): Promise<ResolvedRef | null> {
    if (id === null) return null;
    const here = await this.#fetchedCommit(id);
    const commits = new Set(refs.map(({ commit }) => commit).filter((commit) => commit.startsWith(id)));
    if (here) commits.add(here.commit);
    if (commits.size > 1) throw new CapidiffError("ambiguous-ref", `${id} begins the ids of several commits.`);
    const [commit] = commits;
    return commit === undefined ? null : { ref: commit, commit, kind: "commit" };
  }

  // The bare repository in the data folder

  async #withObjects<T>(use: (objects: ObjectReader) => Promise<T>): Promise<T> {
    const objects = new ObjectReader(this.#git.gitDir);
    try {
      return await use(objects);
    } finally {
      objects.close();
    }
  }

  /** An object that is here; null if it is not, or if there is no repository yet. */
  async #read(name: string): Promise<GitObject | null> {
    try {
      return await this.#withObjects((objects) => objects.read(name));
    } catch (error) {
      if (error instanceof CapidiffError) throw error;
      return null;
    }
  }

  /** Makes the repository, whole or not at all. */
  async #prepare(): Promise<void> {
    const { gitDir } = this.#git;
    if (existsSync(gitDir)) return;
    const draft = `${gitDir}.${randomUUID()}`;
    try {
      await removeLeftovers(dirname(gitDir), `${basename(gitDir)}.`);
      await mkdir(draft, { recursive: true, mode: 0o700 }); // The remote's URL may hold a password.
      await new Git(draft, this.#patience).run(["init", "--bare", "--object-format=sha1", "--template="]);
      await appendFile(join(draft, "config"), configuration(this.#remote));
      await rename(draft, gitDir);
    } catch (error) {
      await rm(draft, { recursive: true, force: true }).catch(() => {});
      if (existsSync(gitDir)) return; // Another process was first.
      if (error instanceof CapidiffError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new CapidiffError("store-failed", `The data folder cannot be used: ${reason}`, {}, { cause: error });
    }
  }

  // The remote

  /** The answer of `git ls-remote`. */
  async #list(): Promise<string> {
    if (isFile(this.#remote)) {
      const message = `${this.url} is a file. If it is a bundle, make a repository of it with \`git clone --mirror\`.`;
      throw new CapidiffError("remote-unreachable", message);
    }
    await this.#prepare();
    const answer = await this.#git.run(["ls-remote", "--heads", "--tags", "origin"], { remote: true });
    if (parseLsRemote(answer).length === 0) {
      throw new CapidiffError("remote-empty", `${this.url} has neither tags nor branches.`);
    }
    return answer;
  }

  #fetch(commit: string): Promise<void> {
    const fetched = this.#fetching.then(() => this.#download(commit));
    this.#fetching = fetched.catch(() => {});
    return fetched;
  }

  /** Two requests: the commit with its directories, then all files of it that are wanted and not here yet. */
  async #download(commit: string): Promise<void> {
    await this.#prepare();
    await removeLeftovers(join(this.#git.gitDir, "objects", "pack"), "tmp_");
    const before = await this.#packedBytes();
    try {
      const source = await this.#downloadCommit(commit);
      const missing = await this.#missingFiles(commit);
      if (missing.length > 0) await this.#downloadFiles(missing, source);
    } finally {
      this.downloaded += (await this.#packedBytes()) - before;
    }
  }

  /** Gives the name that the remote serves the commit by: a remote need not serve a bare id. */
  async #downloadCommit(commit: string): Promise<string> {
    try {
      await this.#fetchFrom(["--depth=1", "--filter=blob:none", "origin", commit]);
      return commit;
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
    const ref = (await this.refs()).find((known) => known.commit === commit);
    if (!ref) {
      const message = `${this.url} has no commit ${commit}, or serves it only as part of a tag or branch.`;
      throw new CapidiffError("unknown-ref", message);
    }
    const source = `refs/${ref.kind === "tag" ? "tags" : "heads"}/${ref.name}`;
    await this.#fetchFrom(["--depth=1", "--filter=blob:none", "origin", source]);
    return source;
  }

  async #missingFiles(commit: string): Promise<string[]> {
    const args = ["rev-list", "--objects", "--missing=print", "--no-walk", commit, "--", ...wantedPathspecs];
    const output = await this.#git.run(args);
    return output.split("\n").flatMap((line) => (line.startsWith("?") ? [line.slice(1)] : []));
  }

  /** In one request. A remote that knows filters and yet refuses bare ids has to send the whole commit again. */
  async #downloadFiles(blobs: string[], source: string): Promise<void> {
    // Without negotiation: what is here must not keep the remote from sending what it believes to be part of it.
    const config = ["fetch.negotiationAlgorithm=noop"];
    try {
      await this.#fetchFrom(["--filter=blob:none", "--stdin", "origin"], { config, input: `${blobs.join("\n")}\n` });
    } catch (error) {
      if (!isRefused(error)) throw error;
      await this.#fetchFrom(["--depth=1", "--no-filter", "origin", source], { config });
    }
  }

  async #fetchFrom(args: string[], run: GitRun = {}): Promise<void> {
    // Progress is the sign of life that patience waits for.
    await this.#git.run(["fetch", "--progress", "--no-tags", "--no-write-fetch-head", ...args], {
      ...run,
      remote: true,
    });
  }

  async #packedBytes(): Promise<number> {
    const directory = join(this.#git.gitDir, "objects", "pack");
    const packs = (await readdir(directory)).filter((name) => name.endsWith(".pack"));
    const sizes = await Promise.all(packs.map(async (name) => (await stat(join(directory, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

/** A path that git is not to read from where it happens to run; a URL, or scp's `host:path`, as it is. */
function absolute(remote: string): string {
  const isUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(remote);
  const isScp = /^[^/\\:-][^/\\:]+:/.test(remote) && !existsSync(remote);
  return isUrl || isScp ? remote : resolvePath(remote);
}

/** Deletes what processes that were killed, or a full disk, left half done: no one works on one file for an hour. */
async function removeLeftovers(directory: string, prefix: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const path of names.filter((name) => name.startsWith(prefix)).map((name) => join(directory, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

/** A bundle is one: git fetches from it, but it does not say which commits its annotated tags mark. */
function isFile(remote: string): boolean {
  const path = remote.startsWith("file://") ? fileURLToPath(remote) : remote;
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
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

function isUnreachable(error: unknown): boolean {
  return error instanceof CapidiffError && error.code === "remote-unreachable";
}

/** The remote answered, and does not have the object or does not give it by its id. */
function isRefused(error: unknown): boolean {
  return isUnreachable(error) && /not our ref|unadvertised object|no such remote ref/i.test((error as Error).message);
}
