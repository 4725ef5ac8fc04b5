import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { lstat, open, opendir, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { CapidiffError } from "../errors.ts";
import { decodeText, isWanted, leadsToWanted, limits } from "./files.ts";
import { pyconfigPath } from "./pyconfig.ts";
import type { SourceFile } from "./tree.ts";

/** Installed headers of CPython are some 300 files in five folders. */
const folderLimits = { entries: 5000, depth: 12 };

/** A file in the folder. Paths are relative to it, with `/`. */
interface Wanted {
  folder(path: string): boolean;
  /** The path in CPython's tree; null for files to skip. */
  place(path: string): string | null;
}

const installed: Wanted = {
  folder: () => true,
  place: (path) => (path.endsWith(".h") ? `Include/${path}` : null),
};

const sources: Wanted = {
  folder: (path) => leadsToWanted(`${path}/`),
  place: (path) => (path === "pyconfig.h" ? pyconfigPath : isWanted(path) ? path : null),
};

/**
 * The headers in a folder, by their paths in CPython's tree, sorted. The folder is one of installed headers, with
 * `Python.h` in it, as `/usr/include/python3.13`; or CPython's sources, with `Include/Python.h`, and `pyconfig.h` if
 * built. Files beside the folder that `pyconfig.h` includes are read too: Debian has one for each processor.
 *
 * Throws `invalid-headers` for any other folder, a link that leads out of it or to a folder, a device, socket or pipe,
 * or more files than CPython has.
 */
export async function readHeaderFolder(folder: string): Promise<Map<string, SourceFile>> {
  const root = await realpath(folder).catch((error) => {
    throw invalid(`${folder} cannot be read: ${error.message}`);
  });
  const reader = new FolderReader(root);
  if (await exists(join(root, "Python.h"))) {
    await reader.walk("", installed);
    await reader.readBeside();
  } else if (await exists(join(root, "Include/Python.h"))) await reader.walk("", sources);
  else throw invalid(`${folder} has neither Python.h nor Include/Python.h`);
  return new Map([...reader.files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A hash of the files, used as a commit id: 40 hex digits. */
export function hashOf(files: ReadonlyMap<string, SourceFile>): string {
  const hash = createHash("sha1");
  for (const { path, blob } of files.values()) hash.update(`${blob} ${path}\n`);
  return hash.digest("hex");
}

class FolderReader {
  /** By path in CPython's tree. */
  readonly files = new Map<string, SourceFile>();
  readonly #root: string;
  #entries = 0;
  #bytes = 0;

  constructor(root: string) {
    this.#root = root;
  }

  async walk(folder: string, wanted: Wanted, depth = 0): Promise<void> {
    if (depth > folderLimits.depth) throw invalid(`${folder} lies more than ${folderLimits.depth} folders deep`);
    for await (const entry of await opendir(join(this.#root, folder))) {
      if (++this.#entries > folderLimits.entries)
        throw invalid(`${this.#root} has more than ${folderLimits.entries} entries`);
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (wanted.folder(path)) await this.walk(path, wanted, depth + 1);
        continue;
      }
      if (!entry.isFile() && !entry.isSymbolicLink()) throw invalid(`${path} is no file, folder or link`);
      const place = wanted.place(path);
      if (place !== null) await this.#read(join(this.#root, path), place, this.#root);
    }
  }

  /** Files that `pyconfig.h` includes, as found by a compiler that searches the parent folder. */
  async readBeside(): Promise<void> {
    const above = dirname(this.#root);
    const text = this.files.get(pyconfigPath)?.text ?? "";
    for (const [, name = ""] of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*<((?:\w[\w.+-]*\/)+pyconfig[\w.-]*\.h)>/gm)) {
      if (++this.#entries > folderLimits.entries)
        throw invalid(`${pyconfigPath} includes more than ${folderLimits.entries} files`);
      const file = join(above, name);
      if (await exists(file)) await this.#read(file, `Include/${name}`, above);
    }
  }

  /** @param within the folder that links must not leave */
  async #read(file: string, path: string, within: string): Promise<void> {
    const real = await realpath(file).catch((error) => {
      throw invalid(`${file} cannot be read: ${error.message}`);
    });
    if (!real.startsWith(within + sep)) throw invalid(`${file} is a link that leads out of ${within}`);
    // Reading a pipe would block.
    await using handle = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const { size } = await handle.stat().then((found) => {
      if (!found.isFile()) throw invalid(`${file} is no file`);
      return found;
    });
    this.#bytes += size;
    if (size > limits.file || this.#bytes > limits.tree) {
      throw invalid(
        `${file} makes it more than ${limits.tree / 2 ** 20} MB, or is itself more than ${limits.file / 2 ** 20}`,
      );
    }
    const content = await handle.readFile();
    const blob = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
    this.files.set(path, { path, blob, text: decodeText(content) });
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const invalid = (what: string) => new CapidiffError("invalid-headers", `${what}.`);
