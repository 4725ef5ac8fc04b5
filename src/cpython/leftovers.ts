import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writerVariable } from "./git-child.ts";
import { awaitEndOf } from "./processes.ts";

/**
 * Removes what killed processes left in and next to a bare repository: git's locks and temporary files, and drafts of
 * ours. A git that outlived its parent is ended first.
 *
 * Requires the lock on the repository, which makes every such file a leftover, however recent.
 */
export async function removeLeftovers(gitDir: string): Promise<void> {
  const leftovers = [...(await inside(gitDir)), ...(await beside(gitDir))];
  if (leftovers.length === 0) return;
  await awaitEndOf(`${writerVariable}=${gitDir}`);
  await Promise.all(leftovers.map((path) => rm(path, { recursive: true, force: true })));
}

async function inside(gitDir: string): Promise<string[]> {
  const paths = (await readdir(gitDir, { recursive: true }).catch(() => [])).map((path) => path.replaceAll("\\", "/"));
  return [...paths.filter(isTemporary), ...incompletePacks(paths)].map((path) => join(gitDir, path));
}

/**
 * E.g. `shallow.lock`, `shallow_Xk3zQ1`, `capidiff-refs.<uuid>`, `objects/pack/tmp_pack_Xk3zQ1`,
 * `objects/pack/pack-….keep`.
 */
function isTemporary(path: string): boolean {
  return /\.lock$|\.keep$|^shallow_|^capidiff-\w+\.|^objects\/(.*\/)?\.?tmp[_-]/.test(path);
}

/** Packs without an index are unreadable; git moves the index into place last. */
function incompletePacks(paths: string[]): string[] {
  const files = new Set(paths);
  return paths.filter((path) => {
    const [, pack] = /^(objects\/pack\/pack-[0-9a-f]+)\.\w+$/.exec(path) ?? [];
    return pack !== undefined && !(files.has(`${pack}.pack`) && files.has(`${pack}.idx`));
  });
}

/** Drafts of the repository itself, next to it. */
async function beside(gitDir: string): Promise<string[]> {
  const folder = dirname(gitDir);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(`${basename(gitDir)}.`)).map((name) => join(folder, name));
}
