import { isUtf8 } from "node:buffer";
import { type ObjectReader, parseTree } from "./objects.ts";
import type { SourceFile, SourceTree } from "./tree.ts";

/** Prefixes of the paths that capidiff reads from a commit. */
const wanted = [
  "Include/",
  "Misc/stable_abi.",
  "pyconfig.h.in",
  "configure.ac",
  "Makefile.pre.in",
  "PC/pyconfig.h",
  "PC/python3.def",
  "Doc/data/refcounts.dat",
  "Doc/data/stable_abi.dat",
  "Doc/data/threadsafety.dat",
];

/** The same as git pathspecs. */
export const wantedPathspecs = wanted.map((prefix) => `:(glob)${prefix}**`);

/** Limits in bytes. CPython's largest header has 280 kB (3.15), all files that are read 2.5 MB. */
export const limits = { file: 8 * 2 ** 20, tree: 64 * 2 ** 20 };

interface Entry {
  path: string;
  blob: string;
}

export type Files = Pick<SourceTree, "files" | "oversized">;

/**
 * Reads the wanted files of a commit, sorted by path, skipping symbolic links and submodules. Rejects if one is
 * missing. @param known files of another commit, reused where they are equal
 */
export async function readFiles(objects: ObjectReader, commit: string, known?: Files): Promise<Required<Files>> {
  const entries = await list(objects, `${commit}^{tree}`, "");
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  let total = 0;
  const keep = (size: number) => {
    if (size > limits.file || total + size > limits.tree) return false;
    total += size;
    return true;
  };
  const read = async ({ path, blob }: Entry): Promise<SourceFile | null> => {
    const same = known?.files.get(path);
    if (same?.blob === blob && keep(Buffer.byteLength(same.text))) return same;
    const object = await objects.read(blob, keep);
    if (!object) throw new Error(`The file ${path} is missing.`);
    return object.content && { path, blob, text: decodeText(object.content) };
  };
  const found = await Promise.all(entries.map(read));

  const files = new Map<string, SourceFile>();
  const oversized: string[] = [];
  for (const [index, { path }] of entries.entries()) {
    const file = found[index];
    if (file) files.set(path, file);
    else oversized.push(path);
  }
  return { files, oversized };
}

/** The wanted files in a tree object and its subtrees. */
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

/** Whether capidiff reads a file of CPython's tree. */
export function isWanted(path: string): boolean {
  return wanted.some((prefix) => path.startsWith(prefix));
}

/** Whether a folder of it, with `/` at the end, may have such files. */
export function leadsToWanted(directory: string): boolean {
  return wanted.some((prefix) => prefix.startsWith(directory) || directory.startsWith(prefix));
}

/** Decodes UTF-8, or else Latin-1, which comments in old headers and sources use. */
export function decodeText(content: Buffer): string {
  return isUtf8(content) ? new TextDecoder().decode(content) : content.toString("latin1");
}
