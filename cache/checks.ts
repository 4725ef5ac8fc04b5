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
import type { ResolvedRef } from "../src/cpython/repository.ts";
import { defaultTarget, type TargetRequest, targetKey } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import { CheckSteps } from "./check-steps.ts";
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
  /** As JSON. */
  manifest(ref: ResolvedRef, target: TargetRequest, stop?: AbortSignal): Promise<Buffer>;
  /** The same if it need not be built; else undefined. @throws CapidiffError if it is known that there is none */
  storedManifest(ref: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined>;
  /** Where the names of all versions are stored. */
  store: Pick<Store, "get" | "put">;
  /** Runs a task; the result is JSON. */
  work(task: CheckTask, subject: string, stop?: AbortSignal): Promise<Buffer>;
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
    // The releases decide the baseline and the start of findings.
    const releases = createHash("sha256").update(jsonBytes(refs)).digest("base64url");
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
    const [uses, names] = await Promise.all([steps.usesBy(ref), this.#knownOn(defaultTarget)]);
    return { uses, known: KnownNames.from([JSON.parse(names.toString())]) };
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
    const known = () => this.#knownOn(target);
    return CheckSteps.read(files, { ...this.#options, manifest, work, known, target, defines });
  }

  /** The names in the last release of each series and the newest prerelease; constant per commit. */
  async #knownOn({ platform }: TargetRequest): Promise<Buffer> {
    const releases = releasesIn(await this.#options.refs());
    const newest = releases.at(-1);
    const refs = new Set([...lastOfSeries(releases), ...(newest ? [newest] : [])].map(({ ref }) => ref));
    const resolved = await Promise.all([...refs].map((ref) => this.#options.resolve(ref)));
    const key = JSON.stringify([engineVersion, "names", platform, resolved.map(({ commit }) => commit)]);
    const made = this.#known.get(key) ?? this.#keptKnown(key, resolved, { ...defaultTarget, platform });
    this.#known.set(key, made);
    made.catch(() => this.#known.delete(key));
    return made;
  }

  async #keptKnown(key: string, refs: readonly ResolvedRef[], target: TargetRequest): Promise<Buffer> {
    const kept = await this.#options.store.get(key);
    if (kept) return kept;
    const parts: Buffer[] = [];
    // One after the other: a manifest takes far more room than its names.
    for (const ref of refs) {
      const names = await readable(this.#namesOf(ref, target));
      if (names !== null) parts.push(names);
    }
    const names = await this.#options.work({ step: "known", names: parts }, "the names of all versions");
    void this.#options.store.put(key, names);
    return names;
  }

  /** Kept for each version: with a new release, only its own are read. */
  async #namesOf(ref: ResolvedRef, target: TargetRequest): Promise<Buffer> {
    const key = JSON.stringify([engineVersion, "names", ...targetKey(target), ref.commit]);
    const kept = await this.#options.store.get(key);
    if (kept) return kept;
    const manifest = await this.#options.manifest(ref, target);
    const names = await this.#options.work({ step: "names", manifest }, ref.ref);
    void this.#options.store.put(key, names);
    return names;
  }
}

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
