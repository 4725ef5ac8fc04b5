import type { DeclarationParser } from "../src/c/parser.ts";
import type { Session } from "../src/c/session.ts";
import type { Comparisons } from "../src/check/comparisons.ts";
import type { KnownNames } from "../src/check/known.ts";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import type { Manifest } from "../src/manifest/model.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { ManifestSession } from "../src/manifest/session.ts";
import type { PageView } from "../src/pages/page.ts";
import type { Format } from "../src/report/format.ts";
import { collectGarbage, collectMuchGarbage, usedHeap } from "../src/v8.ts";
import type { CheckTask, VersionBytes } from "./check-task.ts";
import type { Indexes } from "./indexes.ts";
import { jsonBytes, parseJson } from "./json.ts";
import { ParsedValues } from "./parsed.ts";

/**
 * All work that a thread can do on request: what goes in, and how bytes come out. A new task is one entry here; the
 * builders (`builder.ts`, `pool.ts`) and the worker (`worker.ts`) follow.
 *
 * Inputs cross threads: they are data, and large values are JSON. The engine is imported when a task needs it, since
 * cached answers do not.
 */
const tasks = {
  /** A ref's headers → its manifest. */
  async manifest({ tree, target }: { tree: SourceTree; target: TargetRequest }, state: ThreadState) {
    const { buildManifest } = await import("../src/manifest/build.ts");
    const session = await state.session(tree);
    const manifest = buildManifest(tree, target, session);
    const bytes = session.json.of(manifest);
    state.parsed.set(bytes, manifest);
    return bytes;
  },

  /** The contents of `_PyRuntime.debug_offsets` for a build of a ref. */
  async debugOffsets({ tree, target }: { tree: SourceTree; target: TargetRequest }, state: ThreadState) {
    const { debugOffsets } = await import("../src/manifest/debug-offsets.ts");
    return jsonBytes(debugOffsets(tree, target, await state.session(tree)));
  },

  /** Adds a tag's manifest to the index. Returns nothing. */
  async index({ target, manifest }: { target: TargetRequest; manifest: Uint8Array }, state: ThreadState) {
    await state.indexes?.add(target, state.manifest(manifest), asBuffer(manifest));
    return Buffer.alloc(0);
  },

  /** One entry, or a list of entries, of a manifest. */
  async part({ manifest, part }: { manifest: Uint8Array; part: PartRequest }, state: ThreadState) {
    const { partOf } = await import("../src/manifest/part.ts");
    return jsonBytes(partOf(state.manifest(manifest), part));
  },

  /** Two manifests → their diff. */
  async diff({ from, to, filter }: { from: Uint8Array; to: Uint8Array; filter: DiffFilter }, state: ThreadState) {
    const { diffManifests } = await import("../src/diff/diff.ts");
    return jsonBytes(diffManifests(state.manifest(from), state.manifest(to), filter));
  },

  /** A diff whose changes have their users, most used first. `usage` has the bytes of an index of usage. */
  async hits({ diff, usage }: { diff: Uint8Array; usage: Uint8Array }) {
    const { withHits } = await import("../src/report/diff/hits.ts");
    const { readUsage } = await import("../src/usage/format.ts");
    return jsonBytes(withHits(parseJson(diff), readUsage(usage, "the index of usage")));
  },

  /** The changes between two manifests as histories use them: the bytes of a `ChangeList`. */
  async changes({ from, to }: { from: Uint8Array; to: Uint8Array }, state: ThreadState) {
    const { changesBetween } = await import("../src/history/changes.ts");
    return changesBetween(state.manifest(from), state.manifest(to)).bytes;
  },

  /** A step of a check. */
  async check(task: CheckTask, state: ThreadState) {
    const { runStep } = await import("./check-task.ts");
    return runStep(task, state);
  },

  /** The packages that going from one version to another affects. */
  async impact({ from, to, usage }: { from: VersionBytes; to: VersionBytes; usage: Uint8Array }, state: ThreadState) {
    const { impactOn } = await import("./impact-task.ts");
    return jsonBytes(impactOn(from, to, usage, (bytes) => state.manifest(bytes)));
  },

  /** The manifests of an implementation and of a version → what the first lacks or defines differently. */
  async gaps(
    { implementation, reference, usage }: Record<"implementation" | "reference" | "usage", Uint8Array>,
    state: ThreadState,
  ) {
    const { gapsBetween } = await import("../src/gaps/gaps.ts");
    const { readUsage } = await import("../src/usage/format.ts");
    const sides = [state.manifest(implementation), state.manifest(reference)] as const;
    return jsonBytes(gapsBetween(...sides, readUsage(usage, "the index of usage")));
  },

  diffReport: report(async () => (await import("../src/report/diff/formats.ts")).diffFormats),
  checkReport: report(async () => (await import("../src/report/check/formats.ts")).checkFormats),
  impactReport: report(async () => (await import("../src/report/impact/formats.ts")).impactFormats),
  gapsReport: report(async () => (await import("../src/report/gaps/formats.ts")).gapsFormats),

  /** Answers → a page. */
  async page({ page, sources }: { page: PageView; sources: readonly Uint8Array[] }) {
    const { renderPage } = await import("../src/pages/page.ts");
    return Buffer.from(await renderPage(page, sources.map(asBuffer)));
  },
};

