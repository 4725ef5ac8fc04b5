import type { Database } from "./database.ts";

/**
 * Tests that durable writes work: a row, and half a megabyte of temporary disk space, since a single row may still fit
 * on a full disk.
 * @throws CapidiffError `database-unavailable`
 */
export async function probe(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query("INSERT INTO capidiff.probe (at) VALUES (now()) ON CONFLICT (one) DO UPDATE SET at = excluded.at");
    // What exceeds work_mem is written to disk.
    await sql.query("SET LOCAL work_mem = '64kB'");
    await sql.query("SELECT count(*)::int FROM generate_series(1, 20000)");
  });
}
