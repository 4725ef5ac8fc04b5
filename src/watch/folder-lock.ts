import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CapidiffError } from "../errors.ts";

/** Milliseconds after which the holder says again that it lives, and after which one that said nothing is taken for dead. */
const beat = 5000;
const patience = 30_000;

/** Milliseconds in which another process that took the lock at the same moment would have shown. */
const settling = 200;

interface Holder {
  id: string;
  host: string;
  process: number;
}

/**
 * Makes this process the only one that uses a folder, until what is given is called. Processes in other containers
 * count too, so it is by a file and its age, and a process id counts only on its own host.
 * @throws CapidiffError `database-unavailable` while another process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "lock");
  const own: Holder = { id: randomUUID(), host: hostname(), process: process.pid };
  take(file, own);
  await sleep(settling);
  if (read(file)?.id !== own.id) throw inUse(folder, read(file));
  const timer = setInterval(() => {
    const now = new Date();
    if (read(file)?.id === own.id) utimesSync(file, now, now);
  }, beat);
  timer.unref();
  return async () => {
    clearInterval(timer);
    if (read(file)?.id === own.id) rmSync(file, { force: true });
  };
}

/** Nothing is waited for between the look at the file and its change. */
function take(file: string, own: Holder): void {
  const draft = `${file}.${own.id}`;
  try {
    writeFileSync(draft, JSON.stringify(own));
    try {
      linkSync(draft, file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = read(file);
    if (holder && isAlive(file, holder)) throw inUse(join(file, ".."), holder);
    renameSync(draft, file);
  } catch (cause) {
    if (cause instanceof CapidiffError) throw cause;
    const message = `The folder ${join(file, "..")} cannot be used: ${(cause as Error).message}`;
    throw new CapidiffError("database-unavailable", message, {}, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAlive(file: string, { host, process: id }: Holder): boolean {
  if (host === hostname()) {
    // A container that is started again has its old name, and this process its predecessor's number.
    if (id === process.pid) return false;
    try {
      process.kill(id, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    }
  }
  const { mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return Date.now() - mtimeMs < patience;
}

/** Null where there is no lock, or none that can be read: it was cut short as its holder died. */
function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function inUse(folder: string, holder: Holder | null): CapidiffError {
  const who = holder ? `process ${holder.process} on ${holder.host}` : "another process";
  return new CapidiffError(
    "database-unavailable",
    `The database in ${folder} is in use by ${who}, and only one process can use it. For several set DATABASE_URL.`,
  );
}
