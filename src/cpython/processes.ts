import { readdir, readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Ends all processes whose environment has the entry `NAME=value`. This finds the helpers of a killed git
 * (git-remote-https, ssh), which git leaves waiting for a silent remote. Only Linux has `/proc`; elsewhere they end
 * when the network times out.
 */
export async function endProcessesWith(entry: string): Promise<void> {
  for (const id of await processesWith(entry)) end(id, "SIGTERM");
}

/** Ends them and waits, using SIGKILL after one second and giving up after five. */
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

/** Empty if it is another user's process, or has ended. */
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
