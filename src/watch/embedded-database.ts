import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { CapidiffError } from "../errors.ts";
import type { Database } from "./database.ts";
import { lockFolder } from "./folder-lock.ts";
import { PgliteThread } from "./pglite-thread.ts";

/**
 * PGlite, with its files in `state/` of the data folder. The first time it takes some seconds to make them.
 * @param worker module of the thread, another one in tests.
 * @throws CapidiffError `database-unavailable` where another process has it open, or the folder cannot be used.
 */
export async function openDatabase(
  dataDir: string,
  worker = new URL("./pglite-worker.js", import.meta.url),
): Promise<Database> {
  const folder = join(dataDir, "state");
  // What subscribers are signed with is in it.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw unusable(folder, cause);
  });
  const unlock = await lockFolder(folder);
  try {
    const files = join(folder, "postgres");
    if (!existsSync(files)) await make(folder, files);
    const thread = await PgliteThread.open(files, worker);
    return {
      query: (text, values) => thread.query(text, values),
      transaction: (work) => thread.transaction(work),
      close: async () => {
        await thread.close();
        await unlock();
      },
    };
  } catch (cause) {
    await unlock();
    throw unusable(folder, cause);
  }
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

function unusable(folder: string, cause: unknown): CapidiffError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The database in ${folder} cannot be opened: ${reason}`;
  return new CapidiffError("database-unavailable", message, {}, { cause });
}
