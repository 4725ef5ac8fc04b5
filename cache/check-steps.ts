import type { Lack } from "../src/check/baseline.ts";
import type { Steps } from "../src/check/check.ts";
import type { Kinds, VersionUses } from "../src/check/extension.ts";
import { lastOfSeries, releasesIn } from "../src/check/history.ts";
import type { InputFile } from "../src/check/input.ts";
import { moduleUses } from "../src/check/module/module.ts";
import type { Use } from "../src/check/use.ts";
import type { Judged } from "../src/check/versions.ts";
import type { RefInfo } from "../src/cpython/refs.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffSide } from "../src/diff/model.ts";
import { CapidiffError, type ErrorCode } from "../src/errors.ts";
import type { CheckTask, VersionBytes } from "./check-task.ts";

/** Where a check has its versions from, who does its work, and what it is about. */
export interface CheckStepsOptions {
  refs(): Promise<RefInfo[]>;
  resolve(ref: string): Promise<ResolvedRef>;
  tree(ref: ResolvedRef): Promise<SourceTree>;
  /** As JSON. */
  manifest(ref: ResolvedRef): Promise<Buffer>;
  /** Gives what a task makes, as JSON. */
  work(task: CheckTask, subject: string): Promise<Buffer>;
  target: TargetRequest;
}

/** What is known of an extension outside of the workers. */
interface Given extends Kinds {
  /** An `Extension` as JSON: too much to be parsed where requests are answered. */
  extension: Buffer;
}

/** The steps of one check over manifests that are kept. What is used in a version is read once. */
export class CheckSteps implements Steps {
  readonly #options: CheckStepsOptions & Given;
  readonly #uses = new Map<string, Promise<Buffer>>();

  /** @throws CapidiffError of the files */
  static async read(files: readonly InputFile[], options: CheckStepsOptions): Promise<CheckSteps> {
    const extension = await options.work({ step: "read", files }, "what is given");
    const kinds: Kinds = JSON.parse((await options.work({ step: "kinds", extension }, "what is given")).toString());
    return new CheckSteps({ ...options, extension, ...kinds });
  }

  private constructor(options: CheckStepsOptions & Given) {
    this.#options = options;
  }

  refs(): Promise<RefInfo[]> {
    return this.#options.refs();
  }

  async side(ref: string): Promise<DiffSide> {
    return this.#made({ step: "side", manifest: await this.#manifest(ref) }, ref);
  }

  async lack(ref: string, target: string): Promise<Lack> {
    const uses = await this.#usesFor(ref, [ref, target]);
    const [version, other] = await this.#versions(ref, target);
    return this.#made({ step: "lack", version, target: other, uses }, ref);
  }

  async judge(from: string, to: string): Promise<Judged> {
    const [before, uses] = await Promise.all([
      this.#options.hasSources ? this.#usesFor(from, [from, to]) : null,
      this.#usesFor(to, [from, to]),
    ]);
    const [a, b] = await this.#versions(from, to);
    return this.#made({ step: "judge", from: a, to: b, uses, before }, `${from} with ${to}`);
  }

  /** What is used when compiled for a ref; null for the newest final release. @throws CapidiffError likewise */
  async uses(ref: string | null): Promise<Use[]> {
    const newest = lastOfSeries(releasesIn(await this.refs())).at(-1);
    const compiledFor = ref ?? newest?.ref ?? "main";
    const { source, modules }: VersionUses = JSON.parse((await this.#usesFor(compiledFor, [compiledFor])).toString());
    return [...source, ...modules.flatMap(moduleUses)];
  }

  /** @param known refs whose names sources may mean */
  #usesFor(ref: string, known: readonly string[]): Promise<Buffer> {
    const names = this.#options.hasSources ? [...new Set(known)].sort() : [];
    const key = JSON.stringify([this.#options.hasSources ? ref : null, names]);
    const made = this.#uses.get(key) ?? this.#readUses(ref, names);
    this.#uses.set(key, made);
    return made;
  }

  async #readUses(ref: string, known: readonly string[]): Promise<Buffer> {
    const { extension, hasSources, target, work } = this.#options;
    if (!hasSources) return work({ step: "uses", extension, compilation: null }, ref);
    const [tree, manifests] = await Promise.all([
      this.#tree(ref),
      Promise.all(known.map((one) => this.#manifest(one))),
    ]);
    return work({ step: "uses", extension, compilation: { tree, target, known: manifests } }, ref);
  }

  #versions(...refs: [string, string]): Promise<[VersionBytes, VersionBytes]> {
    const [a, b] = refs.map(async (ref): Promise<VersionBytes> => {
      const [manifest, tree] = await Promise.all([
        this.#manifest(ref),
        this.#options.hasModules ? this.#tree(ref) : null,
      ]);
      return { manifest, tree };
    }) as [Promise<VersionBytes>, Promise<VersionBytes>];
    return Promise.all([a, b]);
  }

  async #manifest(ref: string): Promise<Buffer> {
    return this.#options.manifest(await this.#options.resolve(ref));
  }

  async #tree(ref: string): Promise<SourceTree> {
    return this.#options.tree(await this.#options.resolve(ref));
  }

  async #made<T>(task: CheckTask, subject: string): Promise<T> {
    return JSON.parse((await this.#options.work(task, subject)).toString());
  }
}

/** What a ref says that has no headers, or none for the target: `cpt` before 3.13. */
export const unreadable = new Set<ErrorCode>(["no-headers", "unknown-abi", "invalid-target"]);

export async function readable<T>(step: Promise<T>): Promise<T | null> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof CapidiffError && unreadable.has(error.code)) return null;
    throw error;
  }
}
