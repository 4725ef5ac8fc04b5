import type { RefTrees, ResolvedRef } from "./repository.ts";

/** A path before the last colon, as in `../cpython:HEAD`; a name alone, as in `headers:NAME`, is none. */
const inClone = /^(\.{1,2}|.*[\\/].*):([^:]+)$/s;

/**
 * A repository in which a ref may also name a clone on this machine: `PATH:REF`, for instance `../cpython:HEAD`. Only
 * for callers who may read its files.
 * @param open the repository at a path
 */
export class WithLocalClones implements RefTrees {
  readonly #repository: RefTrees;
  readonly #open: (path: string) => RefTrees;
  readonly #clones = new Map<string, RefTrees>();
  /** Where commits of clones are. */
  readonly #commits = new Map<string, RefTrees>();

  constructor(repository: RefTrees, open: (path: string) => RefTrees) {
    this.#repository = repository;
    this.#open = open;
  }

  get outage() {
    return this.#repository.outage;
  }

  get knowsRefs() {
    return this.#repository.knowsRefs;
  }

  get freshRefs() {
    return this.#repository.freshRefs;
  }

  refs() {
    return this.#repository.refs();
  }

  resolveKnown(ref: string) {
    return this.#repository.resolveKnown(ref);
  }

  /** A ref of a clone is answered as its commit: the clone's tags and branches may be others than the repository's. */
  async resolve(ref: string): Promise<ResolvedRef> {
    const [, path, name] = inClone.exec(ref) ?? [];
    if (path === undefined || name === undefined) return this.#repository.resolve(ref);
    const clone = this.#clones.get(path) ?? this.#open(path);
    this.#clones.set(path, clone);
    const { commit } = await clone.resolve(name);
    this.#commits.set(commit, clone);
    return { ref: commit, commit, kind: "commit" };
  }

  async tree(ref: string | ResolvedRef) {
    const resolved = typeof ref === "string" ? await this.resolve(ref) : ref;
    return this.#of(resolved).tree(resolved);
  }

  expect(ref: ResolvedRef): void {
    this.#of(ref).expect(ref);
  }

  #of({ kind, commit }: ResolvedRef): RefTrees {
    return (kind === "commit" && this.#commits.get(commit)) || this.#repository;
  }
}
