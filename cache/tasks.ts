import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { PageView } from "../src/pages/page.ts";
import type { Format } from "../src/report/format.ts";
import type { CheckTask, VersionBytes } from "./check-task.ts";
import { jsonBytes, parseJson } from "./json.ts";
import type { ThreadState } from "./thread-state.ts";

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

/** The same bytes, not a copy. */
const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
