import { randomUUID } from "node:crypto";
import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import type { Server } from "node:net";
import { join } from "node:path";
import { CapidiffError } from "../errors.ts";
import { becomeHolder, type FolderHolder, fateOf, heartbeat } from "./holder.ts";

/** Lock files that show whether their holder still has the folder. */
export interface Claim {
  own: string;
  /** The file that another process creates first to take the folder over. */
  next: string;
}

/**
 * Whether the folder is still held, so that earlier writes are visible to a successor. Lock files are created in the
 * order of their numbers, so the next one is checked first.
 */
export function isHeld({ own, next }: Claim): boolean {
  return !existsSync(next) && existsSync(own);
}

/** A folder held by this process. */
export interface FolderLock {
  claim: Claim;
  /** The name of the files that only this process uses while it holds the folder. */
  files: string;
  release(): void;
}

/**
 * Gives this process exclusive use of a folder. Each holder creates the lock file with the next number, which only one
 * process can; the last file stays when its holder ends.
 *
 * After a holder that is certainly gone, its files are reused. A holder only presumed dead may come back and write to
 * its files, so `files` is then a new name, to be filled with a copy of the last files.
 * @throws CapidiffError `database-unavailable` while another process holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  try {
    const last = lastLock(folder);
    const files = last ? await filesAfter(folder, last) : "postgres";
    const { holder, server } = await becomeHolder(folder, files);
    try {
      return hold(folder, (last?.number ?? -1) + 1, holder, server);
    } catch (error) {
      server.close();
      throw error;
    }
  } catch (cause) {
    if (cause instanceof CapidiffError) throw cause;
    const message = `The folder ${folder} cannot be used: ${(cause as Error).message}`;
    throw new CapidiffError("database-unavailable", message, {}, { cause });
  }
}

interface Lock {
  number: number;
  file: string;
}

async function filesAfter(folder: string, { number, file }: Lock): Promise<string> {
  const holder = read(file);
  const fate = await fateOf(folder, holder, Date.now() - statSync(file).mtimeMs);
  if (fate === "alive") throw inUse(folder, holder);
  const isWhole = fate === "gone" && existsSync(join(folder, holder.files));
  return isWhole ? holder.files : `postgres-${number + 1}`;
}

function hold(folder: string, number: number, holder: FolderHolder, server: Server): FolderLock {
  const claim = { own: fileOf(folder, number), next: fileOf(folder, number + 1) };
  writeLock(folder, claim.own, holder, (draft) => linkSync(draft, claim.own));
  const last = lastLock(folder);
  if (last && last.number > number) {
    // Other holders came and went since the last look.
    rmSync(claim.own);
    throw inUse(folder, read(last.file));
  }
  clear(folder, number, holder);
  const timer = setInterval(() => beat(claim), heartbeat);
  timer.unref();
  const release = () => {
    clearInterval(timer);
    const released = { ...holder, released: true };
    if (isHeld(claim)) writeLock(folder, claim.own, released, (draft) => renameSync(draft, claim.own));
    server.close();
  };
  return { claim, files: holder.files, release };
}

/** Shows others that the holder is alive. */
function beat(claim: Claim): void {
  const now = new Date();
  try {
    if (isHeld(claim)) utimesSync(claim.own, now, now);
  } catch {
    // The folder may be read-only or gone for a moment; what writes there reports it.
  }
}

/** Puts a lock file in place as a whole. @param put links or moves the draft to the path of the lock */
function writeLock(folder: string, lock: string, holder: FolderHolder, put: (draft: string) => void): void {
  const draft = join(folder, `lock.${randomUUID()}`);
  try {
    writeFileSync(draft, JSON.stringify(holder));
    put(draft);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw inUse(folder, read(lock));
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The first has no number, for compatibility with older versions. */
const fileOf = (folder: string, number: number) => join(folder, number === 0 ? "lock" : `lock-${number}`);

function locks(folder: string): Lock[] {
  const numbers = readdirSync(folder).flatMap((name) => {
    const [found, digits] = /^lock(?:-(\d+))?$/.exec(name) ?? [];
    return found === undefined ? [] : [Number(digits ?? 0)];
  });
  return numbers.sort((a, b) => a - b).map((number) => ({ number, file: fileOf(folder, number) }));
}

const lastLock = (folder: string) => locks(folder).at(-1);

/** Removes files of earlier holders, oldest first. */
function clear(folder: string, number: number, { socket }: FolderHolder): void {
  for (const lock of locks(folder)) if (lock.number < number) rmSync(lock.file, { force: true });
  const isLeft = (name: string) => (/^holder-.*\.sock$/.test(name) && name !== socket) || /^lock\..{36}$/.test(name);
  for (const name of readdirSync(folder).filter(isLeft)) rmSync(join(folder, name), { force: true });
}

/** A file of an older version, or an unreadable one, proves nothing. */
function read(file: string): FolderHolder {
  const unknown = { host: "an unknown host", process: 0, boot: null, socket: null, released: false };
  try {
    return { ...unknown, files: "postgres", ...JSON.parse(readFileSync(file, "utf8")) };
  } catch {
    return { ...unknown, files: "postgres" };
  }
}

function inUse(folder: string, { host, process: id }: FolderHolder): CapidiffError {
  return new CapidiffError(
    "database-unavailable",
    `The database in ${folder} is in use by process ${id} on ${host}, and only one process can use it. For several, set DATABASE_URL.`,
  );
}
