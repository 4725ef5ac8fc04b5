import type { Asked } from "../src/check/asked.ts";
import type { OldestSeries } from "../src/check/baseline.ts";
import type { Kinds, VersionUses } from "../src/check/extension.ts";
import { lastOfSeries, releasesIn } from "../src/check/history.ts";
import type { InputFile } from "../src/check/input-file.ts";
import type { KnownName } from "../src/check/known.ts";
import { lookupsOf } from "../src/check/lookups.ts";
import { usedKey } from "../src/check/model.ts";
import { moduleUses } from "../src/check/module/module.ts";
import type { Occurrence } from "../src/check/since.ts";
import type { Steps } from "../src/check/steps.ts";
import type { Use } from "../src/check/use.ts";
import type { Judged } from "../src/check/versions.ts";
import type { RefInfo } from "../src/cpython/refs.ts";
import type { ResolvedRef } from "../src/cpython/repository.ts";
import { type Abi, defaultTarget, type TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffSide } from "../src/diff/model.ts";
import type { Lookups } from "../src/history/outline.ts";
import type { CheckTask, CompilationBytes, NamesBytes, VersionBytes } from "./check-task.ts";
import { readable } from "./unreadable.ts";

/** The names of versions, as far as they are stored or asked for. */
export interface KnownPart {
  /** Oldest first. */
  names: readonly NamesBytes[];
  /** The versions whose names are not among them. */
  omitted: readonly ResolvedRef[];
}

/** The environment of a check: versions, workers, and input. */
export interface CheckStepsOptions {
  refs(): Promise<RefInfo[]>;
  resolve(ref: string): Promise<ResolvedRef>;
  tree(ref: ResolvedRef): Promise<SourceTree>;
  /** Announces that the tree or manifest of a ref may be asked for. */
  expect(ref: ResolvedRef, target: TargetRequest): Promise<void>;
  /** As JSON. */
  manifest(ref: ResolvedRef, target: TargetRequest): Promise<Buffer>;
  /** The same if it need not be built; else undefined. @throws CapidiffError if it is known that there is none */
  storedManifest(ref: ResolvedRef, target: TargetRequest): Promise<Buffer | undefined>;
  /** As much of it as some lookups need. @throws CapidiffError likewise */
  storedOutline(ref: ResolvedRef, target: TargetRequest, lookups: Lookups): Promise<Buffer | undefined>;
  /** Runs a task; the result is JSON. */
  work(task: CheckTask, subject: string): Promise<Buffer>;
  /** At least the names of the versions that are compared, whose manifests are needed anyway, and of some others. */
  known(compared: readonly ResolvedRef[], others: readonly ResolvedRef[]): Promise<KnownPart>;
  /** Directives from the extension's build. */
  defines: readonly string[];
  target: TargetRequest;
}

/** What is known of an extension outside the workers. */
interface Given extends Kinds {
  /** An `Extension` as JSON: too large to be parsed in the main thread. */
  extension: Buffer;
  /** The limited ABI whose modules are judged; null for all of the extension. */
  part: Abi | null;
}

/** Bytes of a large extension, as given or as read. */
const large = 2 ** 20;

/** The steps of one check over stored manifests. The uses in a version are computed once. */
export class CheckSteps implements Steps {
  readonly #options: CheckStepsOptions & Given;
  readonly #uses = new Map<string, Promise<Buffer>>();
  /** About names that modules import and compared versions lack. */
  readonly #facts: Record<string, KnownName> = {};
  /** The names that were looked for in all versions. */
  readonly #sought = new Set<string>();
  /** The uses that a step's findings are about. */
  readonly #named = new WeakMap<Judged, Promise<Buffer>>();

  /** @throws CapidiffError of the files */
  static async read(files: readonly InputFile[], options: CheckStepsOptions): Promise<CheckSteps> {
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const read = await options.work({ step: "read", files, isLarge: size > large }, "what is given");
    const [kinds, extension] = twoLines<Kinds>(read);
    const isLarge = Math.max(size, extension.length) > large;
    const work: CheckStepsOptions["work"] = (task, subject) => options.work({ ...task, isLarge }, subject);
    return new CheckSteps({ ...options, work, extension, part: null, ...kinds });
  }

