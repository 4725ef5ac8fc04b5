import { findRef } from "../src/cpython/find-ref.ts";
import { parseRef, type RefInfo } from "../src/cpython/refs.ts";
import type { Repository, ResolvedRef } from "../src/cpython/repository.ts";
import { CapidiffError, type ErrorCode } from "../src/errors.ts";
import type { Indexes } from "./indexes.ts";
import type { Trace } from "./trace.ts";

/** Errors that leave the refs unknown. */
const withoutRemote = new Set<ErrorCode>(["remote-unreachable", "git-failed", "timeout"]);

/** Refs from the repository or, if its remote is unreachable, the tags of the index. */
export class RefSource {
  readonly #repository: Pick<Repository, "refs" | "resolveKnown" | "resolve">;
  readonly #indexes: Pick<Indexes, "refs"> | undefined;
  readonly #trace: Trace;

  constructor(
    repository: Pick<Repository, "refs" | "resolveKnown" | "resolve">,
    indexes: Pick<Indexes, "refs"> | undefined,
    trace: Trace,
  ) {
    this.#repository = repository;
    this.#indexes = indexes;
    this.#trace = trace;
  }

  /** All tags and branches. @throws CapidiffError of the repository */
  all(): Promise<RefInfo[]> {
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
        (refs) => {
          const found = findRef(parseRef(ref), refs);
          return found && { ref: found.name, commit: found.commit, kind: found.kind };
        },
      ),
    );
  }

  async #orIndexed<T>(ask: () => Promise<T>, find: (refs: RefInfo[]) => T | null): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CapidiffError) || !withoutRemote.has(error.code)) throw error;
      const refs = (await this.#indexes?.refs()) ?? [];
      const found = refs.length > 0 ? find(refs) : null;
      if (found === null) throw error;
      return found;
    }
  }
}
