import type { Answers } from "../../cache/answers.ts";
import { basesOf } from "../cpython/release-bases.ts";
import type { Repository } from "../cpython/repository.ts";
import { abis, isWithoutTarget, type Platform, type TargetRequest } from "../cpython/target.ts";
import type { Diff } from "../diff/model.ts";
import { CapidiffError, type ErrorCode } from "../errors.ts";
import type { Manifest } from "../manifest/model.ts";
import type { Sql } from "./database.ts";
import { findRelease, type ReleaseComparison, type SeenRelease } from "./releases.ts";
import type { DurableState } from "./state.ts";

export interface CompareContext extends DurableState {
  answers: Pick<Answers, "diff">;
  repository: Pick<Repository, "refs" | "renewRefs">;
  platforms: Platform[];
}

/** What a comparison is of. */
type Compared = Pick<ReleaseComparison, "fromTag" | "abi" | "platform" | "bases">;

/** Error codes that are permanent for the same headers. All others may be transient. */
const lasting: ErrorCode[] = ["no-headers", "invalid-target"];

/**
 * Milliseconds after a release was first seen during which transient errors are retried; after that the release is
 * announced without the comparison.
 */
const timeout = 6 * 3_600_000;

/**
 * Compares a release with earlier ones for each target that both have, and stores each comparison. When all are stored,
 * sends the job that notifies subscribers. Stored comparisons are not repeated.
 * @throws transient errors, so that the job is retried
 */
export async function compareRelease(context: CompareContext, tag: string, signal: AbortSignal): Promise<void> {
  const { database, jobs } = context;
  const release = await findRelease(database, tag);
  if (release?.state !== "seen") return;
  const bases = basesOf(tag, await refsWith(context.repository, tag));
  const stored = new Set((await comparisonsKeys(database, tag)).map(keyOf));
  const missing = targetsOn(context.platforms)
    .flatMap((target) => bases.map((base) => ({ ...target, fromTag: base.tag, bases: base.bases })))
    .filter((comparison) => !stored.has(keyOf(comparison)));
  let failure: CapidiffError | null = null;
  for (const comparison of missing) {
    signal.throwIfAborted();
    const failed = await storeComparison(context, release, comparison, signal);
    failure ??= failed;
  }
  if (failure) throw failure;
  await database.transaction(async (sql) => {
    const done = await sql.query(
      "UPDATE capidiff.releases SET state = 'compared', compared_at = now() WHERE tag = $1 AND state = 'seen' RETURNING tag",
      [tag],
    );
    if (done.length > 0) await jobs.send("tell", [{ tag }], sql);
  });
}

/**
 * Compares, and stores the result or a permanent failure.
 * @returns a failure that may be transient, with nothing stored; null otherwise
 */
async function storeComparison(
  context: CompareContext,
  { tag, seenAt }: SeenRelease,
  comparison: Compared,
  signal: AbortSignal,
): Promise<CapidiffError | null> {
  const { database } = context;
  try {
    await store(database, tag, await compare(context, tag, comparison, signal));
  } catch (error) {
    // A ref need not have every ABI, or support every platform.
    if (isWithoutTarget(error)) return null;
    if (!(error instanceof CapidiffError) || signal.aborted) throw error;
    const isLasting = lasting.includes(error.code) || Date.now() > seenAt.getTime() + timeout;
    if (!isLasting) return error;
    await store(database, tag, { ...comparison, complete: null, summary: null, failure: error.code });
  }
  return null;
}

/** The diff of a comparison, from the store or recomputed. */
export async function loadDiff(
  answers: CompareContext["answers"],
  { tag }: Pick<SeenRelease, "tag">,
  { fromTag, abi, platform }: Pick<ReleaseComparison, "fromTag" | "abi" | "platform">,
  signal?: AbortSignal,
): Promise<Diff> {
  const answer = await answers.diff(fromTag, tag, { abi, platform, limitedApi: null });
  return JSON.parse((await answer.bytes("identity", signal)).toString());
}

/** The manifest of a comparison's older release. */
export async function loadOlder(
  answers: Pick<Answers, "manifest">,
  { fromTag, abi, platform }: Pick<ReleaseComparison, "fromTag" | "abi" | "platform">,
): Promise<Manifest> {
  const answer = await answers.manifest(fromTag, { abi, platform, limitedApi: null });
  return JSON.parse((await answer.bytes()).toString());
}

async function compare(
  { answers }: CompareContext,
  tag: string,
  comparison: Compared,
  signal: AbortSignal,
): Promise<ReleaseComparison> {
  const { complete, summary } = await loadDiff(answers, { tag }, comparison, signal);
  return { ...comparison, complete, summary, failure: null };
}

function targetsOn(platforms: Platform[]): Pick<TargetRequest, "abi" | "platform">[] {
  return platforms.flatMap((platform) => abis.map((abi) => ({ abi, platform })));
}

/** Another process may have listed the remote before this one. */
async function refsWith(repository: CompareContext["repository"], tag: string) {
  const refs = await repository.refs();
  return refs.some(({ kind, name }) => kind === "tag" && name === tag) ? refs : repository.renewRefs();
}

type Key = Pick<ReleaseComparison, "fromTag" | "abi" | "platform">;

const keyOf = ({ fromTag, abi, platform }: Key) => `${fromTag} ${abi} ${platform}`;

function comparisonsKeys(sql: Sql, tag: string): Promise<Key[]> {
  return sql.query(`SELECT from_tag AS "fromTag", abi, platform FROM capidiff.comparisons WHERE tag = $1`, [tag]);
}

async function store(
  sql: Sql,
  tag: string,
  { fromTag, abi, platform, bases, complete, summary, failure }: ReleaseComparison,
): Promise<void> {
  await sql.query(
    `INSERT INTO capidiff.comparisons (tag, from_tag, abi, platform, bases, complete, summary, failure)
    VALUES ($1, $2, $3, $4, $5::text[], $6, $7::jsonb, $8) ON CONFLICT DO NOTHING`,
    [tag, fromTag, abi, platform, bases, complete, summary && JSON.stringify(summary), failure],
  );
}
