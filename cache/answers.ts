import { hash } from "node:crypto";
import type { InputFile } from "../src/check/input-file.ts";
import type { PageRequest } from "../src/cpython/page.ts";
import { listRefs, type RefFilter } from "../src/cpython/ref-list.ts";
import type { RefInfo } from "../src/cpython/refs.ts";
import { releaseBefore } from "../src/cpython/release-bases.ts";
import type { RefTrees, ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { CapidiffError } from "../src/errors.ts";
import { TargetIndex } from "../src/history/target-index.ts";
import type { DebugOffsets } from "../src/manifest/debug-offsets.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { PageView } from "../src/pages/page.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import type { DiffFormatName } from "../src/report/diff/formats.ts";
import type { DiffOrder } from "../src/report/diff/report.ts";
import type { GapsFormatName } from "../src/report/gaps/formats.ts";
import type { ImpactFormatName } from "../src/report/impact/formats.ts";
import { type Answer, AnswerCache, type Computation, type KeyedAnswer } from "./answer-cache.ts";
import { manifestKey, partKey } from "./answer-keys.ts";
import type { Builder } from "./builder.ts";
import type { CheckInput, Checks } from "./checks.ts";
import { Diffs } from "./diffs.ts";
import { engineVersion, pagesVersion } from "./engine-version.ts";
import { Histories, type HistoryInput, type OffsetsInput } from "./histories.ts";
import type { Indexes } from "./indexes.ts";
import { jsonBytes } from "./json.ts";
import { Manifests } from "./manifests.ts";
import { RefSource } from "./ref-source.ts";
import { releaseReport } from "./release.ts";
import type { Store } from "./store.ts";
import type { TaskInput } from "./tasks.ts";
import type { Trace } from "./trace.ts";
import { readUsageFile, type UsageBytes } from "./usage-file.ts";

/** What answers are made with, and their limits. */
export interface AnswersOptions {
  repository: RefTrees;
  builder: Builder;
  store: Store;
  /** Where manifests of tags are stored; by default in the store, with those of other refs. */
  indexes?: Pick<Indexes, "manifest" | "of" | "refs" | "targets" | "addChanges" | "warn">;
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
  readonly #builder: Builder;
  readonly #cache: AnswerCache;
  readonly #refs: RefSource;
  readonly #manifests: Manifests;
  readonly #diffs: Diffs;
  /** Loaded on first use, as a history and its like need none. */
  readonly #checks: () => Promise<Checks>;
  readonly #histories: Histories;
  readonly #usage: () => Promise<UsageBytes>;
  /** Known with the first page. */
  #pagesVersion: string | undefined;

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
    this.#builder = builder;
    this.#refs = new RefSource(repository, indexes, trace);
    this.#usage = usage;
    const cache = new AnswerCache(store, answerLimit);
    this.#cache = cache;
    const manifests = new Manifests({ repository, builder, store, indexes, cache, trace, buildLimit });
    this.#manifests = manifests;
    this.#diffs = new Diffs({ resolve: (ref) => this.resolve(ref), manifests, builder, cache, trace, usage });
    this.#histories = new Histories({
      refs: () => this.refs(),
      manifest: (ref, target) => manifests.of(ref, target),
      builder,
      indexes: indexes ?? {
        of: async () => new TargetIndex(),
        targets: async () => [],
        addChanges: async () => {},
      },
      store,
    });
    let checks: Promise<Checks> | undefined;
    this.#checks = () => {
      checks ??= import("./checks.ts").then(
        ({ Checks }) =>
          new Checks({
            refs: () => this.refs(),
            resolve: (ref) => this.#refs.resolve(ref),
            tree: (ref) => manifests.tree(ref),
            expect: (ref, target) => manifests.expect(ref, target),
            manifest: (ref, target, stop) => manifests.of(ref, target, stop),
            storedManifest: (ref, target) => manifests.stored(ref, target),
            storedOutline: (ref, target, lookups) => manifests.storedOutline(ref, target, lookups),
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
    return this.#cache.answer({ key, pinned: false, bytes: async () => this.#cache.remember(key, make()) });
  }

  /** @throws CapidiffError of the ref; `bytes` of the target, the headers, `busy` and `timeout` */
  async manifest(ref: string, target: TargetRequest): Promise<Answer> {
    const resolved = await this.#refs.resolve(ref);
    return this.#cache.answer({
      key: manifestKey(resolved, target),
      pinned: ref === resolved.commit,
      bytes: (stop) => this.#manifests.of(resolved, target, stop),
    });
  }

  /** A part of a manifest. @throws CapidiffError of the ref; `bytes` as for a manifest, and for something not in it */
  async part(ref: string, target: TargetRequest, part: PartRequest): Promise<Answer> {
    const resolved = await this.#refs.resolve(ref);
    const key = `${manifestKey(resolved, target)} ${JSON.stringify(partKey(part))}`;
    const made = (manifest: Buffer, stop: AbortSignal) => this.#builder.build("part", { manifest, part }, stop);
    const bytes: Computation = async (stop) => {
      const outline = await this.#manifests.partOutline(resolved, target, part);
      const found = outline && (await made(outline, stop).catch(nullIfUnknown));
      return found ?? made(await this.#manifests.of(resolved, target, stop), stop);
    };
    return this.#cache.derived({ key, pinned: ref === resolved.commit, bytes });
  }

  /**
   * The contents of a build's `_PyRuntime.debug_offsets`. @throws CapidiffError of the ref; `bytes` as for a manifest
   */
  async debugOffsets(ref: string, target: TargetRequest): Promise<Answer> {
    return this.#cache.answer(await this.#debugOffsetsOf(ref, target));
  }

  /** Those of two refs with their differences. @throws CapidiffError as above */
  async debugOffsetChanges(from: string, to: string, target: TargetRequest): Promise<Answer> {
    const sides = await Promise.all([from, to].map((ref) => this.#debugOffsetsOf(ref, target)));
    const key = JSON.stringify(["debug-offset-changes", ...sides.map((side) => side.key)]);
    const bytes: Computation = async (stop) => {
      const { changedDebugOffsets } = await import("../src/manifest/debug-offsets.ts");
      const made = await Promise.all(sides.map((side) => side.bytes(stop)));
      const [before, after] = made.map((bytes) => JSON.parse(bytes.toString())) as [DebugOffsets, DebugOffsets];
      return jsonBytes({ from: before, to: after, changes: changedDebugOffsets(before, after) });
    };
    return this.#cache.derived({ key, pinned: sides.every(({ pinned }) => pinned), bytes });
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
    return this.#cache.answer(await this.#diffs.ordered(from, to, target, filter, order));
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
      targets.map(async (target) => ({ target, ...(await this.#diffs.byName(older, to, target, filter)) })),
    );
    const key = JSON.stringify(["release", ...diffs.map(({ key }) => key)]);
    const bytes: Computation = async (stop) =>
      jsonBytes(await releaseReport(diffs.map(({ target, bytes }) => ({ target, bytes: () => bytes(stop) }))));
    return this.#cache.derived({ key, pinned: from !== null && diffs.every(({ pinned }) => pinned), bytes });
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
    return this.#rendered("diffReport", await this.#diffs.ordered(from, to, target, filter, order), format);
  }

  /**
   * The impact of a version on an extension, cached by a hash of all input.
   * @throws CapidiffError of the refs; `bytes` of the files, the target, the headers, `busy` and `timeout`
   */
  async check(input: CheckInput): Promise<Answer> {
    return this.#cache.answer(await this.#checkOf(input));
  }

  /** A check in another format. @throws CapidiffError as above */
  async checkReport(input: CheckInput, format: CheckFormatName): Promise<Answer> {
    return this.#rendered("checkReport", await this.#checkOf(input), format);
  }

  /**
   * The history of a name, and its users. In memory only, since the index is stored.
   * @throws CapidiffError of the refs and the index of usage; `bytes` for a name that never existed, `busy` and `timeout`
   */
  async history(input: HistoryInput): Promise<Answer> {
    const usage = await this.#usage();
    const key = await this.#histories.key(input, usage);
    return this.#cache.derived({ key, pinned: false, bytes: () => this.#histories.make(input, usage) });
  }

  /**
   * A table of facts over many versions. In memory only, since the index is stored.
   * @throws CapidiffError of the refs; `bytes` `busy` and `timeout`
   */
  async offsets(input: OffsetsInput): Promise<Answer> {
    const key = await this.#histories.offsetsKey(input);
    return this.#cache.derived({ key, pinned: false, bytes: () => this.#histories.offsets(input) });
  }

  /**
   * The packages affected by going from one ref to another. @throws CapidiffError of the refs and the index of usage;
   * `bytes` as for a diff
   */
  async impact(from: string, to: string, target: TargetRequest): Promise<Answer> {
    return this.#cache.answer(await this.#diffs.impact(from, to, target));
  }

  /** The same in another format. @throws CapidiffError as above */
  async impactReport(from: string, to: string, target: TargetRequest, format: ImpactFormatName): Promise<Answer> {
    return this.#rendered("impactReport", await this.#diffs.impact(from, to, target), format);
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
    const bytes: Computation = async (stop) =>
      make(await Promise.all(sources.map((source) => source.bytes("identity", stop))), stop);
    return this.#cache.derived({ key, pinned, bytes });
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

  async #debugOffsetsOf(ref: string, target: TargetRequest): Promise<KeyedAnswer> {
    const resolved = await this.#refs.resolve(ref);
    return { ...this.#manifests.debugOffsets(resolved, target), pinned: ref === resolved.commit };
  }

  async #checkOf(input: CheckInput): Promise<KeyedAnswer> {
    const checks = await this.#checks();
    const key = await checks.key(input);
    const make: Computation = (stop) => checks.make(input, stop);
    return { key, pinned: false, bytes: (stop) => this.#cache.kept(key, make, stop) };
  }

  /** An answer in one of its other formats. */
  #rendered<Task extends "diffReport" | "checkReport" | "impactReport">(
    task: Task,
    { key, pinned, bytes }: KeyedAnswer,
    format: TaskInput<Task>["format"],
  ): Answer {
    return this.#cache.derived({
      key: JSON.stringify([key, format]),
      pinned,
      bytes: async (stop) => {
        const input = { answer: await bytes(stop), format } as TaskInput<Task>;
        return this.#builder.build(task, input, stop);
      },
    });
  }
}

/** Null for an unknown name: the error suggests similar names, which takes the whole manifest. */
function nullIfUnknown(error: unknown): null {
  if (error instanceof CapidiffError && error.code.startsWith("unknown-")) return null;
  throw error;
}
