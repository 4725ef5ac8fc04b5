/**
 * capidiff as a library: the engine of the command line and the service, without either.
 *
 * `buildManifest` and `diffManifests` are pure: headers in, facts out. `openRepository` gives headers, and keeps what was
 * read in the data folder that the command line uses too. What they give is what `--format json` prints;
 * `capidiff/schema/*.json` describe it.
 */
import { readFile } from "node:fs/promises";
import { type Engine, openEngine } from "../cache/engine.ts";
import { fill, missingIn } from "../cache/fill.ts";
import type { InputFile } from "./check/input.ts";
import type { Check } from "./check/model.ts";
import { readConfig } from "./config.ts";
import type { RefInfo } from "./cpython/refs.ts";
import { defaultTarget, type TargetRequest } from "./cpython/target.ts";
import type { SourceTree } from "./cpython/tree.ts";
import type { DiffFilter } from "./diff/filter.ts";
import type { Diff } from "./diff/model.ts";
import type { History } from "./history/model.ts";
import type { Manifest } from "./manifest/model.ts";
import { type CheckFormatName, checkFormats } from "./report/check/formats.ts";
import { type DiffFormatName, diffFormats } from "./report/diff/formats.ts";
import { plain } from "./report/paint.ts";
import { suppress, suppressFindings } from "./report/suppression.ts";

export type { InputFile } from "./check/input.ts";
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

export interface OpenOptions {
  /** A git URL or a path; `CPYTHON_REPO`, else CPython on GitHub, if not given. */
  url?: string;
  /** The folder for what is downloaded and derived; `CAPIDIFF_DATA_DIR`, else the user's cache folder, if not given. */
  dataDir?: string;
  /** Called with trouble that costs no answer, such as a full disk; nobody if not given. */
  warn?: (message: string) => void;
}

/** CPython's repository, and what was found out about its refs. */
export interface OpenRepository {
  /** All tags and branches. @throws CapidiffError `remote-unreachable` */
  refs(): Promise<RefInfo[]>;
  /** The headers of a ref, for `buildManifest`. @throws CapidiffError `unknown-ref` and of network and disk */
  tree(ref: string): Promise<SourceTree>;
  /** What `buildManifest` gives, kept. @throws CapidiffError of the ref and the target */
  manifest(ref: string, target?: TargetRequest): Promise<Manifest>;
  /** What `diffManifests` gives, kept. @throws CapidiffError of the refs and the target */
  diff(from: string, to: string, target?: TargetRequest, filter?: DiffFilter): Promise<Diff>;
  /** What the functions below work with. */
  readonly engine: Engine;
}

/** Opens CPython's repository; nothing is downloaded before it is asked for. @throws CapidiffError `invalid-config` */
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
    manifest: async (ref, target = defaultTarget) => parsed(await answers.manifest(ref, target)),
    diff: async (from, to, target = defaultTarget, filter = {}) => parsed(await answers.diff(from, to, target, filter)),
  };
}

export interface CheckOptions {
  /** The version that the extension is to run on: a ref or a version word. */
  target: string;
  /** The version that it works with; the oldest that it says it is for, if not given. */
  baseline?: string;
  /** `cp` on `linux_x86_64` if not given. */
  targetRequest?: TargetRequest;
  /** Whether each series since the baseline is judged too. */
  allVersions?: boolean;
  /** Directives of the extension's build: `#define NAME VALUE`, `#undef NAME`. */
  defines?: readonly string[];
}

/**
 * Whether an extension builds and runs on a version.
 * @param files sources, built modules, wheels, archives or lists: paths, or contents with their names
 * @throws CapidiffError of the files, the refs and the target
 */
export async function checkExtension(
  { engine }: OpenRepository,
  files: readonly (string | InputFile)[],
  { target, baseline, targetRequest = defaultTarget, allVersions = false, defines = [] }: CheckOptions,
): Promise<Check> {
  const read = async (file: string | InputFile) =>
    typeof file === "string" ? { file, bytes: await readFile(file) } : file;
  const request = { target, baseline: baseline ?? null, allVersions };
  const inputs = await Promise.all(files.map(read));
  return parsed(await engine.answers.check({ files: inputs, request, target: targetRequest, defines }));
}

export interface HistoryOptions {
  /** `cp` on `linux_x86_64` if not given. */
  targets?: readonly TargetRequest[];
  /** A range of versions such as `3.8..3.15`; all if not given. */
  refs?: string;
  /** Whether alphas, betas and candidates have lines of their own. */
  prereleases?: boolean;
}

/**
 * What a name was in every version: of a symbol, a struct, or a member (`PyThreadState.frame`). Versions that no index has
 * are read first, which takes a second or so each.
 * @throws CapidiffError of the refs, and `not-found` for a name that never was
 */
export async function history(
  { engine }: OpenRepository,
  name: string,
  { targets = [defaultTarget], refs, prereleases = false }: HistoryOptions = {},
): Promise<History> {
  const { answers, indexes } = engine;
  const line = { refs: refs ?? null, prereleases };
  const tags = (await answers.histories.line(line)).filter(({ kind }) => kind === "tag");
  const resolved = tags.map(({ name, commit, kind }) => ({ ref: name, commit, kind }));
  await fill(await missingIn(indexes, resolved, targets), engine);
  const subject = await answers.histories.subject(name, targets);
  return parsed(await answers.history({ subject, targets, line }));
}

/** A diff or a check as text, Markdown, SARIF and so on, without colours. */
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
