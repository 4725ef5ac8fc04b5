/**
 * capidiff as a library: the engine behind the command line and the service.
 *
 * `buildManifest` and `diffManifests` are pure: headers in, facts out. `openRepository` provides headers and caches
 * results in the data folder shared with the command line. Results equal the output of `--format json`, described by
 * `capidiff/schema/*.json`.
 */
import { readFile } from "node:fs/promises";
import { type Engine, openEngine } from "../cache/engine.ts";
import { fill, missingIn } from "../cache/fill.ts";
import type { InputFile } from "./check/input-file.ts";
import type { Check } from "./check/model.ts";
import { readConfig } from "./config.ts";
import type { RefInfo } from "./cpython/refs.ts";
import { defaultTarget, type TargetRequest, targetRequest, withMacros } from "./cpython/target.ts";
import type { SourceTree } from "./cpython/tree.ts";
import type { DiffFilter } from "./diff/filter.ts";
import type { Diff } from "./diff/model.ts";
import type { Manifest } from "./manifest/model.ts";
import { type CheckFormatName, checkFormats } from "./report/check/formats.ts";
import { type DiffFormatName, diffFormats } from "./report/diff/formats.ts";
import type { HistoryReport } from "./report/history/users.ts";
import { plain } from "./report/paint.ts";
import { suppress, suppressFindings } from "./report/suppression.ts";

export type { InputFile } from "./check/input-file.ts";
export type { Check, CheckFinding, Verdict } from "./check/model.ts";
export type { RefInfo } from "./cpython/refs.ts";
export { type Abi, abis, defaultTarget, type Platform, platforms, type TargetRequest } from "./cpython/target.ts";
export type { SourceTree } from "./cpython/tree.ts";
export { type DiffFilter, diffManifests } from "./diff/diff.ts";
export { type Change, type Diff, type Impact, rulesetVersion, type Topic } from "./diff/model.ts";
export { CapidiffError, type ErrorCode } from "./errors.ts";
export type { History, Stretch } from "./history/model.ts";
export { buildManifest } from "./manifest/build.ts";
export {
  type Manifest,
  type ManifestEnum,
  type ManifestMember,
  type ManifestStruct,
  type ManifestSymbol,
  schemaVersion,
} from "./manifest/model.ts";
export { ManifestSession } from "./manifest/session.ts";
export type { CheckFormatName } from "./report/check/formats.ts";
export type { DiffFormatName } from "./report/diff/formats.ts";
export type { HistoryReport } from "./report/history/users.ts";

/** Where headers come from and where derived data is kept. */
export interface OpenOptions {
  /** A git URL or a path; by default `CPYTHON_REPO`, else CPython on GitHub. */
  url?: string;
  /** The folder for downloaded and derived data; by default `CAPIDIFF_DATA_DIR`, else the user's cache folder. */
  dataDir?: string;
  /** Called with problems that do not affect answers, such as a full disk. */
  warn?: (message: string) => void;
}

/** A target whose missing parts are those of `defaultTarget`. Its platform may be a wheel tag: `manylinux_2_28_x86_64`. */
export type GivenTarget = Partial<Omit<TargetRequest, "platform">> & { platform?: string };

/** @throws CapidiffError `invalid-target` */
const targetOf = ({ limitedApi, macros, ...words }: GivenTarget): TargetRequest => ({
  ...targetRequest({ ...words, limitedApi: limitedApi ?? undefined }),
  ...withMacros(macros),
});

/** CPython's repository with its cache. */
export interface OpenRepository {
  /** All tags and branches. @throws CapidiffError `remote-unreachable` */
  refs(): Promise<RefInfo[]>;
  /** The headers of a ref, for `buildManifest`. @throws CapidiffError `unknown-ref`, and errors of network and disk */
  tree(ref: string): Promise<SourceTree>;
  /** `buildManifest`, cached. @throws CapidiffError of the ref and the target */
  manifest(ref: string, target?: GivenTarget): Promise<Manifest>;
  /** `diffManifests`, cached. @throws CapidiffError of the refs and the target */
  diff(from: string, to: string, target?: GivenTarget, filter?: DiffFilter): Promise<Diff>;
  /** Used by the functions below. */
  readonly engine: Engine;
}

