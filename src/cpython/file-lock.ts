import { type FileHandle, open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two tries to get a lock: at first, and at most. */
const pause = { first: 20, most: 500 };

/** A lock that is held. */
export interface FileLock {
  release(): Promise<void>;
}

/** What the holder of a lock wrote of itself into its file; empty where nothing is known. */
export type Holder = string;

/**
 * Waits for the operating system's lock on a file, which is made if it is not there. It excludes all others, those of
 * this process too, and ends with its holder however that ends; a holder that was stopped keeps it.
 * @param goOn asked before each further try, with the holder; what it throws ends the waiting
 * @throws what the file system says
 */
export async function lockFile(path: string, goOn: (holder: Holder) => void): Promise<FileLock> {
  // Loaded on first use: what is here already needs no lock.
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
      holder = await file.readFile("utf8").catch(() => ""); // On Windows what is locked cannot be read.
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    goOn(holder);
    await sleep(wait);
  }
}

/** Whether others find the very file there that was opened: a lock on one that was deleted excludes nobody. */
async function isAt(path: string, file: FileHandle): Promise<boolean> {
  const [here, opened] = await Promise.all([stat(path).catch(() => null), file.stat()]);
  return here?.ino === opened.ino && here.dev === opened.dev;
}
