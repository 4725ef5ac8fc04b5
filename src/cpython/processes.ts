import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ends every process that inherited this entry of the environment, `NAME=value`. So the helpers of a git that was
 * killed are found (git-remote-https, ssh): git leaves them waiting for a remote that is silent. Linux alone has
 * `/proc`; elsewhere they end when the network gives up.
 */
export async function endProcessesWith(entry: string): Promise<void> {
  for (const id of await processesWith(entry)) end(id, "SIGTERM");
}

/** Ends them likewise and waits until they have ended, with force after a second; gives up after five. */
export async function awaitEndOf(entry: string): Promise<void> {
  for (let round = 0; round < 100; round++) {
    const ids = await processesWith(entry);
    if (ids.length === 0) return;
    for (const id of ids) end(id, round < 20 ? "SIGTERM" : "SIGKILL");
    await sleep(50);
  }
}

async function processesWith(entry: string): Promise<number[]> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(ids.map(async (id) => ((await environment(id)).includes(entry) ? [Number(id)] : [])));
  return found.flat();
}

/** Empty where it is another user's process, or has ended. */
async function environment(id: string): Promise<string[]> {
  const text = await readFile(`/proc/${id}/environ`, "latin1").catch(() => "");
  return text.split("\0");
}

function end(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal);
  } catch {
    // It has ended.
  }
}
