import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import { fileURLToPath } from "node:url";
import { CapidiffError } from "../errors.ts";
import type { OnProgress } from "./clone.ts";
import { FetchQueue } from "./fetch-queue.ts";
import { type Files, readFiles } from "./files.ts";
import { canonicalName, findRef } from "./find-ref.ts";
import { withoutCredentials } from "./git.ts";
import { Listing, type Outage } from "./listing.ts";
import { unknownRef } from "./near-refs.ts";
import type { GitObject } from "./objects.ts";
import { parseLsRemote, parseRef, type RefInfo } from "./refs.ts";
import { SharedClone } from "./shared-clone.ts";
import type { SourceTree } from "./tree.ts";

/** A resolved ref. */
export interface ResolvedRef {
  /** Its canonical name: `v3.13.5` for `3.13.5`; for a commit its id; `headers:NAME` for a folder of headers. */
  ref: string;
  /** 40 hex digits; of a folder a hash of what is in it. */
  commit: string;
  kind: "tag" | "branch" | "commit" | "headers";
}

/** Time limits and log of a repository. */
export interface RepositoryOptions {
  /** Milliseconds without output after which git is ended; one minute by default. */
  timeout?: number;
  /** Milliseconds for which the remote's refs are considered fresh; 0 by default. */
  refsMaxAge?: number;
  /** Receives messages for the operator, e.g. that the data folder was damaged and repaired. */
  warn?: (message: string) => void;
}

/** The part of a `Repository` that answers are made from, which may have other refs besides. */
export type RefTrees = Pick<
  Repository,
  "refs" | "freshRefs" | "resolveKnown" | "resolve" | "tree" | "expect" | "outage" | "knowsRefs"
>;

/**
 * CPython's repository on demand: a bare partial clone in the data folder with the headers of
 * requested commits and nothing else.
 *
 * Names are resolved anew after a short time, since branches move and tags may be replaced; otherwise no network is
 * needed, since commits do not change. Any number of processes may share a data folder.
 */
export class Repository {
  /** The remote's URL without credentials. */
  readonly url: string;
  readonly #remote: string;
  readonly #clone: SharedClone;
  readonly #listing: Listing;
  readonly #fetches: FetchQueue;
  /** Resolved names, per listing of the remote. */
  readonly #resolved = new WeakMap<RefInfo[], Map<string, ResolvedRef>>();
  readonly #refsMaxAge: number;
  /** The last lookup of the remote's `HEAD`, and when it began. */
  #head: { at: number; commit: Promise<string> } | null = null;
  /** Commits that were present when requested by id. */
  readonly #commits = new Map<string, ResolvedRef>();

