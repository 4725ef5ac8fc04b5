import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SourceTree } from "../src/cpython/tree.ts";

/** Writes a ref's files into a folder, for compilers. */
export async function writeTree({ files }: SourceTree, folder: string): Promise<void> {
  for (const { path, text } of files.values()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
