import pLimit from "p-limit";
import type { Repository, ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { type Lookups, outlineOf } from "../src/history/outline.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { AnswerCache, Computation, KeyedAnswer } from "./answer-cache.ts";
import { manifestKey } from "./answer-keys.ts";
import type { Builder } from "./builder.ts";
import { Callers } from "./callers.ts";
import type { Indexes } from "./indexes.ts";
import { givenUp } from "./single-flight.ts";
import type { Store } from "./store.ts";
import type { Trace } from "./trace.ts";

export interface ManifestsOptions {
  repository: Pick<Repository, "tree" | "expect">;
  builder: Builder;
  store: Store;
  /** Where manifests of tags are stored; by default in the store, with those of other refs. */
  indexes: Pick<Indexes, "manifest" | "of" | "warn"> | undefined;
  cache: AnswerCache;
  trace: Trace;
  /** Maximum number of trees downloaded and read concurrently. */
  buildLimit: number;
}

/** What is read from the headers of a ref: those of tags are stored in the index, those of other refs in the store. */
export class Manifests {
  readonly #repository: ManifestsOptions["repository"];
  readonly #builder: Builder;
  readonly #store: Store;
  readonly #indexes: ManifestsOptions["indexes"];
  readonly #cache: AnswerCache;
  readonly #trace: Trace;
  readonly #building: <T>(work: () => Promise<T>) => Promise<T>;

  constructor({ repository, builder, store, indexes, cache, trace, buildLimit }: ManifestsOptions) {
    this.#repository = repository;
    this.#builder = builder;
    this.#store = store;
    this.#indexes = indexes;
    this.#cache = cache;
    this.#trace = trace;
    const building = pLimit(buildLimit);
    const callers = new Callers(Math.max(1, buildLimit / 2));
    this.#building = (work) => callers.run(() => building(work));
  }

  /** The JSON of a manifest: stored, else built and stored. @throws CapidiffError of the target and the headers */
  async of(ref: ResolvedRef, target: TargetRequest, stop?: AbortSignal): Promise<Buffer> {
    const key = manifestKey(ref, target);
    const indexes = this.#indexesFor(ref);
    const make: Computation = async (stop) => {
      const stored = await this.stored(ref, target);
      if (stored) return this.#cache.remember(key, stored);
      const bytes = await this.#building(() => this.#build("manifest", ref, target, stop));
      if (indexes === undefined) return this.#cache.keep(key, bytes);
      this.#builder.build("index", { target, manifest: bytes }).catch((error) => indexes.warn(error.message, error));
      return this.#cache.remember(key, bytes);
    };
    return this.#cache.once(key, make, stop);
  }

  /** A manifest if it is stored. */
  async stored(ref: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined> {
    const indexes = this.#indexesFor(ref);
    if (indexes) return indexes.manifest(ref, target);
    return this.#store.get(manifestKey(ref, target));
  }

  /** As much of a tag's manifest as a part is made of, if the index has it. */
  async partOutline(ref: ResolvedRef, target: TargetRequest, part: PartRequest): Promise<Buffer | undefined> {
    const index = await this.#indexesFor(ref)?.of(target);
    if (!index) return undefined;
    const { lookupsFor } = await import("../src/history/part-lookups.ts");
    const lookups = lookupsFor(part, index);
    return lookups ? outlineOf(index, ref, lookups) : undefined;
  }

  /** At least what the lookups ask about, if the manifest is stored. */
  async storedOutline(ref: ResolvedRef, target: TargetRequest, lookups: Lookups): Promise<Buffer | undefined> {
    const index = await this.#indexesFor(ref)?.of(target);
    return index ? outlineOf(index, ref, lookups) : this.stored(ref, target);
  }

  /** The contents of a build's `_PyRuntime.debug_offsets`, which are in no manifest: stored, else built and stored. */
  debugOffsets(ref: ResolvedRef, target: TargetRequest): Pick<KeyedAnswer, "key" | "bytes"> {
    const key = JSON.stringify([manifestKey(ref, target), "debug-offsets"]);
    const make: Computation = (stop) => this.#building(() => this.#build("debugOffsets", ref, target, stop));
    return { key, bytes: (stop) => this.#cache.kept(key, make, stop) };
  }

  /** The headers. @throws CapidiffError of the repository */
  tree(ref: ResolvedRef): Promise<SourceTree> {
    return this.#trace("download", ref.ref, () => this.#repository.tree(ref));
  }

  /** Announces that what is read from the headers of a ref may be asked for. */
  async expect(ref: ResolvedRef, target: TargetRequest): Promise<void> {
    const index = await this.#indexesFor(ref)?.of(target);
    if (!index?.has(ref.ref, ref.commit)) this.#repository.expect(ref);
  }

  /** Where the manifest of a ref is indexed: only tags stay as they are. */
  #indexesFor({ kind }: ResolvedRef) {
    return kind === "tag" ? this.#indexes : undefined;
  }

  async #build(
    task: "manifest" | "debugOffsets",
    ref: ResolvedRef,
    target: TargetRequest,
    stop: AbortSignal,
  ): Promise<Buffer> {
    if (stop.aborted) throw givenUp();
    const tree = await this.tree(ref);
    return this.#trace("read", ref.ref, () => this.#builder.build(task, { tree, target }, stop));
  }
}
