import type { Database } from "./database.ts";

/**
 * Writes, as what must be kept is written: a row, and half a megabyte that needs room on the disk for a moment, where a
 * row may still fit into what is there.
 * @throws CapidiffError `database-unavailable`
 */
export async function probe(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query("INSERT INTO capidiff.probe (at) VALUES (now()) ON CONFLICT (one) DO UPDATE SET at = excluded.at");
    // What does not fit into work_mem goes to the disk.
    await sql.query("SET LOCAL work_mem = '64kB'");
    await sql.query("SELECT count(*)::int FROM generate_series(1, 20000)");
  });
}
