import type { ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import type { DiffOrder } from "../src/report/diff/report.ts";
import type { AnswerCache, Computation, KeyedAnswer } from "./answer-cache.ts";
import { keyOf } from "./answer-keys.ts";
import type { Builder } from "./builder.ts";
import type { Manifests } from "./manifests.ts";
import type { Trace } from "./trace.ts";
import type { UsageBytes } from "./usage-file.ts";

export interface DiffsOptions {
  /** @throws CapidiffError of the ref */
  resolve: (ref: string) => Promise<ResolvedRef>;
  manifests: Manifests;
  builder: Builder;
  cache: AnswerCache;
  trace: Trace;
  /** The index of usage. */
  usage: () => Promise<UsageBytes>;
}

/** Answers that compare two versions. */
export class Diffs {
  readonly #resolve: DiffsOptions["resolve"];
  readonly #manifests: Manifests;
  readonly #builder: Builder;
  readonly #cache: AnswerCache;
  readonly #trace: Trace;
  readonly #usage: DiffsOptions["usage"];

  constructor({ resolve, manifests, builder, cache, trace, usage }: DiffsOptions) {
    this.#resolve = resolve;
    this.#manifests = manifests;
    this.#builder = builder;
    this.#cache = cache;
    this.#trace = trace;
    this.#usage = usage;
  }

  /** A diff, with its changes by name. @throws CapidiffError of the filter and the refs; `bytes` as for a manifest */
  async byName(from: string, to: string, target: TargetRequest, filter: DiffFilter): Promise<KeyedAnswer> {
    // Reject an invalid filter before downloading anything.
    (await import("../src/diff/filter.ts")).compileFilter(filter);
    const [a, b] = await Promise.all([this.#resolve(from), this.#resolve(to)]);
    const key = keyOf("diff", [a, b], target, filter);
    // A filtered diff stays in memory: filters are unlimited, and the manifests are stored.
    const isFiltered = Object.values(filter).some((wanted) => wanted !== undefined);
    const make: Computation = async (stop) => {
      const sides = [this.#manifests.of(a, target, stop), this.#manifests.of(b, target, stop)] as const;
      const [from, to] = await Promise.all(sides);
      const compare = () => this.#builder.build("diff", { from, to, filter }, stop);
      return this.#trace("compare", `${a.ref} with ${b.ref}`, compare);
    };
    const bytes: Computation = (stop) =>
      isFiltered ? this.#cache.remembered(key, make, stop) : this.#cache.kept(key, make, stop);
    return { key, pinned: from === a.commit && to === b.commit, bytes };
  }

  /**
   * A diff in the given order; `hits` adds the users of each change.
   * @throws CapidiffError as above; with `hits` also of the index of usage
   */
  async ordered(
    from: string,
    to: string,
    target: TargetRequest,
    filter: DiffFilter,
    order: DiffOrder,
  ): Promise<KeyedAnswer> {
    const diff = await this.byName(from, to, target, filter);
    if (order === "name") return diff;
    const usage = await this.#usage();
    const key = JSON.stringify([diff.key, "hits", usage.hash]);
    const work: Computation = async (stop) =>
      this.#builder.build("hits", { diff: await diff.bytes(stop), usage: usage.bytes }, stop);
    // In memory only, since the diff is stored. Not pinned: another index of usage gives another answer.
    return { key, pinned: false, bytes: (stop) => this.#cache.remembered(key, work, stop) };
  }

  /** The packages affected by a diff. @throws CapidiffError of the refs and the index of usage; `bytes` as for a diff */
  async impact(from: string, to: string, target: TargetRequest): Promise<KeyedAnswer> {
    const [a, b, usage] = await Promise.all([this.#resolve(from), this.#resolve(to), this.#usage()]);
    const key = JSON.stringify([keyOf("impact", [a, b], target, {}), usage.hash]);
    const make: Computation = async (stop) => {
      const version = async (ref: ResolvedRef) => {
        const [manifest, tree] = await Promise.all([this.#manifests.of(ref, target, stop), this.#manifests.tree(ref)]);
        return { manifest, tree };
      };
      const [older, newer] = await Promise.all([version(a), version(b)]);
      const compare = () => this.#builder.build("impact", { from: older, to: newer, usage: usage.bytes }, stop);
      return this.#trace("compare", `${a.ref} with ${b.ref}`, compare);
    };
    // Not pinned: another index of usage gives another answer.
    return { key, pinned: false, bytes: (stop) => this.#cache.kept(key, make, stop) };
  }
}