  /**
   * @param remote any URL or path that git can fetch from
   * @param dataDir created if missing; each remote has its own repository in it
   */
  constructor(remote: string, dataDir: string, options: RepositoryOptions = {}) {
    const { timeout = 60_000, refsMaxAge = 0, warn = () => {} } = options;
    this.#remote = absolute(remote);
    this.url = withoutCredentials(this.#remote);
    this.#refsMaxAge = refsMaxAge;
    const key = createHash("sha256").update(this.#remote).digest("hex").slice(0, 16);
    this.#clone = new SharedClone({
      path: join(resolvePath(dataDir), "repositories", key),
      remote: { url: this.#remote, nameOf: (commit) => this.#nameOf(commit) },
      timeout,
      warn,
    });
    this.#fetches = new FetchQueue((commits) => this.#clone.fetch(commits));
    this.#listing = new Listing({ file: this.#clone.listing, ask: () => this.#list(), maxAge: refsMaxAge });
  }

  /** Bytes of pack files downloaded by this object. */
  get downloaded(): number {
    return this.#clone.downloaded;
  }

  /** Why the last lookup of refs failed; null while the remote is reachable. Known refs are still returned. */
  get outage(): Outage | null {
    return this.#listing.outage;
  }

  /** Whether tags and branches are known to this process, however old, so that {@link refs} need not wait for long. */
  get knowsRefs(): boolean {
    return this.#listing.isKnown;
  }

  /** The result of {@link refs} if it is known and needs neither remote nor disk; else null. */
  get freshRefs(): RefInfo[] | null {
    return this.#listing.fresh;
  }

  /**
   * All tags and branches of the remote, no older than configured, or the last known ones while it is unreachable.
   * Throws `remote-unreachable`, `timeout`, `remote-empty`, `store-failed`, `git-failed`.
   */
  refs(): Promise<RefInfo[]> {
    return this.#listing.refs();
  }

  /** The remote's current refs. Throws like {@link refs}, even if refs are known. */
  renewRefs(): Promise<RefInfo[]> {
    return this.#listing.renew();
  }

  /** The result of {@link resolve} if it is known and needs neither remote nor disk; else null. */
  resolveKnown(ref: string): ResolvedRef | null {
    const refs = this.#listing.fresh;
    return (refs && this.#resolved.get(refs)?.get(ref)) ?? this.#commits.get(ref) ?? null;
  }

  /**
   * Resolves a tag, a branch, `refs/tags/…`, `refs/heads/…`, a version word ({@link findRef}), `HEAD`, which is what the
   * remote has checked out, or a commit id; a short id only if it is the commit of a tag or branch or was fetched before. Throws `invalid-ref`, `unknown-ref` with
   * suggestions, `ambiguous-ref`, and what {@link refs} throws.
   */
  async resolve(ref: string): Promise<ResolvedRef> {
    const request = parseRef(ref);
    if (request.commitId?.length === 40) return this.#resolveId(request.commitId);
    if (ref === "HEAD") return this.#resolveId(await this.#headCommit());
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
   * The files of a ref, fetched if missing, in one batch with concurrently requested refs. Throws `no-headers` if it is
   * not a tree of CPython, and what {@link resolve} throws.
   */
  async tree(ref: string | ResolvedRef): Promise<SourceTree> {
    const resolved = typeof ref === "string" ? await this.resolve(ref) : ref;
    return treeOf(resolved, await this.#files(resolved));
  }

  /** Announces that the tree of a ref may be asked for: if another one has to be fetched, this one is taken along. */
  expect({ commit }: ResolvedRef): void {
    this.#fetches.expect(commit);
  }

  /**
   * The files of many refs, in order. Missing ones are fetched first, in few requests; files equal to those of the
   * previous tree are the same objects. Throws like {@link tree}.
   */
  async *trees(refs: readonly ResolvedRef[], onProgress?: OnProgress): AsyncGenerator<SourceTree> {
    const commits = [...new Set(refs.map(({ commit }) => commit))];
    if (commits.length > 0) await this.#clone.fetch(commits, onProgress);
    let before: SourceTree | undefined;
    for (const resolved of refs) {
      before = treeOf(resolved, await this.#files(resolved, before));
      yield before;
    }
  }

  /** The files of those of the commits that were fetched, for {@link addPack}; null if none was. */
  pack(commits: readonly string[]): Promise<Buffer | null> {
    return this.#clone.pack(commits);
  }

  /** Adds files that another machine has packed, which then need not be fetched. @throws CapidiffError */
  addPack(pack: Buffer): Promise<void> {
    return this.#clone.addPack(pack);
  }

  /** Aborts requests to the remote with `stopping`. Resolves when git and its helpers have ended. */
  close(): Promise<void> {
    return this.#clone.close();
  }

  async #files(resolved: ResolvedRef, known?: Files): Promise<Files> {
    const { commit } = resolved;
    const read = () => this.#clone.clone.withObjects((objects) => readFiles(objects, commit, known));
    const here = this.#fetches.after(read()); // Try to read without checking first, which would cost a child process.
    try {
      return await here;
    } catch {
      await this.#fetches.add(commit);
    }
    try {
      return await read();
    } catch {
      await this.#clone.repair(commit);
    }
    try {
      return await read();
    } catch (cause) {
      const message = `${resolved.ref} (${commit}) was fetched from ${this.url}, but cannot be read.`;
      throw new CapidiffError("git-failed", message, {}, { cause });
    }
  }

  // Resolving refs

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
      await this.#fetches.add(id);
      commit = await this.#fetchedCommit(id);
    }
    if (!commit) throw new CapidiffError("unknown-ref", `${id} is not a commit in ${this.url}.`);
    this.#commits.set(id, commit);
    return commit;
  }

  /** As fresh as {@link refs}. */
  #headCommit(): Promise<string> {
    const now = Date.now();
    if (this.#head && now - this.#head.at < this.#refsMaxAge) return this.#head.commit;
    const commit = this.#askHead();
    this.#head = { at: now, commit };
    commit.catch(() => {
      this.#head = null;
    });
    return commit;
  }

  async #askHead(): Promise<string> {
    const [, commit] = /^([0-9a-f]{40})\tHEAD$/m.exec(await this.#clone.head()) ?? [];
    if (commit === undefined) throw new CapidiffError("unknown-ref", `${this.url} has no HEAD.`);
    return commit;
  }

  async #resolveShortId(id: string | null, refs: RefInfo[]): Promise<ResolvedRef | null> {
    if (id === null) return null;
    const here = await this.#fetchedCommit(id);
    const commits = new Set(refs.map(({ commit }) => commit).filter((commit) => commit.startsWith(id)));
    if (here) commits.add(here.commit);
    if (commits.size > 1) throw new CapidiffError("ambiguous-ref", `${id} is an ambiguous commit id.`);
    const [commit] = commits;
    return commit === undefined ? null : { ref: commit, commit, kind: "commit" };
  }

  /** An object of the clone; null if it is missing, or if there is no clone yet. */
  async #read(name: string): Promise<GitObject | null> {
    try {
      return await this.#clone.clone.read(name);
    } catch (error) {
      if (error instanceof CapidiffError) throw error;
      return null;
    }
  }