  private constructor(options: CheckStepsOptions & Given) {
    this.#options = options;
  }

  get support(): OldestSeries | null {
    return this.#options.support;
  }

  get promises(): Abi[][] {
    return this.#options.promises;
  }

  forAbi(abi: Abi): CheckSteps {
    const target = { ...this.#options.target, abi, limitedApi: null };
    return new CheckSteps({ ...this.#options, target, part: abi, hasSources: false, isCompiled: false });
  }

  refs(): Promise<RefInfo[]> {
    return this.#options.refs();
  }

  async nameOf(ref: string): Promise<string> {
    return (await this.#options.resolve(ref)).ref;
  }

  async expect(refs: readonly string[]): Promise<void> {
    const { resolve, expect, target } = this.#options;
    await Promise.all(refs.map(async (ref) => expect(await resolve(ref), target)));
  }

  async side(ref: string): Promise<DiffSide> {
    return this.#made({ step: "side", manifest: await this.#manifest(ref) }, ref);
  }

  /** Asks the other versions about imports that neither has. */
  async judge(from: string, to: string): Promise<Judged> {
    for (;;) {
      const judged = await this.#judge(from, to);
      const unknown = judged.findings.filter(({ kind, by }) => kind === "unknown" && by === "binary");
      const names = unknown.flatMap(({ used }) => (used.kind === "symbol" ? [used.name] : []));
      const unsought = names.filter((name) => !this.#sought.has(name));
      if (unsought.length === 0) return judged;
      await this.#learn(unsought, [from, to]);
    }
  }

  /** Compiles the sources for the baseline too only if that matters to what is found. */
  async #judge(from: string, to: string): Promise<Judged> {
    const uses = await this.#usesFor(to, from);
    const made = <Result>(before: Buffer | null | undefined): Promise<Result> =>
      this.#compared(from, to, { uses, before, changes: true });
    if (!this.#options.hasSources) return made(null);
    const judged = from === to ? null : await made<Judged | null>(undefined);
    return judged ?? made(await this.#usesFor(from, from));
  }

  async #learn(names: string[], compared: readonly string[]): Promise<void> {
    const { known, resolve } = this.#options;
    const versions = await Promise.all(compared.map(resolve));
    const { omitted } = await known(versions, []);
    const others = await this.#mentioning(omitted, { names, headers: [] });
    const { names: parts } = await known(versions, others);
    Object.assign(this.#facts, await this.#made({ step: "facts", names, known: parts }, "the names of other versions"));
    for (const name of names) this.#sought.add(name);
  }

  async revisit(judged: Judged, from: string, to: string, changes: boolean): Promise<Judged> {
    return this.#compared(from, to, { uses: await this.#namedIn(judged), before: null, changes });
  }

  async #compared<Result>(
    from: string,
    to: string,
    given: { uses: Buffer; before: Buffer | null | undefined; changes: boolean },
  ): Promise<Result> {
    const [a, b] = await this.#versions(from, to);
    return this.#made({ step: "judge", from: a, to: b, facts: this.#facts, ...given }, `${from} with ${to}`);
  }

  /**
   * Outlines of the versions suffice if only presence matters and no module's imports: what is exported follows from
   * more than declarations.
   */
  async occurrences(judged: Judged, from: string, to: string, changes: boolean): Promise<Occurrence[]> {
    const { target, hasModules, storedOutline, resolve } = this.#options;
    if (changes || hasModules) return (await this.revisit(judged, from, to, changes)).findings;
    const lookups = lookupsOf(judged.findings.map(({ used }) => used));
    const outline = async (ref: string) => storedOutline(await resolve(ref), target, lookups);
    const [before, after] = await Promise.all([from, to].map(outline));
    const [baseline, uses, version] = await Promise.all([
      before ?? this.#manifest(from),
      this.#namedIn(judged),
      after === undefined ? this.#tree(to).then((tree) => ({ tree })) : { outline: after },
    ]);
    return this.#made({ step: "occurrences", baseline, version, target, uses }, to);
  }

  #namedIn(judged: Judged): Promise<Buffer> {
    const made = this.#named.get(judged) ?? this.#readNamed(judged);
    this.#named.set(judged, made);
    return made;
  }

  async #readNamed({ from, to, findings }: Judged): Promise<Buffer> {
    const keys = findings.map(({ used }) => usedKey(used));
    return this.#options.work({ step: "named", uses: await this.#usesFor(to.ref, from.ref), keys }, to.ref);
  }

  /** The uses when compiled for a ref; null means the newest final release. @throws CapidiffError as above */
  async uses(ref: string | null): Promise<Use[]> {
    const { source, modules } = await this.usesBy(ref);
    return [...source.map(({ use }) => use), ...modules.flatMap(moduleUses)];
  }

  /** The same by modules and sources. */
  async usesBy(ref: string | null): Promise<VersionUses> {
    const newest = lastOfSeries(releasesIn(await this.refs())).at(-1);
    return JSON.parse((await this.#usesFor(ref ?? newest?.ref ?? "main", null)).toString());
  }

  /** @param baseline what it is compared with, if it is */
  #usesFor(ref: string, baseline: string | null): Promise<Buffer> {
    const key = this.#options.hasSources ? JSON.stringify([ref, baseline]) : "";
    const made = this.#uses.get(key) ?? this.#readUses(ref, baseline);
    this.#uses.set(key, made);
    return made;
  }

  /** Compiles with the names of few versions, then again with those that may have a name not found. */
  async #readUses(ref: string, baseline: string | null): Promise<Buffer> {
    const { extension, part, hasSources, isCompiled, target, defines, work, known, resolve } = this.#options;
    const usesIn = async (compilation: CompilationBytes | null) =>
      twoLines<Asked>(await work({ step: "uses", extension, part, compilation }, ref));
    if (!hasSources) return (await usesIn(null))[1];
    const [tree, manifest, compared] = await Promise.all([
      isCompiled ? this.#tree(ref) : null,
      this.#manifest(ref),
      baseline === null ? null : this.#manifest(baseline),
    ]);
    const versions = await Promise.all([ref, ...(baseline === null ? [] : [baseline])].map(resolve));
    const others: ResolvedRef[] = [];
    for (;;) {
      const { names, omitted } = await known(versions, others);
      const compilation = { tree, target, defines, manifest, baseline: compared, known: names };
      const [asked, uses] = await usesIn(compilation);
      const more = await this.#mentioning(omitted, asked);
      if (more.length === 0) return uses;
      others.push(...more);
    }
  }

  /** The versions whose names may have anything that was asked, according to their manifest, else to their headers. */
  async #mentioning(versions: readonly ResolvedRef[], asked: Asked): Promise<ResolvedRef[]> {
    if (asked.names.length + asked.headers.length === 0) return [];
    const { target, tree, storedManifest, work } = this.#options;
    const { platform } = target;
    const mentions = async (ref: ResolvedRef): Promise<boolean> => {
      const manifest = await readable(storedManifest(ref, { ...defaultTarget, platform }));
      if (manifest === null) return false;
      const given = manifest === undefined ? { tree: await tree(ref) } : { manifest };
      return JSON.parse((await work({ step: "mentions", ...given, platform, asked }, ref.ref)).toString());
    };
    const answers = await Promise.all(versions.map(mentions));
    return versions.filter((_, index) => answers[index]);
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
    return this.#options.manifest(await this.#options.resolve(ref), this.#options.target);
  }

  async #tree(ref: string): Promise<SourceTree> {
    return this.#options.tree(await this.#options.resolve(ref));
  }

  async #made<T>(task: CheckTask, subject: string): Promise<T> {
    return JSON.parse((await this.#options.work(task, subject)).toString());
  }
}

/** The parsed first line of a task's result, and the second, which may be too large to be parsed here. */
function twoLines<First>(result: Buffer): [First, Buffer] {
  const end = result.indexOf("\n");
  return [JSON.parse(result.toString("utf8", 0, end)), result.subarray(end + 1)];
}
