import { isUtf8 } from "node:buffer";
import { type ObjectReader, parseTree } from "./objects.ts";
import type { SourceFile, SourceTree } from "./tree.ts";

/** How the paths begin that capidiff reads of a commit (DESIGN section 4). */
const wanted = ["Include/", "Misc/stable_abi.", "pyconfig.h.in", "PC/pyconfig.h", "Doc/data/refcounts.dat"];

/** The same, as git's pathspecs. */
export const wantedPathspecs = wanted.map((prefix) => `:(glob)${prefix}**`);

/** Bytes. CPython's largest header has some 100 kB, all of them together 4 MB. */
const limits = { file: 8 * 2 ** 20, tree: 64 * 2 ** 20 };

interface Entry {
  path: string;
  blob: string;
}

/**
 * The wanted files of a commit, sorted by path. Symbolic links and submodules are passed over. Rejects if the
 * repository has not all of them.
 */
export async function readFiles(
  objects: ObjectReader,
  commit: string,
): Promise<Required<Pick<SourceTree, "files" | "oversized">>> {
  const entries = await list(objects, `${commit}^{tree}`, "");
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  let total = 0;
  const keep = (size: number) => {
    if (size > limits.file || total + size > limits.tree) return false;
    total += size;
    return true;
  };
  const blobs = await Promise.all(entries.map(({ blob }) => objects.read(blob, keep)));

  const files = new Map<string, SourceFile>();
  const oversized: string[] = [];
  for (const [index, { path, blob }] of entries.entries()) {
    const object = blobs[index];
    if (!object) throw new Error(`The file ${path} is missing.`);
    if (object.content) files.set(path, { path, blob, text: decodeText(object.content) });
    else oversized.push(path);
  }
  return { files, oversized };
}

/** The wanted files in a tree object, at any depth. */
async function list(objects: ObjectReader, tree: string, directory: string): Promise<Entry[]> {
  const object = await objects.read(tree);
  if (!object?.content) throw new Error(`The tree ${tree} is missing.`);
  const nested = parseTree(object.content).map(async ({ mode, name, id }) => {
    const path = directory + name;
    if (mode === "40000") return leadsToWanted(`${path}/`) ? list(objects, id, `${path}/`) : [];
    return mode.startsWith("100") && isWanted(path) ? [{ path, blob: id }] : [];
  });
  return (await Promise.all(nested)).flat();
}

function isWanted(path: string): boolean {
  return wanted.some((prefix) => path.startsWith(prefix));
}

function leadsToWanted(directory: string): boolean {
  return wanted.some((prefix) => prefix.startsWith(directory) || directory.startsWith(prefix));
}

/** UTF-8 if it is that, else Latin-1, which old headers and sources have in their comments. */
export function decodeText(content: Buffer): string {
  return isUtf8(content) ? new TextDecoder().decode(content) : content.toString("latin1");
}