/** Opens CPython's repository; downloads on demand. @throws CapidiffError `invalid-config` */
export function openRepository({ url, dataDir, warn = () => {} }: OpenOptions = {}): OpenRepository {
  const config = readConfig({
    ...process.env,
    ...(url === undefined ? {} : { CPYTHON_REPO: url }),
    ...(dataDir === undefined ? {} : { CAPIDIFF_DATA_DIR: dataDir }),
  });
  const engine = openEngine(config, { warn, trace: (_stage, _subject, work) => work() });
  const { answers, repository } = engine;
  return {
    engine,
    refs: () => answers.refs(),
    tree: (ref) => repository.tree(ref),
    manifest: async (ref, target = defaultTarget) => parsed(await answers.manifest(ref, targetOf(target))),
    diff: async (from, to, target = defaultTarget, filter = {}) =>
      parsed(await answers.diff(from, to, targetOf(target), filter)),
  };
}

/** What an extension is checked against. */
export interface CheckOptions {
  /** The version the extension should run on: a ref or a version word. */
  target: string;
  /** The version it works with; by default the oldest it claims to support. */
  baseline?: string;
  /** `cp` on `linux_x86_64` by default. */
  targetRequest?: GivenTarget;
  /** Whether to judge each series since the baseline too. */
  allVersions?: boolean;
  /** Directives from the extension's build: `#define NAME VALUE`, `#undef NAME`. */
  defines?: readonly string[];
}

/**
 * Checks whether an extension builds and runs on a version.
 * @param files sources, built modules, wheels, archives or lists: paths, or named contents
 * @throws CapidiffError of the files, the refs and the target
 */
export async function checkExtension(
  { engine }: OpenRepository,
  files: readonly (string | InputFile)[],
  { target, baseline, targetRequest: build = defaultTarget, allVersions = false, defines = [] }: CheckOptions,
): Promise<Check> {
  const read = async (file: string | InputFile) =>
    typeof file === "string" ? { file, bytes: await readFile(file) } : file;
  const request = { target, baseline: baseline ?? null, allVersions };
  const inputs = await Promise.all(files.map(read));
  return parsed(await engine.answers.check({ files: inputs, request, target: targetOf(build), defines }));
}

/** Which versions and targets a history covers. */
export interface HistoryOptions {
  /** `cp` on `linux_x86_64` by default. */
  targets?: readonly GivenTarget[];
  /** A range of versions such as `3.8..3.15`; all by default. */
  refs?: string;
  /** Whether to list alphas, betas and candidates separately. */
  prereleases?: boolean;
}

/**
 * The history of a symbol, struct or member (`PyThreadState.frame`) over all versions, and its users. Versions missing in the index
 * are read first, at about a second each.
 * @throws CapidiffError of the refs, and `not-found` for a name that never existed
 */
export async function history(
  { engine }: OpenRepository,
  name: string,
  { targets = [defaultTarget], refs, prereleases = false }: HistoryOptions = {},
): Promise<HistoryReport> {
  const { answers, indexes } = engine;
  const requests = targets.map(targetOf);
  const line = { refs: refs ?? null, prereleases };
  const tags = (await answers.histories.line(line)).filter(({ kind }) => kind === "tag");
  const resolved = tags.map(({ name, commit, kind }) => ({ ref: name, commit, kind }));
  await fill(await missingIn(indexes, resolved, requests), engine);
  const subject = await answers.histories.subject(name, requests);
  return parsed(await answers.history({ subject, targets: requests, line }));
}

/** A diff or check as text, Markdown, SARIF and so on, without colours. */
export async function renderReport(report: Diff, format: DiffFormatName): Promise<string>;
export async function renderReport(report: Check, format: CheckFormatName): Promise<string>;
export async function renderReport(report: Diff | Check, format: DiffFormatName | CheckFormatName): Promise<string> {
  return "changes" in report
    ? diffFormats[format as DiffFormatName].render(suppress(report, []).report, plain)
    : checkFormats[format as CheckFormatName].render(suppressFindings(report, []).report, plain);
}

async function parsed<T>(answer: { bytes(): Promise<Buffer> }): Promise<T> {
  return JSON.parse((await answer.bytes()).toString());
}
