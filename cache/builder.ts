import { getHeapStatistics } from "node:v8";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import type { Manifest } from "../src/manifest/model.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { ManifestSession } from "../src/manifest/session.ts";
import type { PageView } from "../src/pages/page.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import type { DiffFormatName } from "../src/report/diff/formats.ts";
import type { GapsFormatName } from "../src/report/gaps/formats.ts";
import type { ImpactFormatName } from "../src/report/impact/formats.ts";
import type { CheckTask, CheckWork, VersionBytes } from "./check-task.ts";
import type { Indexes } from "./indexes.ts";
import { jsonBytes } from "./json.ts";
import { Parsed } from "./parsed.ts";

/** Builds manifests from headers, diffs and parts from manifests, and reports from diffs, all as JSON. Runs checks. */
export interface Builder {
  manifest(tree: SourceTree, target: TargetRequest, stop?: AbortSignal): Promise<Buffer>;
  /** Adds a tag's manifest to the index. */
  index(target: TargetRequest, manifest: Buffer): Promise<void>;
  diff(from: Buffer, to: Buffer, filter: DiffFilter, stop?: AbortSignal): Promise<Buffer>;
  /** A diff whose changes have their users, most used first. @param usage the bytes of an index of usage */
  hits(diff: Buffer, usage: Buffer, stop?: AbortSignal): Promise<Buffer>;
  /** The changes between two manifests as histories use them. */
  changes(from: Buffer, to: Buffer): Promise<Buffer>;
  diffReport(diff: Buffer, format: DiffFormatName, stop?: AbortSignal): Promise<Buffer>;
  part(manifest: Buffer, part: PartRequest, stop?: AbortSignal): Promise<Buffer>;
  /** The contents of `_PyRuntime.debug_offsets` for a build of a ref. */
  debugOffsets(tree: SourceTree, target: TargetRequest, stop?: AbortSignal): Promise<Buffer>;
  check(task: CheckTask, stop?: AbortSignal): Promise<Buffer>;
  checkReport(check: Buffer, format: CheckFormatName, stop?: AbortSignal): Promise<Buffer>;
  /** @param sources answers in JSON that the page is rendered from */
  page(page: PageView, sources: Buffer[], stop?: AbortSignal): Promise<Buffer>;
  /** The packages affected. @param usage the bytes of an index of usage */
  impact(from: VersionBytes, to: VersionBytes, usage: Buffer, stop?: AbortSignal): Promise<Buffer>;
  impactReport(impact: Buffer, format: ImpactFormatName, stop?: AbortSignal): Promise<Buffer>;
  /** Two manifests to the gaps of the first, with an index of usage as its file has it. */
  gaps(implementation: Buffer, reference: Buffer, usage: Buffer, stop?: AbortSignal): Promise<Buffer>;
  gapsReport(gaps: Buffer, format: GapsFormatName, stop?: AbortSignal): Promise<Buffer>;
}

/**
 * Whether a quarter of this thread's memory limit is used: a session grows with everything it reads, and a new session
 * gives the same manifests.
 */
function isCrowded(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > limit / 4;
}

/**
 * Builds in this thread, blocking it: right for the command line and inside a worker.
 * The engine is loaded on first use: cached answers do not need it.
 */
export class ThreadBuilder implements Builder {
  /** Recently built manifests, to avoid parsing them again. */
  readonly #parsed: Parsed;
  readonly #indexes: Indexes | undefined;
  /** Created with the first manifest. */
  #session: ManifestSession | undefined;
  /** Made with the first check. */
  #checks: CheckWork | undefined;

  /**
   * @param indexes where manifests of tags are kept; nowhere if not given
   * @param kept bytes of JSON whose values are kept for what comes next: a command ends before anything does
   */
  constructor(indexes?: Indexes, kept = 0) {
    this.#indexes = indexes;
    this.#parsed = new Parsed(kept);
  }

  async manifest(tree: SourceTree, target: TargetRequest): Promise<Buffer> {
    const { buildManifest } = await import("../src/manifest/build.ts");
    const session = await this.#reading();
    const manifest = buildManifest(tree, target, session);
    const bytes = Buffer.from(session.json.of(manifest));
    this.#parsed.set(bytes, manifest);
    return bytes;
  }

