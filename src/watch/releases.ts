import type { RefInfo } from "../cpython/refs.ts";
import type { Abi, Platform } from "../cpython/target.ts";
import { compareVersions, seriesOf, type Version } from "../cpython/version.ts";
import type { Diff } from "../diff/model.ts";
import type { Sql } from "./database.ts";
import { releaseTags } from "./notice.ts";

/** A release of CPython that was seen while watching. */
export interface Release {
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

/**
 * Why a release is compared with another one: it is the preceding tag of the series, the last final release of the
 * series, or that of an earlier series.
 */
export type Basis = "previous-tag" | "last-final" | "previous-series";

/** The summary of a diff between a release and an older one for one target. */
export interface Comparison {
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

/**
 * The releases to compare a new one with, ordered by version instead of time, so that a patch of an old series is
 * compared with its own predecessors. Empty for the first release.
 */
export function basesOf(tag: string, refs: readonly RefInfo[]): { tag: string; bases: Basis[] }[] {
  const releases = releaseTags(refs);
  const own = releases.find(({ ref }) => ref.name === tag);
  if (!own) return [];
  const older = releases.filter(({ version }) => compareVersions(version, own.version) < 0).reverse();
  const isOwnSeries = ({ version }: { version: Version }) => seriesOf(version) === seriesOf(own.version);
  const isFinal = ({ version }: { version: Version }) => version.stage === "final";
  const found = {
    "previous-tag": older.find(isOwnSeries),
    "last-final": older.find((release) => isOwnSeries(release) && isFinal(release)),
    "previous-series": older.find((release) => !isOwnSeries(release) && isFinal(release)),
  };
  const bases = new Map<string, Basis[]>();
  for (const [basis, release] of Object.entries(found) as [Basis, (typeof found)[Basis]][]) {
    if (release) bases.set(release.ref.name, [...(bases.get(release.ref.name) ?? []), basis]);
  }
  return [...bases].map(([tag, bases]) => ({ tag, bases }));
}

const columns = `tag, version, series, stage, commit, seen_at AS "seenAt", compared_at AS "comparedAt"`;

/** Undefined if the tag was never seen. */
export async function findRelease(sql: Sql, tag: string): Promise<(Release & { state: string }) | undefined> {
  const [row] = await sql.query<Release & { state: string }>(
    `SELECT ${columns}, state FROM capidiff.releases WHERE tag = $1`,
    [tag],
  );
  return row;
}

/** Releases that have been compared, newest first. */
export function listReleases(sql: Sql, limit: number): Promise<Release[]> {
  return sql.query(
    `SELECT ${columns} FROM capidiff.releases WHERE compared_at IS NOT NULL ORDER BY compared_at DESC, tag LIMIT $1`,
    [limit],
  );
}

/** The comparisons of these releases. */
export async function comparisonsOf(sql: Sql, tags: string[]): Promise<Map<string, Comparison[]>> {
  const rows = await sql.query<Comparison & { tag: string }>(
    `SELECT tag, from_tag AS "fromTag", abi, platform, bases, complete, summary, failure
    FROM capidiff.comparisons WHERE tag = ANY ($1::text[]) ORDER BY tag, from_tag, platform, abi`,
    [tags],
  );
  const comparisons = new Map<string, Comparison[]>(tags.map((tag) => [tag, []]));
  for (const { tag, ...comparison } of rows) comparisons.get(tag)?.push(comparison);
  return comparisons;
}
