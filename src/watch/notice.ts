import type { RefInfo } from "../cpython/refs.ts";
import { compareVersions, parseTagVersion, type Version } from "../cpython/version.ts";
import type { State } from "./state.ts";

/**
 * Notes which releases there are, and sends the job for each that was not there before, in one transaction: a tag is
 * handled once, by whomever and however often it is seen. The first time that a remote is listed, what it has is noted
 * only; save the tag that brought us to look, which must be new.
 * @param remote the remote's URL, without a password.
 * @param refs all that it has now.
 * @returns the tags that are new.
 */
export async function noteReleases(
  { database, jobs }: State,
  remote: string,
  refs: readonly RefInfo[],
  announced?: string,
): Promise<string[]> {
  const tags = releaseTags(refs).map(({ ref: { name, commit, series }, version: { text, stage } }) => ({
    tag: name,
    version: text,
    series,
    stage,
    commit,
  }));
  const added = await database.transaction(async (sql) => {
    // Where several processes list it the first time, one is first and the others wait for it here.
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

/** Tags that releases have, oldest version first. */
export function releaseTags(refs: readonly RefInfo[]): { ref: RefInfo; version: Version }[] {
  return refs
    .flatMap((ref) => {
      const version = ref.kind === "tag" ? parseTagVersion(ref.name) : null;
      return version ? [{ ref, version }] : [];
    })
    .sort((a, b) => compareVersions(a.version, b.version));
}

/** How long GitHub's deliveries are remembered. Who sends an older one again brings us to look, no more. */
const memory = "30 days";

/**
 * Takes what a webhook says: that the tag was pushed. The job lists the remote's tags, so that nothing is believed of a
 * message but that it is worth a look.
 * @returns false for a delivery that was taken before, which does nothing.
 */
export async function takeWebhook({ database, jobs }: State, delivery: string, tag: string): Promise<boolean> {
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