  async debugOffsets(tree: SourceTree, target: TargetRequest): Promise<Buffer> {
    const { debugOffsets } = await import("../src/manifest/debug-offsets.ts");
    return jsonBytes(debugOffsets(tree, target, await this.#reading()));
  }

  /** The current session, or a new one if that uses too much memory. */
  async #reading(): Promise<ManifestSession> {
    const { ManifestSession } = await import("../src/manifest/session.ts");
    if (this.#session === undefined || isCrowded()) this.#session = new ManifestSession();
    return this.#session;
  }

  async index(target: TargetRequest, bytes: Buffer): Promise<void> {
    await this.#indexes?.add(target, this.#parse(bytes), bytes);
  }

  async diff(from: Buffer, to: Buffer, filter: DiffFilter): Promise<Buffer> {
    const { diffManifests } = await import("../src/diff/diff.ts");
    return jsonBytes(diffManifests(this.#parse(from), this.#parse(to), filter));
  }

  async hits(diff: Buffer, usage: Buffer): Promise<Buffer> {
    const { withHits } = await import("../src/report/diff/hits.ts");
    const { readUsage } = await import("../src/usage/format.ts");
    return jsonBytes(withHits(JSON.parse(diff.toString()), readUsage(usage, "the index of usage")));
  }

  async changes(from: Buffer, to: Buffer): Promise<Buffer> {
    const { changesBetween } = await import("../src/history/changes.ts");
    return jsonBytes(changesBetween(this.#parse(from), this.#parse(to)));
  }

  async diffReport(diff: Buffer, format: DiffFormatName): Promise<Buffer> {
    const { diffFormats } = await import("../src/report/diff/formats.ts");
    const { plain } = await import("../src/report/paint.ts");
    return Buffer.from(await diffFormats[format].render(JSON.parse(diff.toString()), plain));
  }

  async part(manifest: Buffer, part: PartRequest): Promise<Buffer> {
    const { partOf } = await import("../src/manifest/part.ts");
    return jsonBytes(partOf(this.#parse(manifest), part));
  }

  async check(task: CheckTask): Promise<Buffer> {
    const { CheckWork } = await import("./check-task.ts");
    this.#checks ??= new CheckWork(this.#parsed);
    return this.#checks.do(task);
  }

  async checkReport(check: Buffer, format: CheckFormatName): Promise<Buffer> {
    const { checkFormats } = await import("../src/report/check/formats.ts");
    const { plain } = await import("../src/report/paint.ts");
    return Buffer.from(await checkFormats[format].render(JSON.parse(check.toString()), plain));
  }

  async page(page: PageView, sources: Buffer[]): Promise<Buffer> {
    const { renderPage } = await import("../src/pages/page.ts");
    return Buffer.from(await renderPage(page, sources));
  }

  async impact(from: VersionBytes, to: VersionBytes, usage: Buffer): Promise<Buffer> {
    const { impactOn } = await import("./impact-task.ts");
    return jsonBytes(impactOn(from, to, usage, (bytes) => this.#parse(bytes)));
  }

  async impactReport(impact: Buffer, format: ImpactFormatName): Promise<Buffer> {
    const { impactFormats } = await import("../src/report/impact/formats.ts");
    const { plain } = await import("../src/report/paint.ts");
    return Buffer.from(await impactFormats[format].render(JSON.parse(impact.toString()), plain));
  }

  async gaps(implementation: Buffer, reference: Buffer, usage: Buffer): Promise<Buffer> {
    const { gapsOf } = await import("./gaps-task.ts");
    return jsonBytes(gapsOf(this.#parse(implementation), this.#parse(reference), usage));
  }

  async gapsReport(gaps: Buffer, format: GapsFormatName): Promise<Buffer> {
    const { gapsFormats } = await import("../src/report/gaps/formats.ts");
    const { plain } = await import("../src/report/paint.ts");
    return Buffer.from(await gapsFormats[format].render(JSON.parse(gaps.toString()), plain));
  }

  #parse(bytes: Uint8Array): Manifest {
    return this.#parsed.get<Manifest>(bytes);
  }
}
