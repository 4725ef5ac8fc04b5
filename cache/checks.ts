import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import { type CheckRequest, check } from "../src/check/check.ts";
import type { VersionUses } from "../src/check/extension.ts";
import { lastOfSeries, releasesIn } from "../src/check/history.ts";
import type { InputFile } from "../src/check/input-file.ts";
import { KnownNames } from "../src/check/known.ts";
import { listOfUses } from "../src/check/list.ts";
import type { RefInfo } from "../src/cpython/refs.ts";
import { releasesOf } from "../src/cpython/releases.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import { defaultTarget, type TargetRequest, targetKey } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { Lookups } from "../src/history/outline.ts";
import { CheckSteps, type CheckStepsOptions, type KnownPart } from "./check-steps.ts";
import type { CheckTask, NamesBytes } from "./check-task.ts";
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

/** Versions whose names are those of the C API, on one platform. */
interface NamedVersions {
  refs: readonly ResolvedRef[];
  target: TargetRequest;
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
    const [uses, names] = await Promise.all([steps.usesBy(ref), this.#namesOfAll(await this.#versions(defaultTarget))]);
    return { uses, known: KnownNames.from(JSON.parse(names.toString())) };
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
    const known: CheckStepsOptions["known"] = (compared, others) => this.#knownOn(target, compared, others);
    return CheckSteps.read(files, { ...this.#options, manifest, work, known, target, defines });
  }

  /** Those of some versions are read; those of the rest are included if they are stored. */
  async #knownOn(
    target: TargetRequest,
    compared: readonly ResolvedRef[],
    others: readonly ResolvedRef[],
  ): Promise<KnownPart> {
    const versions = await this.#versions(target);
    const known = this.#options.readsAhead ? await this.#namesOfAll(versions) : await this.#storedNamesOfAll(versions);
    if (known !== undefined) return { names: [{ names: known }], omitted: [] };
    const isAmong = (refs: readonly ResolvedRef[], { commit }: ResolvedRef) =>
      refs.some((one) => one.commit === commit);
    const part = async (ref: ResolvedRef): Promise<NamesBytes | undefined> => {
      if (isAmong(compared, ref)) return { manifest: await this.#options.manifest(ref, versions.target) };
      const isRead = isAmong(others, ref);
      const names = await (isRead ? this.#namesOf(ref, versions.target) : this.#storedNames(ref, versions.target));
      return names && { names };
    };
    const parts = new Map<ResolvedRef, NamesBytes | null>();
    // One after the other: a manifest takes far more room than its names.
    for (const ref of versions.refs) {
      const found = await readable(part(ref));
      if (found !== undefined) parts.set(ref, found);
    }
    const names = [...parts.values()].filter((names) => names !== null);
    return { names, omitted: versions.refs.filter((ref) => !parts.has(ref)) };
  }

  /** The last release of each series and the newest prerelease, whose names are constant per commit. */
  async #versions({ platform }: TargetRequest): Promise<NamedVersions> {
    const releases = releasesIn(await this.#options.refs());
    const newest = releases.at(-1);
    const refs = new Set([...lastOfSeries(releases), ...(newest ? [newest] : [])].map(({ ref }) => ref));
    const resolved = await Promise.all([...refs].map((ref) => this.#options.resolve(ref)));
    return { refs: resolved, target: { ...defaultTarget, platform } };
  }

  /** `KnownNames` of all of them as JSON. */
  async #namesOfAll(versions: NamedVersions): Promise<Buffer> {
    const { refs, target } = versions;
    const known = await this.#storedNamesOfAll(versions);
    if (known !== undefined) return known;
    const names: Buffer[] = [];
    // One after the other, as above.
    for (const ref of refs) {
      const found = await readable(this.#namesOf(ref, target));
      if (found !== null) names.push(found);
    }
    const key = namesKeyOfAll(versions);
    const join = async () => {
      const joined = await this.#options.work({ step: "known", names }, "the names of all versions");
      void this.#options.store.put(key, joined);
      return joined;
    };
    const made = this.#known.get(key) ?? join();
    this.#known.set(key, made);
    made.catch(() => this.#known.delete(key));
    return made;
  }

  async #storedNamesOfAll(versions: NamedVersions): Promise<Buffer | undefined> {
    const key = namesKeyOfAll(versions);
    return this.#known.get(key) ?? this.#options.store.get(key);
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

const namesKeyOfAll = ({ refs, target }: NamedVersions) =>
  JSON.stringify([engineVersion, "names", target.platform, refs.map(({ commit }) => commit)]);

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
