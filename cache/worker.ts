import { getPriority, setPriority } from "node:os";
import { move, workerData } from "piscina";
import type { TargetRequest } from "../src/cpython/target.ts";
import type { SourceTree } from "../src/cpython/tree.ts";
import type { DiffFilter } from "../src/diff/filter.ts";
import { CapidiffError, type ErrorCode } from "../src/errors.ts";
import type { PartRequest } from "../src/manifest/part.ts";
import type { PageView } from "../src/pages/page.ts";
import type { CheckFormatName } from "../src/report/check/formats.ts";
import type { DiffFormatName } from "../src/report/diff/formats.ts";
import type { GapsFormatName } from "../src/report/gaps/formats.ts";
import type { ImpactFormatName } from "../src/report/impact/formats.ts";
import { ThreadBuilder } from "./builder.ts";
import type { CheckTask, VersionBytes } from "./check-task.ts";
import { Indexes } from "./indexes.ts";

/** A request of the pool to a worker. A Buffer arrives as a plain Uint8Array. */
export type Task =
  | { kind: "manifest"; tree: SourceTree; target: TargetRequest }
  | { kind: "debugOffsets"; tree: SourceTree; target: TargetRequest }
  | { kind: "index"; target: TargetRequest; manifest: Uint8Array }
  | { kind: "diff"; from: Uint8Array; to: Uint8Array; filter: DiffFilter }
  | { kind: "hits"; diff: Uint8Array; usage: Uint8Array }
  | { kind: "changes"; from: Uint8Array; to: Uint8Array }
  | { kind: "diffReport"; diff: Uint8Array; format: DiffFormatName }
  | { kind: "part"; manifest: Uint8Array; part: PartRequest }
  | { kind: "check"; task: CheckTask }
  | { kind: "checkReport"; check: Uint8Array; format: CheckFormatName }
  | { kind: "page"; page: PageView; sources: Uint8Array[] }
  | { kind: "impact"; from: VersionBytes; to: VersionBytes; usage: Uint8Array }
  | { kind: "impactReport"; impact: Uint8Array; format: ImpactFormatName }
  | { kind: "gaps"; implementation: Uint8Array; reference: Uint8Array; usage: Uint8Array }
  | { kind: "gapsReport"; gaps: Uint8Array; format: GapsFormatName };

/** Errors of the table are returned as data: thrown across threads they would lose their code. */
export type Outcome = Uint8Array | { code: ErrorCode; message: string; details: Record<string, unknown> };

// Requests have priority over builds on the same core. On Linux 0 means this thread, elsewhere all.
if (process.platform === "linux") setPriority(Math.min(19, getPriority(process.pid) + 10));

/** The pool's configuration for a worker. */
export interface WorkerData {
  dataDir: string;
}

const { dataDir }: WorkerData = workerData;

/** Bytes of JSON whose values a worker keeps: the manifests of the versions that are asked for most. */
const kept = 16 * 2 ** 20;

/** The caller logs failed writes. */
const builder = new ThreadBuilder(
  new Indexes(dataDir, (message, cause) => {
    throw new CapidiffError("store-failed", message, {}, { cause });
  }),
  kept,
);

/** The entry point of the worker thread. */
export default async function work(task: Task): Promise<Outcome> {
  try {
    return move(await build(task)) as Uint8Array;
  } catch (error) {
    if (!(error instanceof CapidiffError)) throw error;
    return { code: error.code, message: error.message, details: error.details };
  }
}

async function build(task: Task): Promise<Buffer> {
  switch (task.kind) {
    case "manifest":
      return builder.manifest(task.tree, task.target);
    case "debugOffsets":
      return builder.debugOffsets(task.tree, task.target);
    case "index":
      await builder.index(task.target, Buffer.from(task.manifest));
      return Buffer.alloc(0);
    case "diff":
      return builder.diff(Buffer.from(task.from), Buffer.from(task.to), task.filter);
    case "hits":
      return builder.hits(Buffer.from(task.diff), Buffer.from(task.usage));
    case "changes":
      return builder.changes(Buffer.from(task.from), Buffer.from(task.to));
    case "diffReport":
      return builder.diffReport(Buffer.from(task.diff), task.format);
    case "part":
      return builder.part(Buffer.from(task.manifest), task.part);
    case "check":
      return builder.check(task.task);
    case "checkReport":
      return builder.checkReport(Buffer.from(task.check), task.format);
    case "page":
      return builder.page(
        task.page,
        task.sources.map((bytes) => Buffer.from(bytes)),
      );
    case "impact":
      return builder.impact(task.from, task.to, Buffer.from(task.usage));
    case "impactReport":
      return builder.impactReport(Buffer.from(task.impact), task.format);
    case "gaps":
      return builder.gaps(Buffer.from(task.implementation), Buffer.from(task.reference), Buffer.from(task.usage));
    case "gapsReport":
      return builder.gapsReport(Buffer.from(task.gaps), task.format);
  }
}
