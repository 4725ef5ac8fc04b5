import { cp, lstat, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** How often to retry copying a folder that changes. */
const attempts = 5;

/**
 * Copies a consistent snapshot of a folder, starting over if it changes meanwhile.
 * @throws Error if it keeps changing
 */
export async function copyAtRest(from: string, to: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await fingerprint(from);
    await cp(from, to, { recursive: true });
    if ((await fingerprint(from)) === before) return;
    await rm(to, { recursive: true, force: true });
  }
  throw new Error(`${from} is being written to.`);
}

/** Changes when a file is written, added or removed. */
async function fingerprint(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const lines = names.map(async (name) => {
    const { ino, size, mtimeNs, ctimeNs } = await lstat(join(folder, name), { bigint: true });
    return [name, ino, size, mtimeNs, ctimeNs].join(" ");
  });
  return (await Promise.all(lines)).join("\n");
}
