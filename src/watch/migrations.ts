import { CapidiffError } from "../errors.ts";
import type { Database } from "./database.ts";
import { schema } from "./schema.ts";

/** An arbitrary number, the same in all versions of capidiff. */
const lock = 5_390_133;

/**
 * Migrates the schema; processes that start at the same time wait for one of them. Migrations only go forward, and each
 * must keep what replicas of the previous version rely on.
 * @throws CapidiffError `database-unavailable` if the schema is from a newer capidiff
 */
export async function migrate(database: Database, migrations: readonly string[] = schema): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query(`SELECT pg_advisory_xact_lock(${lock})`);
    await sql.query("CREATE SCHEMA IF NOT EXISTS capidiff");
    await sql.query(`CREATE TABLE IF NOT EXISTS capidiff.migrations (
      number int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
    const [row] = await sql.query<{ last: number }>("SELECT coalesce(max(number), 0) AS last FROM capidiff.migrations");
    const last = row?.last ?? 0;
    if (last > migrations.length) {
      throw new CapidiffError(
        "database-unavailable",
        "The database was created by a newer capidiff; use that version.",
      );
    }
    for (const [index, text] of migrations.entries()) {
      if (index < last) continue;
      await sql.query(text);
      await sql.query("INSERT INTO capidiff.migrations (number) VALUES ($1)", [index + 1]);
    }
  });
}
