import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writerVariable } from "./git-child.ts";
import { awaitEndOf } from "./processes.ts";

/**
 * Removes what was left half done in a bare repository, and beside it, by processes that were killed: git's locks and
 * temporary files, and drafts of ours. A git that outlived the process that started it is ended first.
 *
 * Only for whoever holds the lock on the repository: everything of that kind is then a leftover, however young.
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

/** As `shallow.lock`, `shallow_Xk3zQ1`, `capidiff-refs.<uuid>`, `objects/pack/tmp_pack_Xk3zQ1`, `objects/pack/pack-….keep`. */
function isTemporary(path: string): boolean {
  return /\.lock$|\.keep$|^shallow_|^capidiff-\w+\.|^objects\/(.*\/)?\.?tmp[_-]/.test(path);
}

/** A pack has its index, or nobody can read it; git moves the index into its place last. */
function incompletePacks(paths: string[]): string[] {
  const files = new Set(paths);
  return paths.filter((path) => {
    const [, pack] = /^(objects\/pack\/pack-[0-9a-f]+)\.\w+$/.exec(path) ?? [];
    return pack !== undefined && !(files.has(`${pack}.pack`) && files.has(`${pack}.idx`));
  });
}

/** Drafts of the repository itself. */
async function beside(gitDir: string): Promise<string[]> {
  const folder = dirname(gitDir);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(`${basename(gitDir)}.`)).map((name) => join(folder, name));
}
