import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { type CheckRequest, check } from "../src/check/check.ts";
import type { VersionUses } from "../src/check/extension.ts";
import { lastOfSeries, releasesIn } from "../src/check/history.ts";
import type { InputFile } from "../src/check/input.ts";
import { KnownNames } from "../src/check/known.ts";
import { listOfUses } from "../src/check/list.ts";
import type { RefInfo } from "../src/cpython/refs.ts";
import { releasesOf } from "../src/cpython/releases.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import { defaultTarget, type TargetRequest, targetKey } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { Lookups } from "../src/history/outline.ts";
import { CheckSteps, type KnownPart } from "./check-steps.ts";
import type { CheckTask } from "./check-task.ts";
import { engineVersion } from "./engine-version.ts";
import { jsonBytes } from "./json.ts";
import type { Store } from "./store.ts";
import { readable } from "./unreadable.ts";

/** The environment of checks: versions and workers. */
export interface ChecksOptions {
  refs(): Promise<RefInfo[]>;
  resolve(ref: string): Promise<ResolvedRef>;
  tree(ref: ResolvedRef): Promise<SourceTree>;
  /** Announces that the tree or manifest of a ref may be asked for. */
  expect(ref: ResolvedRef, target: TargetRequest): Promise<void>;
  /** As JSON. */
  manifest(ref: ResolvedRef, target: TargetRequest, stop?: AbortSignal): Promise<Buffer>;
  /** The same if it need not be built; else undefined. @throws CapidiffError if it is known that there is none */
  storedManifest(ref: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined>;
  /** As much of it as some lookups need. @throws CapidiffError likewise */
  storedOutline(ref: ResolvedRef, target: TargetRequest, lookups: Lookups): Promise<Buffer | undefined>;
  /** Where the names of all versions are stored. */
  store: Pick<Store, "get" | "put">;
  /** Runs a task; the result is JSON. */
  work(task: CheckTask, subject: string, stop?: AbortSignal): Promise<Buffer>;
  /** Whether the first check reads the names of all versions, for those after it; else each reads those it needs. */
  readsAhead: boolean;
}

/** The input of a check. */
export interface CheckInput {
  files: readonly InputFile[];
  request: CheckRequest;
  target: TargetRequest;
  /** Called when a step starts, with its subject. */
  begun?: (subject: string) => void;
  /** Directives from the extension's build: `#define NAME VALUE`, `#undef NAME`. */
  defines?: readonly string[];
}

/** Computes checks and lists of uses; callers cache them. */
export class Checks {
  readonly #options: ChecksOptions;
  readonly #known = new LRUCache<string, Promise<Buffer>>({ max: 4 });

  constructor(options: ChecksOptions) {
    this.#options = options;
  }

