import { readdir, readFile } from "node:fs/promises";

/**
 * Ends every process that inherited this entry of the environment, `NAME=value`. So the helpers of a git that was
 * killed are found (git-remote-https, ssh): git leaves them waiting for a remote that is silent. Linux alone has
 * `/proc`; elsewhere they end when the network gives up.
 */
export async function endProcessesWith(entry: string): Promise<void> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  await Promise.all(ids.map((id) => end(Number(id), entry)));
}

async function end(id: number, entry: string): Promise<void> {
  try {
    const environment = await readFile(`/proc/${id}/environ`, "latin1");
    if (environment.split("\0").includes(entry)) process.kill(id);
  } catch {
    // It is another user's, or it has ended.
  }
}
