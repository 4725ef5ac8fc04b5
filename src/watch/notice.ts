import type { RefInfo } from "../cpython/refs.ts";
import { releasesOf } from "../cpython/releases.ts";
import type { DurableState } from "./state.ts";

/**
 * Records the releases and sends a job for each new one, in one transaction: a tag is handled once, however often and
 * by whichever process it is seen. When a remote is first listed, existing releases are only recorded, except the tag
 * that triggered the listing, which must be new.
 * @param remote the remote's URL, without a password
 * @param refs all its current refs
 * @returns the new tags
 */
export async function noteReleases(
  { database, jobs }: DurableState,
  remote: string,
  refs: readonly RefInfo[],
  announced?: string,
): Promise<string[]> {
  const tags = releasesOf(refs).map(({ ref: { name, commit, series }, version: { text, stage } }) => ({
    tag: name,
    version: text,
    series,
    stage,
    commit,
  }));
  const added = await database.transaction(async (sql) => {
    // If several processes list it for the first time, the others wait here for one.
    const first = await sql.query(
      "INSERT INTO capidiff.remotes (url) VALUES ($1) ON CONFLICT DO NOTHING RETURNING url",
      [remote],
    );
    const rows = await sql.query<{ tag: string; state: string }>(
      `INSERT INTO capidiff.releases (tag, version, series, stage, commit, state)
      SELECT tag, version, series, stage, commit, CASE WHEN $2 AND tag IS DISTINCT FROM $3 THEN 'known' ELSE 'seen' END
      FROM jsonb_to_recordset($1::jsonb) AS listed (tag text, version text, series text, stage text, commit text)
      ON CONFLICT DO NOTHING RETURNING tag, state`,
      [JSON.stringify(tags), first.length > 0, announced ?? null],
    );
    const added = rows.filter(({ state }) => state === "seen").map(({ tag }) => tag);
    if (added.length > 0) {
      await jobs.send(
        "release",
        added.map((tag) => ({ tag })),
        sql,
      );
    }
    return added;
  });
  if (added.length > 0) jobs.wake();
  return added;
}

/** How long GitHub's delivery ids are remembered. Replaying an older one triggers a listing, nothing more. */
const memory = "30 days";

/**
 * Handles a webhook that reports a pushed tag. The job lists the remote's tags, so the message is trusted for nothing
 * else.
 * @returns false for a delivery handled before, which has no effect
 */
export async function takeWebhook({ database, jobs }: DurableState, delivery: string, tag: string): Promise<boolean> {
  const isNew = await database.transaction(async (sql) => {
    await sql.query(`DELETE FROM capidiff.webhooks WHERE received_at < now() - interval '${memory}'`);
    const rows = await sql.query(
      "INSERT INTO capidiff.webhooks (delivery) VALUES ($1) ON CONFLICT DO NOTHING RETURNING delivery",
      [delivery],
    );
    if (rows.length > 0) await jobs.send("look", [{ tag }], sql);
    return rows.length > 0;
  });
  if (isNew) jobs.wake();
  return isNew;
}