/** The name of a task in the table. */
export type TaskName = keyof typeof tasks;

/** What a task needs. */
export type TaskInput<Name extends TaskName> = Parameters<(typeof tasks)[Name]>[0];

/** Any task with its input, as data. */
export type Task = { [Name in TaskName]: { name: Name; input: TaskInput<Name> } }[TaskName];

/** An index is filled by these in turn. */
const filling: ReadonlySet<TaskName> = new Set<TaskName>(["manifest", "index"]);

/** Does a task in this thread. @throws CapidiffError of the task */
export async function runTask({ name, input }: Task, state: ThreadState): Promise<Buffer> {
  state.begin(filling.has(name));
  const work: (input: never, state: ThreadState) => Promise<Buffer> = tasks[name];
  return work(input as never, state);
}

/** An answer in JSON → one of its formats, without colours. */
function report<Answer, Name extends string>(load: () => Promise<Record<Name, Format<Answer>>>) {
  return async ({ answer, format }: { answer: Uint8Array; format: Name }): Promise<Buffer> => {
    const formats = await load();
    const { plain } = await import("../src/report/paint.ts");
    return Buffer.from(await formats[format].render(parseJson(answer), plain));
  };
}

/** What the tasks of one thread share, created when one needs it. */
export class ThreadState {
  /** Recently built and parsed manifests, to avoid parsing them again. */
  readonly parsed: ParsedValues;
  /** Where manifests of tags are kept; nowhere if not given. */
  readonly indexes: Indexes | undefined;
  /** The names in manifests, as checks ask for them. */
  readonly names = new WeakMap<Manifest, KnownNames>();
  /** By series of CPython. */
  readonly #sessions = new Map<string, WeakRef<ManifestSession>>();
  /** The one used last by tasks that fill an index, for the next of them. */
  readonly #kept = new Set<ManifestSession>();
  #isFilling = false;
  #parser: DeclarationParser | undefined;
  #sources: WeakRef<Session> | undefined;
  #comparisons: Comparisons | undefined;

  /**
   * @param indexes where manifests of tags are kept
   * @param kept bytes of JSON whose values are kept for the next task
   */
  constructor(indexes?: Indexes, kept = 0) {
    this.indexes = indexes;
    this.parsed = new ParsedValues(kept);
  }

  /** The value of a manifest's bytes. */
  manifest(bytes: Uint8Array): Manifest {
    return this.parsed.get<Manifest>(bytes);
  }

  /**
   * The session of a tree's series, or a new one if a quarter of this thread's memory limit is used: a session grows
   * with all that it reads, and a new one gives the same manifests. Of another series little is of use but the parsed
   * declarations, which the sessions share and the thread keeps. Only the last session is kept, until the thread turns to
   * other work; the next one frees it.
   */
  async session(tree: SourceTree): Promise<ManifestSession> {
    const { DeclarationParser } = await import("../src/c/parser.ts");
    const { seriesOf, versionOf } = await import("../src/cpython/version.ts");
    const { ManifestSession } = await import("../src/manifest/session.ts");
    const series = seriesOf(versionOf(tree));
    this.#parser ??= new DeclarationParser();
    // Not before the first reading: V8 would drop most of what it optimized, whose classes would have no instances then.
    const freeLast = this.#kept.size > 0 ? collectGarbage : undefined;
    const session = current(this.#sessions.get(series)) ?? new ManifestSession(this.#parser, freeLast);
    this.#sessions.set(series, new WeakRef(session));
    this.#kept.clear();
    if (this.#isFilling) this.#kept.add(session);
    return session;
  }

  /**
   * To be called before a task. One that does not fill an index frees the session of those before it, of which V8 does
   * not know that it is most of the heap: it would let that grow to almost double first.
   */
  begin(isFilling: boolean): void {
    const isLeft = this.#isFilling && !isFilling;
    this.#isFilling = isFilling;
    if (!isLeft) return;
    this.#kept.clear();
    collectMuchGarbage();
  }

  /**
   * What readings of extensions' sources share: Python.h expands to other text for them than for manifests. Between
   * tasks nothing keeps it.
   */
  async sources(): Promise<Session> {
    const { Session } = await import("../src/c/session.ts");
    const session = current(this.#sources) ?? new Session();
    this.#sources = new WeakRef(session);
    return session;
  }

  /**
   * To be called after a task: frees the garbage of a large build. V8 does not collect it while little is allocated,
   * and each thread would keep the memory of its largest build.
   */
  tidy(): void {
    if (usedHeap() < 1 / 3) return;
    this.#sessions.clear();
    this.#kept.clear();
    this.#parser = undefined;
    this.#sources = undefined;
    collectGarbage();
  }

  /** The diffs that recent checks used. */
  async comparisons(): Promise<Comparisons> {
    const { Comparisons } = await import("../src/check/comparisons.ts");
    this.#comparisons ??= new Comparisons();
    return this.#comparisons;
  }
}

/** A session that is still there, unless a quarter of this thread's memory limit is used. */
const current = <T extends object>(session: WeakRef<T> | undefined): T | undefined =>
  usedHeap() < 1 / 4 ? session?.deref() : undefined;

/** The same bytes, not a copy. */
const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
