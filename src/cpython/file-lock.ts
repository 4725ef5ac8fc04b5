import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Initial and maximum milliseconds between attempts to take a lock. */
const pause = { first: 20, most: 500 };

/** A lock that is held. */
export interface FileLock {
  release(): Promise<void>;
}

/** What the holder of a lock wrote into the file; empty if unknown. */
export type LockHolder = string;

/**
 * Waits for the operating system's lock on a file, creating it if missing. The lock excludes all others, including
 * those of this process, and is released however its holder ends; a stopped holder keeps it.
 * @param goOn called with the holder before each retry; throwing ends the wait
 * @throws errors of the file system
 */
export async function lockFile(path: string, goOn: (holder: LockHolder) => void): Promise<FileLock> {
  // Loaded on first use: reading what is already here needs no lock.
  const { tryLock } = await import("fs-native-extensions");
  for (let wait = pause.first; ; wait = Math.min(2 * wait, pause.most)) {
    const file = await open(path, "a+", 0o600);
    let holder = "";
    try {
      if (tryLock(file.fd) && (await isAt(path, file))) {
        await file.truncate();
        await file.write(`process ${process.pid}`);
        return { release: () => file.close() };
      }
      holder = await file.readFile("utf8").catch(() => ""); // On Windows a locked file cannot be read.
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    goOn(holder);
    await sleep(wait);
  }
}

/** Whether the path still refers to the opened file: a lock on a deleted file excludes nobody. */
async function isAt(path: string, file: FileHandle): Promise<boolean> {
  const [here, opened] = await Promise.all([stat(path).catch(() => null), file.stat()]);
  return here?.ino === opened.ino && here.dev === opened.dev;
}
