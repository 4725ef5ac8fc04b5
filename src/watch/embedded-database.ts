import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { CapidiffError } from "../errors.ts";
import { codeRoot } from "../package.ts";
import type { Database } from "./database.ts";
import { copyAtRest } from "./folder-copy.ts";
import { lockFolder } from "./folder-lock.ts";
import { PgliteThread } from "./pglite-thread.ts";

/**
 * Opens PGlite with its files in `state/` of the data folder, which takes seconds to create the first time.
 * @param worker the thread's module, replaced in tests
 * @throws CapidiffError `database-unavailable` if another process has it open, or the folder is unusable
 */
export async function openDatabase(
  dataDir: string,
  worker = pathToFileURL(join(codeRoot, "src/watch/pglite-worker.js")),
): Promise<Database> {
  const folder = join(dataDir, "state");
  // It contains the secrets that messages are signed with.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause) => {
    throw unusable(folder, cause);
  });
  const { claim, files, release } = await lockFolder(folder);
  try {
    const path = join(folder, files);
    if (!existsSync(path)) await provide(folder, files);
    const thread = await PgliteThread.open({ files: path, claim }, worker);
    await removeOthers(folder, files);
    return {
      query: (text, values) => thread.query(text, values),
      transaction: (work) => thread.transaction(work),
      hasEnded: () => thread.hasEnded,
      close: async () => {
        await thread.close();
        release();
      },
    };
  } catch (cause) {
    release();
    throw unusable(folder, cause);
  }
}

/** Creates the files atomically: a copy of the last ones, or new ones. */
async function provide(folder: string, files: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith("draft-")) await rm(join(folder, name), { recursive: true, force: true });
  }
  const draft = join(folder, `draft-${files}`);
  const last = (await filesIn(folder)).at(-1);
  if (last === undefined) await make(draft);
  else await copyAtRest(join(folder, last), draft);
  await rename(draft, join(folder, files));
}

/** In a child process: it takes up to 1 GB of memory, which this process would keep. It ends with this one. */
async function make(folder: string): Promise<void> {
  const module = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  // Its standard input ends when this process does, in whatever way.
  const code = `
    process.stdin.on("end", () => process.exit(1)).resume();
    require(${JSON.stringify(module)}).PGlite.create(${JSON.stringify(folder)})
      .then((made) => made.close())
      .then(() => process.exit());
  `;
  await promisify(execFile)(process.execPath, ["--eval", code]);
}

/** The names of all complete sets of files, the latest last. */
async function filesIn(folder: string): Promise<string[]> {
  const number = (name: string) => Number(name.split("-")[1] ?? -1);
  return (await readdir(folder)).filter((name) => /^postgres(-\d+)?$/.test(name)).sort((a, b) => number(a) - number(b));
}

/** A process that used them and comes back finds them gone. */
async function removeOthers(folder: string, files: string): Promise<void> {
  for (const name of await filesIn(folder)) {
    if (name !== files) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function unusable(folder: string, cause: unknown): CapidiffError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `The database in ${folder} cannot be opened: ${reason}`;
  return new CapidiffError("database-unavailable", message, {}, { cause });
}
