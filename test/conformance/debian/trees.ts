import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { hashOf, readHeaderFolder } from "../../../src/cpython/header-folder.ts";
import type { SourceTree } from "../../../src/cpython/tree.ts";

/** The header folders in Debian's packages: `python3.13`, `pypy3.11`. */
export function headerFolders(folder: string): string[] {
  const include = join(folder, "usr/include");
  return readdirSync(include)
    .filter((name) => existsSync(join(include, name, "Python.h")))
    .sort();
}

export async function headerTree(folder: string, name: string): Promise<SourceTree> {
  const files = await readHeaderFolder(join(folder, "usr/include", name));
  return { ref: `headers:${name}`, commit: hashOf(files), files };
}
