import { findRef } from "../src/cpython/find-ref.ts";
import { parseRef, type RefInfo } from "../src/cpython/refs.ts";
import type { Repository, ResolvedRef } from "../src/cpython/repository.ts";
import { CapidiffError, type ErrorCode } from "../src/errors.ts";
import type { Indexes } from "./indexes.ts";
import type { Trace } from "./trace.ts";

type Refs = Pick<Repository, "refs" | "freshRefs" | "resolveKnown" | "resolve" | "outage" | "knowsRefs">;

/** Errors that leave the refs unknown. */
const withoutRemote = new Set<ErrorCode>(["remote-unreachable", "git-failed", "timeout"]);

/** Refs from the repository or, if its remote is unreachable, the tags of the index. */
export class RefSource {
  readonly #repository: Refs;
  readonly #indexes: Pick<Indexes, "refs"> | undefined;
  readonly #trace: Trace;

  constructor(repository: Refs, indexes: Pick<Indexes, "refs"> | undefined, trace: Trace) {
    this.#repository = repository;
    this.#indexes = indexes;
    this.#trace = trace;
  }

  /** Since when the remote cannot be reached, so that newer refs may be missing; null while it can. */
  get unreachableSince(): Date | null {
    return this.#repository.outage?.since ?? null;
  }

  /** All tags and branches. @throws CapidiffError of the repository */
  async all(): Promise<RefInfo[]> {
    const known = this.#repository.freshRefs;
    if (known) return known;
    return this.#trace("resolve", "tags and branches", () =>
      this.#orIndexed(
        () => this.#repository.refs(),
        (refs) => refs,
      ),
    );
  }

  /** @throws CapidiffError of the ref */
  async resolve(ref: string): Promise<ResolvedRef> {
    const known = this.#repository.resolveKnown(ref);
    if (known) return known;
    return this.#trace("resolve", ref, () =>
      this.#orIndexed(
        () => this.#repository.resolve(ref),
        (refs) => foundIn(ref, refs),
      ),
    );
  }

  async #orIndexed<T>(ask: () => Promise<T>, find: (refs: RefInfo[]) => T | null): Promise<T> {
    const asked = ask();
    if (this.#repository.outage !== null && !this.#repository.knowsRefs) {
      // A remote that does not respond would keep each request waiting for as long as git may be silent.
      asked.catch(() => {});
      const found = await this.#indexed(find);
      if (found !== null) return found;
    }
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof CapidiffError) || !withoutRemote.has(error.code)) throw error;
      const found = await this.#indexed(find);
      if (found === null) throw error;
      return found;
    }
  }

  /** What `find` finds in the tags of the index. */
  async #indexed<T>(find: (refs: RefInfo[]) => T | null): Promise<T | null> {
    const refs = (await this.#indexes?.refs()) ?? [];
    return refs.length > 0 ? find(refs) : null;
  }
}

/** Null also for what is no name in a repository, such as `../cpython:HEAD`. */
function foundIn(ref: string, refs: readonly RefInfo[]): ResolvedRef | null {
  if (ref.includes(":")) return null;
  const found = findRef(parseRef(ref), refs);
  return found && { ref: found.name, commit: found.commit, kind: found.kind };
}
