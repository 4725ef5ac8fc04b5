import { hash } from "node:crypto";
import pLimit from "p-limit";
import type { InputFile } from "../src/check/input.ts";
import type { PageRequest } from "../src/cpython/page.ts";
import { listRefs, type RefFilter } from "../src/cpython/ref-list.ts";
import type { RefInfo } from "../src/cpython/refs.ts";
import { releaseBefore } from "../src/cpython/release-bases.ts";
import type { Repository, ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { CapidiffError } from "../src/errors.ts";
import { type Lookups, lookupsFor, outlineOf } from "../src/history/outline.ts";
import { TargetIndex } from "../src/history/target-index.ts";
import type { DebugOffsets } from "../src/manifest/debug-offsets.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { PageView } from "../src/pages/page.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import type { DiffFormatName } from "../src/report/diff/formats.ts";
import type { DiffOrder } from "../src/report/diff/report.ts";
import type { GapsFormatName } from "../src/report/gaps/formats.ts";
import type { ImpactFormatName } from "../src/report/impact/formats.ts";
import { type Answer, AnswerCache, type Computation } from "./answer-cache.ts";
import { keyOf, manifestKey, partKey } from "./answer-keys.ts";
import type { Builder } from "./builder.ts";
import { Callers } from "./callers.ts";
import type { CheckInput, Checks } from "./checks.ts";
import { engineVersion, pagesVersion } from "./engine-version.ts";
import { Histories, type HistoryInput, type OffsetsInput } from "./histories.ts";
import type { Indexes } from "./indexes.ts";
import { jsonBytes } from "./json.ts";
import { RefSource } from "./ref-source.ts";
import { releaseReport } from "./release.ts";
import { givenUp } from "./single-flight.ts";
import type { Store } from "./store.ts";
import type { Trace } from "./trace.ts";
import { readUsageFile, type UsageBytes } from "./usage-file.ts";

export interface AnswersOptions {
  repository: Pick<Repository, "refs" | "resolveKnown" | "resolve" | "tree" | "outage" | "knowsRefs">;
  builder: Builder;
  store: Store;
  /** Where manifests of tags are stored; by default in the store, with those of other refs. */
  indexes?: Pick<Indexes, "manifest" | "of" | "refs" | "targets" | "warn">;
  trace: Trace;
  /** The index of usage; by default the bundled one. */
  usage?: () => Promise<UsageBytes>;
  /** Maximum number of answers in progress, including waiting ones; beyond it a request is `busy`. */
  answerLimit?: number;
  /** Maximum number of manifests downloaded and read concurrently. */
  buildLimit?: number;
  /** Whether the first check reads the names of all versions, for those after it: for a service; by default not. */
  readsAhead?: boolean;
}

/**
 * Cached answers: from memory, else from the store, else computed. Concurrent requests for the same answer share the
 * work.
 */
export class Answers {
  readonly #repository: AnswersOptions["repository"];
  readonly #builder: Builder;
  readonly #store: Store;
  readonly #cache: AnswerCache;
  readonly #indexes: AnswersOptions["indexes"];
  readonly #trace: Trace;
  readonly #refs: RefSource;
  /** Loaded on first use, as a history and its like need none. */
  readonly #checks: () => Promise<Checks>;
  readonly #histories: Histories;
  readonly #usage: () => Promise<UsageBytes>;
  /** Known with the first page. */
  #pagesVersion: string | undefined;
  readonly #building: <T>(work: () => Promise<T>) => Promise<T>;

  constructor({
    repository,
    builder,
    store,
    indexes,
    trace,
    usage = () => readUsageFile(null),
    answerLimit = Number.POSITIVE_INFINITY,
    buildLimit = Number.POSITIVE_INFINITY,
    readsAhead = false,
  }: AnswersOptions) {
    this.#repository = repository;
    this.#builder = builder;
    this.#store = store;
    this.#indexes = indexes;
    this.#trace = trace;
    this.#refs = new RefSource(repository, indexes, trace);
    this.#usage = usage;
    this.#cache = new AnswerCache(store, answerLimit);
    const building = pLimit(buildLimit);
    const callers = new Callers(Math.max(1, buildLimit / 2));
    this.#building = (work) => callers.run(() => building(work));
    this.#histories = new Histories({
      refs: () => this.refs(),
      manifest: (ref, target) => this.#manifest(ref, target),
      builder,
      indexes: indexes ?? { of: async () => new TargetIndex(), targets: async () => [] },
      store,
    });
    let checks: Promise<Checks> | undefined;
    this.#checks = () => {
      checks ??= import("./checks.ts").then(
        ({ Checks }) =>
          new Checks({
            refs: () => this.refs(),
            resolve: (ref) => this.#refs.resolve(ref),
            tree: (ref) => this.#tree(ref),
            manifest: (ref, target, stop) => this.#manifest(ref, target, stop),
            storedManifest: (ref, target) => this.#storedManifest(ref, target),
            storedOutline: (ref, target, lookups) => this.#storedOutline(ref, target, lookups),
            store,
            work: (task, subject, stop) => trace("check", subject, () => builder.build("check", task, stop)),
            readsAhead,
          }),
      );
      return checks;
    };
  }

  /** The number of distinct answers in progress. */
  get underWay(): number {
    return this.#cache.underWay;
  }

  /** All tags and branches; the index's if the remote was never reached. @throws CapidiffError of the repository */
  refs(): Promise<RefInfo[]> {
    return this.#refs.all();
  }

  /** Since when the remote cannot be reached, so that newer refs may be missing; null while it can. */
  get unreachableSince(): Date | null {
    return this.#refs.unreachableSince;
  }

  /** One page of the refs. @throws CapidiffError of the repository, and `invalid-request` for an invalid cursor */
  async refPage(filter: RefFilter, page: PageRequest): Promise<Answer> {
    const refs = await this.refs();
    const make = () => jsonBytes(listRefs(refs, filter, page));
    const bytes = make();
    const key = `refs ${hash("sha256", bytes, "base64url")}`;
    this.#cache.remember(key, bytes);
    return this.#cache.answer(key, false, async () => this.#cache.remember(key, make()));
  }

  /** @throws CapidiffError of the ref; `bytes` of the target, the headers, `busy` and `timeout` */
  async manifest(ref: string, target: TargetRequest): Promise<Answer> {
    const resolved = await this.#refs.resolve(ref);
    return this.#cache.answer(manifestKey(resolved, target), ref === resolved.commit, (stop) =>
      this.#manifest(resolved, target, stop),
    );
  }

  /** A part of a manifest. @throws CapidiffError of the ref; `bytes` as for a manifest, and for something not in it */
  async part(ref: string, target: TargetRequest, part: PartRequest): Promise<Answer> {
    const resolved = await this.#refs.resolve(ref);
    const key = `${manifestKey(resolved, target)} ${JSON.stringify(partKey(part))}`;
    const made = (manifest: Buffer, stop: AbortSignal) => this.#builder.build("part", { manifest, part }, stop);
    const work: Computation = async (stop) => {
      const outline = await this.#partOutline(resolved, target, part);
      const found = outline && (await made(outline, stop).catch(nullIfUnknown));
      return found ?? made(await this.#manifest(resolved, target, stop), stop);
    };
    return this.#cache.derived(key, ref === resolved.commit, work);
  }

  /**
   * The contents of a build's `_PyRuntime.debug_offsets`. @throws CapidiffError of the ref; `bytes` as for a manifest
   */
  async debugOffsets(ref: string, target: TargetRequest): Promise<Answer> {
    const { key, pinned, bytes } = await this.#debugOffsetsOf(ref, target);
    return this.#cache.answer(key, pinned, bytes);
  }

  /** Those of two refs with their differences. @throws CapidiffError as above */
  async debugOffsetChanges(from: string, to: string, target: TargetRequest): Promise<Answer> {
    const sides = await Promise.all([from, to].map((ref) => this.#debugOffsetsOf(ref, target)));
    const key = JSON.stringify(["debug-offset-changes", ...sides.map((side) => side.key)]);
    const work: Computation = async (stop) => {
      const { changedDebugOffsets } = await import("../src/manifest/debug-offsets.ts");
      const made = await Promise.all(sides.map((side) => side.bytes(stop)));
      const [before, after] = made.map((bytes) => JSON.parse(bytes.toString())) as [DebugOffsets, DebugOffsets];
      return jsonBytes({ from: before, to: after, changes: changedDebugOffsets(before, after) });
    };
    return this.#cache.derived(
      key,
      sides.every(({ pinned }) => pinned),
      work,
    );
  }

  /**
   * @param order `hits` adds the users of each change
   * @throws CapidiffError as for a manifest; with `hits` of the index of usage
   */
  async diff(
    from: string,
    to: string,
    target: TargetRequest,
    filter: DiffFilter = {},
    order: DiffOrder = "name",
  ): Promise<Answer> {
    const { key, pinned, bytes } = await this.#orderedDiff(from, to, target, filter, order);
    return this.#cache.answer(key, pinned, bytes);
  }

  /**
   * The changes of a release for many targets, each with the targets that have it.
   * @param from null for the release before it
   * @throws CapidiffError for the refs; `bytes` as for a diff
   */
  async release(
    from: string | null,
    to: string,
    targets: readonly TargetRequest[],
    filter: DiffFilter = {},
  ): Promise<Answer> {
    const older = from ?? releaseBefore((await this.#refs.resolve(to)).ref, await this.refs());
    const diffs = await Promise.all(
      targets.map(async (target) => ({ target, ...(await this.#diffOf(older, to, target, filter)) })),
    );
    const key = JSON.stringify(["release", ...diffs.map(({ key }) => key)]);
    const work: Computation = async (stop) =>
      jsonBytes(await releaseReport(diffs.map(({ target, bytes }) => ({ target, bytes: () => bytes(stop) }))));
    const isPinned = from !== null && diffs.every(({ pinned }) => pinned);
    return this.#cache.derived(key, isPinned, work);
  }

  /** A diff in another format. @throws CapidiffError as for a manifest */
  async diffReport(
    from: string,
    to: string,
    target: TargetRequest,
    filter: DiffFilter,
    format: DiffFormatName,
    order: DiffOrder = "name",
  ): Promise<Answer> {
    const diff = await this.#orderedDiff(from, to, target, filter, order);
    const key = JSON.stringify([diff.key, format]);
    const work: Computation = async (stop) =>
      this.#builder.build("diffReport", { answer: await diff.bytes(stop), format }, stop);
    return this.#cache.derived(key, diff.pinned, work);
  }

  /**
   * The impact of a version on an extension, cached by a hash of all input.
   * @throws CapidiffError of the refs; `bytes` of the files, the target, the headers, `busy` and `timeout`
   */
  async check(input: CheckInput): Promise<Answer> {
    const key = await (await this.#checks()).key(input);
    return this.#cache.answer(key, false, (stop) => this.#check(key, input, stop));
  }

  /** A check in another format. @throws CapidiffError as above */
  async checkReport(input: CheckInput, format: CheckFormatName): Promise<Answer> {
    const checkKey = await (await this.#checks()).key(input);
    const key = JSON.stringify([checkKey, format]);
    const work: Computation = async (stop) =>
      this.#builder.build("checkReport", { answer: await this.#check(checkKey, input, stop), format }, stop);
    return this.#cache.derived(key, false, work);
  }

  /**
   * The history of a name, and its users. In memory only, since the index is stored.
   * @throws CapidiffError of the refs and the index of usage; `bytes` for a name that never existed, `busy` and `timeout`
   */
  async history(input: HistoryInput): Promise<Answer> {
    const usage = await this.#usage();
    const key = await this.#histories.key(input, usage);
    const work = async () => this.#cache.remember(key, await this.#histories.make(input, usage));
    return this.#cache.answer(key, false, () => this.#cache.once(key, work));
  }

  /**
   * A table of facts over many versions. In memory only, since the index is stored.
   * @throws CapidiffError of the refs; `bytes` `busy` and `timeout`
   */
  async offsets(input: OffsetsInput): Promise<Answer> {
    const key = await this.#histories.offsetsKey(input);
    const work = async () => this.#cache.remember(key, await this.#histories.offsets(input));
    return this.#cache.answer(key, false, () => this.#cache.once(key, work));
  }

  /**
   * The packages affected by going from one ref to another. @throws CapidiffError of the refs and the index of usage;
   * `bytes` as for a diff
   */
  async impact(from: string, to: string, target: TargetRequest): Promise<Answer> {
    const { key, pinned, bytes } = await this.#impactOf(from, to, target);
    return this.#cache.answer(key, pinned, bytes);
  }

  /** The same in another format. @throws CapidiffError as above */
  async impactReport(from: string, to: string, target: TargetRequest, format: ImpactFormatName): Promise<Answer> {
    const impact = await this.#impactOf(from, to, target);
    const key = JSON.stringify([impact.key, format]);
    const work: Computation = async (stop) =>
      this.#builder.build("impactReport", { answer: await impact.bytes(stop), format }, stop);
    return this.#cache.derived(key, impact.pinned, work);
  }

  /**
   * What one ref lacks of another's API and what differs in it, as JSON or in another format. In memory only: the
   * manifests are kept.
   * @throws CapidiffError of the refs and the usage index; `bytes` throws as for a manifest
   */
  async gaps(
    implementation: string,
    reference: string,
    target: TargetRequest,
    format: GapsFormatName,
  ): Promise<Answer> {
    const usage = await this.#usage();
    const sides = await Promise.all([implementation, reference].map((ref) => this.manifest(ref, target)));
    const answer = this.derived(["gaps", usage.hash, format], sides, async (manifests, stop) => {
      const [own, other] = manifests as [Buffer, Buffer];
      const input = { implementation: own, reference: other, usage: usage.bytes };
      const gaps = await this.#builder.build("gaps", input, stop);
      return format === "json" ? gaps : this.#builder.build("gapsReport", { answer: gaps, format }, stop);
    });
    // Another index of usage gives another answer.
    return { ...answer, pinned: false };
  }

  /** The source of histories. */
  get histories(): Histories {
    return this.#histories;
  }

  /**
   * The uses of an extension as a list.
   * @param ref whose headers sources are compiled with; null for the newest final release
   * @throws CapidiffError of the files, the ref, the target and the headers
   */
  async uses(files: readonly InputFile[], ref: string | null, target: TargetRequest): Promise<Buffer> {
    return (await this.#checks()).uses(files, ref, target);
  }

  /** The same by modules and sources, with the names of all versions. @throws CapidiffError likewise */
  async usedIn(...request: Parameters<Checks["usedIn"]>): ReturnType<Checks["usedIn"]> {
    return (await this.#checks()).usedIn(...request);
  }

  /**
   * An answer derived from others. In memory only.
   * @param name everything besides the others that determines its bytes
   */
  derived(
    name: readonly unknown[],
    sources: readonly Answer[],
    make: (sources: Buffer[], stop: AbortSignal) => Promise<Buffer>,
  ): Answer {
    const key = JSON.stringify([engineVersion, "derived", name, sources.map(({ etag }) => etag)]);
    const pinned = sources.length > 0 && sources.every((source) => source.pinned);
    const work: Computation = async (stop) => {
      const bytes = await Promise.all(sources.map((source) => source.bytes("identity", stop)));
      return make(bytes, stop);
    };
    return this.#cache.derived(key, pinned, work);
  }

  /**
   * A page rendered from answers.
   * @param name everything besides the answers that determines the page
   * @param prepare computes the page's parameters from the answers
   */
  page(
    name: readonly unknown[],
    sources: readonly Answer[],
    prepare: (sources: Buffer[]) => PageView | Promise<PageView>,
  ): Answer {
    this.#pagesVersion ??= pagesVersion();
    return this.derived([this.#pagesVersion, ...name], sources, async (bytes, stop) =>
      this.#builder.build("page", { page: await prepare(bytes), sources: bytes }, stop),
    );
  }

  /** Resolves a ref. @throws CapidiffError of the ref */
  resolve(ref: string): Promise<ResolvedRef> {
    return this.#refs.resolve(ref);
  }

  async #diffOf(from: string, to: string, target: TargetRequest, filter: DiffFilter) {
    // Reject an invalid filter before downloading anything.
    (await import("../src/diff/filter.ts")).compileFilter(filter);
    const [a, b] = await Promise.all([this.#refs.resolve(from), this.#refs.resolve(to)]);
    const key = keyOf("diff", [a, b], target, filter);
    const bytes: Computation = (stop) =>
      this.#cache.once(key, (stop) => this.#diff(key, a, b, target, filter, stop), stop);
    return { key, pinned: from === a.commit && to === b.commit, bytes };
  }

  async #orderedDiff(from: string, to: string, target: TargetRequest, filter: DiffFilter, order: DiffOrder) {
    const diff = await this.#diffOf(from, to, target, filter);
    if (order === "name") return diff;
    const usage = await this.#usage();
    const key = JSON.stringify([diff.key, "hits", usage.hash]);
    const work: Computation = async (stop) =>
      this.#builder.build("hits", { diff: await diff.bytes(stop), usage: usage.bytes }, stop);
    // In memory only, since the diff is stored. Not pinned: another index of usage gives another answer.
    return { key, pinned: false, bytes: ((stop) => this.#cache.remembered(key, work, stop)) satisfies Computation };
  }

  async #impactOf(from: string, to: string, target: TargetRequest) {
    const [a, b, usage] = await Promise.all([this.#refs.resolve(from), this.#refs.resolve(to), this.#usage()]);
    const key = JSON.stringify([keyOf("impact", [a, b], target, {}), usage.hash]);
    const make: Computation = async (stop) => {
      const stored = await this.#cache.stored(key);
      if (stored) return stored;
      const version = async (ref: ResolvedRef) => {
        const [manifest, tree] = await Promise.all([this.#manifest(ref, target, stop), this.#tree(ref)]);
        return { manifest, tree };
      };
      const [older, newer] = await Promise.all([version(a), version(b)]);
      const compare = () => this.#builder.build("impact", { from: older, to: newer, usage: usage.bytes }, stop);
      return this.#cache.keep(key, await this.#trace("compare", `${a.ref} with ${b.ref}`, compare));
    };
    const bytes: Computation = (stop) => this.#cache.once(key, make, stop);
    // Not pinned: another index of usage gives another answer.
    return { key, pinned: false, bytes };
  }

  #check(key: string, input: CheckInput, stop: AbortSignal): Promise<Buffer> {
    const make: Computation = async (stop) =>
      (await this.#cache.stored(key)) ?? this.#cache.keep(key, await (await this.#checks()).make(input, stop));
    return this.#cache.once(key, make, stop);
  }

  /** The manifest of a tag from the index, of another ref from the store; else built and stored. */
  async #manifest(ref: ResolvedRef, target: TargetRequest, stop?: AbortSignal): Promise<Buffer> {
    const key = manifestKey(ref, target);
    const indexes = this.#indexesFor(ref);
    const make: Computation = async (stop) => {
      const kept = await this.#storedManifest(ref, target);
      if (kept) return this.#cache.remember(key, kept);
      const bytes = await this.#building(() => this.#buildManifest(ref, target, stop));
      if (indexes === undefined) return this.#cache.keep(key, bytes);
      this.#builder.build("index", { target, manifest: bytes }).catch((error) => indexes.warn(error.message, error));
      return this.#cache.remember(key, bytes);
    };
    return this.#cache.once(key, make, stop);
  }

  async #storedManifest(ref: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined> {
    const indexes = this.#indexesFor(ref);
    if (indexes) return indexes.manifest(ref, target);
    return this.#store.get(manifestKey(ref, target));
  }

  /** As much of a tag's manifest as a part is made of, if the index has it. */
  async #partOutline(ref: ResolvedRef, target: TargetRequest, part: PartRequest): Promise<Buffer | undefined> {
    const index = await this.#indexesFor(ref)?.of(target);
    const lookups = index && lookupsFor(part, index);
    return index && lookups ? outlineOf(index, ref, lookups) : undefined;
  }

  async #storedOutline(ref: ResolvedRef, target: TargetRequest, lookups: Lookups): Promise<Buffer | undefined> {
    const index = await this.#indexesFor(ref)?.of(target);
    return index ? outlineOf(index, ref, lookups) : this.#storedManifest(ref, target);
  }

  /** Where the manifest of a ref is indexed: only tags stay as they are. */
  #indexesFor({ kind }: ResolvedRef) {
    return kind === "tag" ? this.#indexes : undefined;
  }

  async #buildManifest(ref: ResolvedRef, target: TargetRequest, stop: AbortSignal): Promise<Buffer> {
    if (stop.aborted) throw givenUp();
    const tree = await this.#tree(ref);
    return this.#trace("read", ref.ref, () => this.#builder.build("manifest", { tree, target }, stop));
  }

  async #debugOffsetsOf(ref: string, target: TargetRequest) {
    const resolved = await this.#refs.resolve(ref);
    const key = JSON.stringify([manifestKey(resolved, target), "debug-offsets"]);
    const make: Computation = async (stop) =>
      (await this.#cache.stored(key)) ??
      this.#cache.keep(key, await this.#building(() => this.#buildDebugOffsets(resolved, target, stop)));
    const bytes: Computation = (stop) => this.#cache.once(key, make, stop);
    return { key, pinned: ref === resolved.commit, bytes };
  }

  async #buildDebugOffsets(ref: ResolvedRef, target: TargetRequest, stop: AbortSignal): Promise<Buffer> {
    if (stop.aborted) throw givenUp();
    const tree = await this.#tree(ref);
    return this.#trace("read", ref.ref, () => this.#builder.build("debugOffsets", { tree, target }, stop));
  }

  #tree(ref: ResolvedRef): Promise<SourceTree> {
    return this.#trace("download", ref.ref, () => this.#repository.tree(ref));
  }

  /** A filtered diff stays in memory: filters are unlimited, and the manifests are stored. */
  async #diff(
    key: string,
    a: ResolvedRef,
    b: ResolvedRef,
    target: TargetRequest,
    filter: DiffFilter,
    stop: AbortSignal,
  ): Promise<Buffer> {
    const filtered = Object.values(filter).some((wanted) => wanted !== undefined);
    if (!filtered) {
      const stored = await this.#cache.stored(key);
      if (stored) return stored;
    }
    const [from, to] = await Promise.all([this.#manifest(a, target, stop), this.#manifest(b, target, stop)]);
    const compare = () => this.#builder.build("diff", { from, to, filter }, stop);
    const bytes = await this.#trace("compare", `${a.ref} with ${b.ref}`, compare);
    return filtered ? this.#cache.remember(key, bytes) : this.#cache.keep(key, bytes);
  }
}

/** Null for an unknown name: the error suggests similar names, which takes the whole manifest. */
function nullIfUnknown(error: unknown): null {
  if (error instanceof CapidiffError && error.code.startsWith("unknown-")) return null;
  throw error;
}