  /** A hash of everything that determines a check. @throws CapidiffError of the refs */
  async key({ files, request, target, defines = [] }: CheckInput): Promise<string> {
    const { baseline, allVersions } = request;
    const named = [request.target, ...(baseline === null ? [] : [baseline])];
    const [refs, ...sides] = await Promise.all([this.#options.refs(), ...named.map(this.#options.resolve)]);
    const commits = sides.map(({ ref, commit }) => [ref, commit]);
    // The releases decide the baseline and the start of findings; branches move daily and decide nothing.
    const tags = releasesOf(refs).map(({ ref }) => [ref.name, ref.commit]);
    const releases = createHash("sha256").update(jsonBytes(tags)).digest("base64url");
    const asked = [targetKey(target), allVersions, defines];
    return JSON.stringify([engineVersion, "check", await hashOf(files), releases, commits, ...asked]);
  }

  /** @throws CapidiffError of the files, the refs, the target and the headers */
  async make({ files, request, target, defines = [], begun }: CheckInput, stop?: AbortSignal): Promise<Buffer> {
    return jsonBytes(await check(request, await this.#steps(files, target, defines, stop, begun), readable));
  }

  /** @param ref null for the newest final release. @throws CapidiffError as above */
  async uses(files: readonly InputFile[], ref: string | null, target: TargetRequest): Promise<Buffer> {
    const steps = await this.#steps(files, target, []);
    return jsonBytes(listOfUses(await steps.uses(ref)));
  }

  /** The same by modules and sources, with the names of all versions. @throws CapidiffError likewise */
  async usedIn(files: readonly InputFile[], ref: string | null): Promise<{ uses: VersionUses; known: KnownNames }> {
    const steps = await this.#steps(files, defaultTarget, []);
    const [uses, { names }] = await Promise.all([steps.usesBy(ref), this.#knownOn(defaultTarget, null)]);
    return { uses, known: KnownNames.joined(names.map((names) => KnownNames.from(JSON.parse(names.toString())))) };
  }

  #steps(
    files: readonly InputFile[],
    target: TargetRequest,
    defines: readonly string[],
    stop?: AbortSignal,
    begun?: CheckInput["begun"],
  ): Promise<CheckSteps> {
    const manifest = (ref: ResolvedRef, wanted: TargetRequest) => this.#options.manifest(ref, wanted, stop);
    const work = (task: CheckTask, subject: string) => {
      begun?.(subject);
      return this.#options.work(task, subject, stop);
    };
    const { readsAhead } = this.#options;
    const known = (atLeast: readonly ResolvedRef[]) => this.#knownOn(target, readsAhead ? null : atLeast);
    return CheckSteps.read(files, { ...this.#options, manifest, work, known, target, defines });
  }

  /**
   * The names in the last release of each series and the newest prerelease; constant per commit.
   * @param atLeast releases whose names are read if they are not stored; null for all. Those of others are included if
   * they are stored
   */
  async #knownOn({ platform }: TargetRequest, atLeast: readonly ResolvedRef[] | null): Promise<KnownPart> {
    const target = { ...defaultTarget, platform };
    const releases = releasesIn(await this.#options.refs());
    const newest = releases.at(-1);
    const refs = new Set([...lastOfSeries(releases), ...(newest ? [newest] : [])].map(({ ref }) => ref));
    const resolved = await Promise.all([...refs].map((ref) => this.#options.resolve(ref)));
    const whole = this.#knownKey(platform, resolved);
    const known = await (this.#known.get(whole) ?? this.#options.store.get(whole));
    if (known !== undefined) return { names: [known], omitted: [] };
    const wanted = atLeast && new Set(atLeast.map(({ commit }) => commit));
    const parts = new Map<ResolvedRef, Buffer | null>();
    // One after the other: a manifest takes far more room than its names.
    for (const ref of resolved) {
      const isWanted = wanted === null || wanted.has(ref.commit);
      const names = await readable(isWanted ? this.#namesOf(ref, target) : this.#storedNames(ref, target));
      if (names !== undefined) parts.set(ref, names);
    }
    const names = [...parts.values()].filter((names) => names !== null);
    const omitted = resolved.filter((ref) => !parts.has(ref));
    if (omitted.length > 0) return { names, omitted };
    const join = async () => {
      const joined = await this.#options.work({ step: "known", names }, "the names of all versions");
      void this.#options.store.put(whole, joined);
      return joined;
    };
    const made = this.#known.get(whole) ?? join();
    this.#known.set(whole, made);
    made.catch(() => this.#known.delete(whole));
    return { names: [await made], omitted };
  }

  #knownKey(platform: string, refs: readonly ResolvedRef[]): string {
    return JSON.stringify([engineVersion, "names", platform, refs.map(({ commit }) => commit)]);
  }

  /** Stored for each version: with a new release, only its own are read. */
  async #namesOf(ref: ResolvedRef, target: TargetRequest): Promise<Buffer> {
    const kept = await this.#storedNames(ref, target);
    if (kept) return kept;
    const manifest = await this.#options.manifest(ref, target);
    const names = await this.#options.work({ step: "names", manifest }, ref.ref);
    void this.#options.store.put(namesKey(ref, target), names);
    return names;
  }

  #storedNames(ref: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined> {
    return this.#options.store.get(namesKey(ref, target));
  }
}

const namesKey = ({ commit }: ResolvedRef, target: TargetRequest) =>
  JSON.stringify([engineVersion, "names", ...targetKey(target), commit]);

/** In slices, between which others are answered. */
async function hashOf(files: readonly InputFile[]): Promise<string> {
  const slice = 2 ** 20;
  const hash = createHash("sha256");
  for (const { file, bytes } of files) {
    hash.update(JSON.stringify([file, bytes.length]));
    for (let at = 0; at < bytes.length; at += slice) {
      if (at > 0) await setImmediate();
      hash.update(bytes.subarray(at, at + slice));
    }
  }
  return hash.digest("base64url");
}