  // The remote

  /** The output of `git ls-remote`. */
  async #list(): Promise<string> {
    if (isFile(this.#remote)) {
      const message = `${this.url} is a file. If it is a bundle, create a repository from it with \`git clone --mirror\`.`;
      throw new CapidiffError("remote-unreachable", message);
    }
    const answer = await this.#clone.list();
    if (parseLsRemote(answer).length === 0) {
      throw new CapidiffError("remote-empty", `${this.url} has neither tags nor branches.`);
    }
    return answer;
  }

  async #nameOf(commit: string): Promise<string | null> {
    const ref = (await this.refs()).find((known) => known.commit === commit);
    return ref ? `refs/${ref.kind === "tag" ? "tags" : "heads"}/${ref.name}` : null;
  }
}

function treeOf({ ref, commit }: ResolvedRef, { files, oversized }: Files): SourceTree {
  if (!files.has("Include/Python.h") && !oversized?.includes("Include/Python.h")) {
    throw new CapidiffError("no-headers", `${ref} (${commit}) has no Include/Python.h.`);
  }
  return { ref, commit, files, ...(oversized && oversized.length > 0 && { oversized }) };
}

/** Makes a path absolute, since git runs elsewhere; a URL, or scp's `host:path`, is unchanged. */
function absolute(remote: string): string {
  const isUrl = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(remote);
  const isScp = /^[^/\\:-][^/\\:]+:/.test(remote) && !existsSync(remote);
  return isUrl || isScp ? remote : resolvePath(remote);
}

/** A bundle is a file: git fetches from it, but it does not list the commits of annotated tags. */
function isFile(remote: string): boolean {
  const path = remote.startsWith("file://") ? fileURLToPath(remote) : remote;
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
