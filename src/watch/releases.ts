import type { Basis } from "../cpython/release-bases.ts";
import type { Abi, Platform } from "../cpython/target.ts";
import type { Version } from "../cpython/version.ts";
import type { Diff } from "../diff/model.ts";
import type { Sql } from "./database.ts";

/** A release of CPython that was seen while watching. */
export interface SeenRelease {
  /** E.g. `v3.15.0b2`. */
  tag: string;
  /** PEP 440, e.g. `3.15.0b2`. */
  version: string;
  /** E.g. `3.15`. */
  series: string;
  stage: Version["stage"];
  commit: string;
  seenAt: Date;
  /** Null until all its comparisons are stored. */
  comparedAt: Date | null;
}

/** The summary of a diff between a release and an older one for one target. */
export interface ReleaseComparison {
  /** The older release. */
  fromTag: string;
  abi: Abi;
  platform: Platform;
  /** Why with this one; at least one reason. */
  bases: Basis[];
  /** False if one of the manifests is incomplete; null without a diff. */
  complete: boolean | null;
  /** Null without a diff. */
  summary: Diff["summary"] | null;
  /** An error code: why there is no diff. */
  failure: string | null;
}

const columns = `tag, version, series, stage, commit, seen_at AS "seenAt", compared_at AS "comparedAt"`;

/** Undefined if the tag was never seen. */
export async function findRelease(sql: Sql, tag: string): Promise<(SeenRelease & { state: string }) | undefined> {
  const [row] = await sql.query<SeenRelease & { state: string }>(
    `SELECT ${columns}, state FROM capidiff.releases WHERE tag = $1`,
    [tag],
  );
  return row;
}

/** Releases that have been compared, newest first. */
export function listReleases(sql: Sql, limit: number): Promise<SeenRelease[]> {
  return sql.query(
    `SELECT ${columns} FROM capidiff.releases WHERE compared_at IS NOT NULL ORDER BY compared_at DESC, tag LIMIT $1`,
    [limit],
  );
}

/** The comparisons of these releases. */
export async function comparisonsOf(sql: Sql, tags: string[]): Promise<Map<string, ReleaseComparison[]>> {
  const rows = await sql.query<ReleaseComparison & { tag: string }>(
    `SELECT tag, from_tag AS "fromTag", abi, platform, bases, complete, summary, failure
    FROM capidiff.comparisons WHERE tag = ANY ($1::text[]) ORDER BY tag, from_tag, platform, abi`,
    [tags],
  );
  const comparisons = new Map<string, ReleaseComparison[]>(tags.map((tag) => [tag, []]));
  for (const { tag, ...comparison } of rows) comparisons.get(tag)?.push(comparison);
  return comparisons;
}
