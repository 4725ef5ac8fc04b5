import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PGlite, Transaction } from "@electric-sql/pglite";
import { CapidiffError } from "../errors.ts";
import type { Database } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";

/**
 * PGlite, with its files in `state/` of the data folder. The first time it takes some seconds to make them.
 * @throws CapidiffError `database-unavailable` where another process has it open, or the folder cannot be used.
 */
export async function openDatabase(dataDir: string): Promise<Database> {
  const folder = join(dataDir, "state");
  // What subscribers are signed with is in it.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw unusable(folder, cause);
  });
  const unlock = await lockFolder(folder);
  let pglite: PGlite;
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    pglite = await PGlite.create(join(folder, "postgres"));
  } catch (cause) {
    await unlock();
    throw unusable(folder, cause);
  }
  const transaction: Database["transaction"] = (work) =>
    pglite.transaction((transaction) => work({ query: (text, values) => send(transaction, text, values) }));
  return {
    // Several statements are one transaction, as a server has it, also where one of them fails.
    query: (text, values) => (values ? send(pglite, text, values) : transaction((sql) => sql.query(text))),
    transaction,
    close: async () => {
      await pglite.close();
      await unlock();
    },
  };
}

async function send<Row>(to: PGlite | Transaction, text: string, values?: unknown[]): Promise<Row[]> {
  if (values) return (await to.query<Row>(text, values)).rows;
  const results = await to.exec(text);
  return (results.at(-1)?.rows ?? []) as Row[];
}

function unusable(folder: string, cause: unknown): CapidiffError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CapidiffError(
    "database-unavailable",
    `The database in ${folder} cannot be opened: ${reason}`,
    {},
    { cause },
  );
}
