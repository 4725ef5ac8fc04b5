import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
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
    const files = join(folder, "postgres");
    if (!existsSync(files)) await make(folder, files);
    const { PGlite } = await import("@electric-sql/pglite");
    pglite = await PGlite.create(files);
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

/**
 * Makes the files, all or none. In a process of its own: it takes up to a GB of memory, which a process that goes on
 * would keep.
 */
async function make(folder: string, files: string): Promise<void> {
  const leftovers = (await readdir(folder)).filter((name) => name.startsWith("draft-"));
  for (const name of leftovers) await rm(join(folder, name), { recursive: true, force: true });
  const draft = join(folder, `draft-${randomUUID()}`);
  const module = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const code = `require(${JSON.stringify(module)}).PGlite.create(${JSON.stringify(draft)}).then((made) => made.close())`;
  await promisify(execFile)(process.execPath, ["--eval", code]);
  await rename(draft, files);
}

async function send<Row>(to: PGlite | Transaction, text: string, values?: unknown[]): Promise<Row[]> {
  if (values) return (await to.query<Row>(text, values)).rows;
  const results = await to.exec(text);
  return (results.at(-1)?.rows ?? []) as Row[];
}

function unusable(folder: string, cause: unknown): CapidiffError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The database in ${folder} cannot be opened: ${reason}`;
  return new CapidiffError("database-unavailable", message, {}, { cause });
}
